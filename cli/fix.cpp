#include "cli/fix.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

#include "cli/findings.h"
#include "core/diag/quoted.h"
#include "core/diag/sink.h"
#include "core/diag/visible.h"

namespace vmcp::cli {
namespace {

using diag::Cure;

/// What was done to the field of a finding.
std::string deed(const Cure& cure) {
  switch (cure.kind) {
    case Cure::Kind::kNone:
      break;
    case Cure::Kind::kRename:
      return "renamed to " + diag::quoted(cure.to);
    case Cure::Kind::kMove:
      return "moved to " + cure.to;
    case Cure::Kind::kReplace:
      return "set to " + diag::quoted(cure.to);
    case Cure::Kind::kWrap:
      return "made an object with the field " + diag::quoted(cure.to);
    case Cure::Kind::kCopy:
      return "written out as " + diag::quoted(cure.to);
  }
  return {};
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace

std::string diff_of(const edit::Fixed& fixed) {
  std::string diff;
  for (const auto& [path, text] : fixed.texts) diff += text.unified(diag::visible(path));
  return diff;
}

std::string write_texts(const source::FileSystem& files, edit::Fixed& fixed) {
  std::string errors;
  std::set<std::string> left;
  for (const auto& [path, text] : fixed.texts) {
    const std::string error = edit::write(files, path, text);
    if (error.empty()) continue;
    errors += cannot_write(path, error);
    left.insert(path);
  }
  std::erase_if(fixed.cured, [&](const diag::Diagnostic& finding) { return left.contains(finding.place.file); });
  std::erase_if(fixed.texts, [&](const auto& one) { return left.contains(one.first); });
  return errors;
}

std::string report_of(const edit::Fixed& fixed, bool dry) {
  std::string report;
  for (const diag::Diagnostic& finding : fixed.cured) {
    report += diag::visible(finding.place.file + ':' + std::to_string(finding.place.line) + ": cured: " + finding.path +
                            ": " + deed(finding.cure)) +
              " [" + std::string(finding.code) + "]\n";
  }
  const std::string cured = counted(fixed.cured.size(), "finding") + (dry ? " would be cured" : " cured");
  const std::size_t left = diag::count(fixed.left.findings, diag::Severity::kError) +
                           diag::count(fixed.left.findings, diag::Severity::kWarning);
  return report + cured + " in " + counted(fixed.texts.size(), "file") + ", " + std::to_string(left) +
         (left == 1 ? " remains\n" : " remain\n");
}

}  // namespace vmcp::cli
