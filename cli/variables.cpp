#include "cli/variables.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/diag/document_reporter.h"
#include "core/diag/lines.h"
#include "core/gitops/envsubst.h"
#include "core/text/ascii.h"

namespace vmcp::cli {
namespace {

void read_lines(const std::string& path, const std::string& text, gitops::GivenVariables& variables,
                const diag::DocumentReporter& reporter) {
  constexpr std::string_view kExport = "export ";
  const diag::Lines lines(text);
  for (std::size_t number = 1; number <= lines.count(); ++number) {
    std::string_view line = text::trim(lines.content(number));
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with(kExport)) line = text::trim(line.substr(kExport.size()));
    const std::size_t equals = line.find('=');
    const std::string_view name = text::trim(line.substr(0, equals));
    if (equals == std::string_view::npos || !gitops::is_variable_name(name)) {
      reporter.error("invalid-value", {path, static_cast<std::uint32_t>(number), 1}, "the line is not NAME=VALUE");
    } else {
      variables.insert_or_assign(std::string(name),
                                 std::string(text::without_quotes(text::trim(line.substr(equals + 1)))));
    }
  }
}

}  // namespace

gitops::GivenVariables read_variable_files(const std::vector<std::string>& paths, const source::FileSystem& files,
                                           std::vector<source::FileId>& read, diag::Sink& sink) {
  const diag::DocumentReporter reporter(sink, diag::Stage::kUsage);
  gitops::GivenVariables variables;
  for (const std::string& path : paths) {
    const source::FileSystem::Result result = files.read(path);
    if (result.file) read.push_back(*result.file);
    if (result.text) {
      read_lines(path, *result.text, variables, reporter);
    } else {
      reporter.error("unreadable-path", {path}, "cannot be read: " + result.error);
    }
  }
  return variables;
}

}  // namespace vmcp::cli
