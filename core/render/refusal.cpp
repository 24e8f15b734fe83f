#include "core/render/refusal.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <type_traits>
#include <utility>

namespace vmcp::render {
namespace {

constexpr std::array<diag::Code, 3> kLosing = {"wrong-type", "missing-field", "no-schema-matches"};
/// What is a warning where only an older operator accepts it.
constexpr std::array<diag::Code, 4> kOfOlder = {"unknown-field", "wrong-type", "missing-field", "not-in-enum"};
/// What is said of a name holds whatever else is wrong.
constexpr std::array<diag::Code, 13> kOfNames = {
    "reference-not-found",  "assumed-object", "secret-key-missing",   "config-map-key-missing", "unknown-step",
    "unknown-workload",     "unknown-tool",   "unknown-upstream",     "unknown-template-name",  "invalid-template",
    "auth-server-required", "duplicate-name", "undescribed-parameter"};
/// Fields of spec that nothing outside of them depends on; those of spec.config are parts, too.
constexpr std::array<std::string_view, 6> kOwnParts = {"podTemplateSpec",    "passthroughHeaders", "imagePullSecrets",
                                                       "telemetryConfigRef", "serviceType",        "sessionAffinity"};

constexpr std::array<std::string_view, 4> kHead = {"apiVersion", "kind", "metadata", "spec"};

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
  Steps at = steps_of(finding.path);
  const bool loses = is_one_of(finding.code, kLosing);
  const bool is_rule = finding.code == "rule-violated";
  const bool misspelt = finding.code == "unknown-field" && !finding.suggestion.empty();
  // What is misspelt in the head goes on as it was meant.
  const bool is_mended = misspelt && !at.empty() && (at.front() == "metadata" || is_one_of(finding.suggestion, kHead));
  if (part_of(at).size() < 2 && (loses || is_rule || misspelt) && !is_mended) leaves_only_parts_ = true;
  misnamed_ = misnamed_ || (!at.empty() && at.front() == "metadata");
  if (misspelt && !at.empty()) {
    Steps meant = at;
    meant.back() = finding.suggestion;
    add(std::move(meant), loses, is_rule);
  }
  add(std::move(at), loses, is_rule);
}

void Refusal::add(Steps at, bool loses, bool is_rule) {
  if (loses) losses_.insert(at);
  if (loses) parts_of_losses_.insert(part_of(at));
  if (is_rule) rules_.insert(at);
  faults_.insert(std::move(at));
}

bool Refusal::leads_to(const diag::Diagnostic& finding) const {
  if (finding.stage == diag::Stage::kApply && misnamed_) return true;
  const Steps at = steps_of(finding.path);
  if (faults_.contains(at)) return true;
  const bool of_name = is_one_of(finding.code, kOfNames);
  if (!of_name && !at.empty() && rules_.contains(Steps(at.begin(), std::prev(at.end())))) return true;
  Steps around;
  for (const std::string& step : at) {
    if (losses_.contains(around)) return true;
    around.push_back(step);
  }
  if (of_name) return false;
  const auto below = losses_.lower_bound(at);
  return (below != losses_.end() && begins_with(*below, at)) || parts_of_losses_.contains(part_of(at));
}

std::map<diag::ResourceId, Refusal> refusals_in(const std::deque<diag::Diagnostic>& findings) {
  std::map<diag::ResourceId, Refusal> refusals;
  for (const diag::Diagnostic& finding : findings) {
    const bool is_fault = finding.severity == diag::Severity::kError || is_one_of(finding.code, kOfOlder);
    if (finding.stage == diag::Stage::kAdmission && is_fault) refusals[finding.resource].add(finding);
  }
  return refusals;
}

}  // namespace vmcp::render
