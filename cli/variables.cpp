#include "cli/variables.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/diag/code.h"
#include "core/diag/lines.h"
#include "core/render/envsubst.h"
#include "core/text/ascii.h"

namespace vmcp::cli {
namespace {

void report(diag::Code code, std::string message, diag::Place place, diag::Sink& sink) {
  diag::Diagnostic finding;
  finding.stage = diag::Stage::kUsage;
  finding.code = code;
  finding.message = std::move(message);
  finding.place = std::move(place);
  sink.add(std::move(finding));
}

std::string_view without_quotes(std::string_view value) {
  const bool is_quoted =
      value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
  return is_quoted ? value.substr(1, value.size() - 2) : value;
}

void read_lines(const std::string& path, const std::string& text, render::GivenVariables& variables, diag::Sink& sink) {
  constexpr std::string_view kExport = "export ";
  const diag::Lines lines(text);
  for (std::size_t number = 1; number <= lines.count(); ++number) {
    std::string_view line = text::trim(lines.content(number));
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with(kExport)) line = text::trim(line.substr(kExport.size()));
    const std::size_t equals = line.find('=');
    const std::string_view name = text::trim(line.substr(0, equals));
    if (equals == std::string_view::npos || !render::is_variable_name(name)) {
      report("invalid-value", "the line is not NAME=VALUE", {path, static_cast<std::uint32_t>(number), 1}, sink);
    } else {
      variables.insert_or_assign(std::string(name), std::string(without_quotes(text::trim(line.substr(equals + 1)))));
    }
  }
}

}  // namespace

render::GivenVariables read_variable_files(const std::vector<std::string>& paths, const source::FileSystem& files,
                                           std::vector<source::FileId>& read, diag::Sink& sink) {
  render::GivenVariables variables;
  for (const std::string& path : paths) {
    if (files.kind(path) == source::FileSystem::Kind::kMissing) {
      report("no-such-path", "no such file or directory", {path, 0, 0}, sink);
      continue;
    }
    const source::FileSystem::Result result = files.read(path);
    if (result.file) read.push_back(*result.file);
    if (result.text) {
      read_lines(path, *result.text, variables, sink);
    } else {
      report("unreadable-path", "cannot be read: " + result.error, {path, 0, 0}, sink);
    }
  }
  return variables;
}

}  // namespace vmcp::cli
