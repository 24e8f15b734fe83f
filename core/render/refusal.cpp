#include "core/render/refusal.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace vmcp::render {
namespace {

constexpr std::array<diag::Code, 3> kLosing = {"wrong-type", "missing-field", "no-schema-matches"};
/// What is said of a name holds whatever else is wrong.
constexpr std::array<diag::Code, 12> kOfNames = {
    "reference-not-found",   "assumed-object",   "secret-key-missing",   "config-map-key-missing",
    "unknown-step",          "unknown-workload", "unknown-tool",         "unknown-upstream",
    "unknown-template-name", "invalid-template", "auth-server-required", "duplicate-name"};
/// Fields of spec that nothing outside of them depends on; those of spec.config are parts, too.
constexpr std::array<std::string_view, 6> kOwnParts = {"podTemplateSpec",    "passthroughHeaders", "imagePullSecrets",
                                                       "telemetryConfigRef", "serviceType",        "sessionAffinity"};

template <class T, std::size_t kCount>
bool is_one_of(const std::type_identity_t<T>& one, const std::array<T, kCount>& all) {
  return std::ranges::find(all, one) != all.end();
}

template <class Steps>
bool begins_with(const Steps& steps, const Steps& first) {
  return first.size() <= steps.size() && std::equal(first.begin(), first.end(), steps.begin());
}

}  // namespace

/// Bracketed or dotted, a map's keys are the same.
Refusal::Steps Refusal::steps_of(const std::string& path) {
  Steps steps;
  constexpr std::string_view kEnds = ".[]";
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find_first_of(kEnds, at), path.size());
    if (end > at) steps.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return steps;
}

Refusal::Steps Refusal::part_of(const Steps& steps) {
  std::size_t length = 1;
  if (steps.size() > 2 && steps[1] == "config") {
    length = steps[2] == "compositeTools" ? 4 : 3;
  } else if (steps.size() > 1 && is_one_of(steps[1], kOwnParts)) {
    length = 2;
  }
  return {steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(std::min(length, steps.size()))};
}

void Refusal::add(const diag::Diagnostic& finding) {
  Fault fault{steps_of(finding.path), is_one_of(finding.code, kLosing), finding.code == "rule-violated"};
  const bool misspelt = finding.code == "unknown-field" && !finding.suggestion.empty();
  if (part_of(fault.at).size() < 2 && (fault.loses || fault.is_rule || misspelt)) leaves_only_parts_ = true;
  misnamed_ = misnamed_ || (!fault.at.empty() && fault.at.front() == "metadata");
  if (misspelt && !fault.at.empty()) {
    Fault meant = fault;
    meant.at.back() = finding.suggestion;
    faults_.push_back(std::move(meant));
  }
  faults_.push_back(std::move(fault));
}

bool Refusal::leads_to(const diag::Diagnostic& finding) const {
  if (finding.stage == diag::Stage::kApply && misnamed_) return true;
  const Steps at = steps_of(finding.path);
  const bool of_name = is_one_of(finding.code, kOfNames);
  return std::ranges::any_of(faults_, [&](const Fault& fault) {
    if (at == fault.at) return true;
    if (fault.is_rule && !of_name && at.size() == fault.at.size() + 1 && begins_with(at, fault.at)) return true;
    if (!fault.loses) return false;
    if (begins_with(at, fault.at)) return true;
    return !of_name && (begins_with(fault.at, at) || part_of(at) == part_of(fault.at));
  });
}

std::map<diag::ResourceId, Refusal> refusals_in(std::span<const diag::Diagnostic> findings) {
  std::map<diag::ResourceId, Refusal> refusals;
  for (const diag::Diagnostic& finding : findings) {
    if (finding.stage == diag::Stage::kAdmission && finding.severity == diag::Severity::kError) {
      refusals[finding.resource].add(finding);
    }
  }
  return refusals;
}

}  // namespace vmcp::render
