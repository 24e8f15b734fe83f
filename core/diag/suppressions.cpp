#include "core/diag/suppressions.h"

#include <vector>

#include "core/text/nearest.h"

namespace vmcp::diag {

std::string code_hint(std::string_view code) {
  std::vector<std::string_view> codes;
  for (const CodeMeaning& known : kCodes) codes.push_back(known.code);
  const std::string_view nearest = text::nearest(code, codes);
  return nearest.empty() ? "" : "; did you mean \"" + std::string(nearest) + "\"?";
}

bool Suppressions::cover(const Diagnostic& finding) const {
  if (all_.empty()) return false;
  const ResourceId& resource = finding.resource;
  return all_.contains({finding.code}) || all_.contains({finding.code, resource.name}) ||
         all_.contains({finding.code, resource.name, resource.name_space}) ||
         all_.contains({finding.code, resource.name, resource.name_space, resource.kind});
}

bool can_be_suppressed(const Diagnostic& finding) {
  return finding.severity != Severity::kError ||
         (finding.stage != Stage::kUsage && finding.stage != Stage::kParse && finding.stage != Stage::kAdmission);
}

}  // namespace vmcp::diag
