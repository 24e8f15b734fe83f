#include "core/diag/suppressions.h"

#include <utility>
#include <vector>

#include "core/text/nearest.h"

namespace vmcp::diag {

std::string code_hint(std::string_view code) {
  std::vector<std::string_view> codes;
  for (const CodeMeaning& known : kCodes) codes.push_back(known.code);
  const std::string_view nearest = text::nearest(code, codes);
  return nearest.empty() ? "" : "; did you mean \"" + std::string(nearest) + "\"?";
}

void Suppressions::add(Suppression suppression) {
  if (all_ == nullptr) all_ = std::make_shared<std::set<Suppression>>();
  if (all_.use_count() > 1) all_ = std::make_shared<std::set<Suppression>>(*all_);
  all_->insert(std::move(suppression));
}

std::vector<Suppression> Suppressions::about(const Diagnostic& finding) const {
  if (is_empty()) return {};
  const ResourceId& resource = finding.resource;
  std::vector<Suppression> found = {{finding.code},
                                    {finding.code, resource.name},
                                    {finding.code, resource.name, resource.name_space},
                                    {finding.code, resource.name, resource.name_space, resource.kind}};
  std::erase_if(found, [&](const Suppression& suppression) { return !all_->contains(suppression); });
  return found;
}

bool Suppressions::mention(Code code) const {
  if (is_empty()) return false;
  const auto first = all_->lower_bound(Suppression{code});
  return first != all_->end() && first->code == code;
}

bool Suppressions::cover(const Diagnostic& finding) const { return !about(finding).empty(); }

bool Suppressions::use(const Diagnostic& finding) {
  std::vector<Suppression> found = about(finding);
  const bool covered = !found.empty();
  for (Suppression& suppression : found) used_.insert(std::move(suppression));
  return covered;
}

bool can_be_suppressed(const Diagnostic& finding) {
  return finding.severity != Severity::kError ||
         (finding.stage != Stage::kUsage && finding.stage != Stage::kParse && finding.stage != Stage::kAdmission);
}

}  // namespace vmcp::diag
