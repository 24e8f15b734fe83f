#include "core/apply/objects.h"

#include <array>
#include <string>
#include <string_view>

#include "core/apply/formats.h"
#include "core/apply/metadata.h"
#include "core/apply/pod.h"
#include "core/diag/quoted.h"
#include "core/operator/config_map.h"

namespace vmcp::apply {
namespace {

constexpr std::int64_t kUsualDeadline = 600;
constexpr std::string_view kUsualShare = "25%";
constexpr std::array<std::string_view, 2> kStrategies = {"Recreate", "RollingUpdate"};

using CheckName = void (*)(const Node&, Refusals&);

// as ValidateObjectMeta
void check_metadata(const Node& object, CheckName check_name, Refusals& refusals) {
  const Node metadata = object["metadata"];
  check_name(metadata["name"], refusals);
  check_labels(metadata["labels"], refusals);
  check_annotations(metadata["annotations"], refusals);
}

// as ValidatePathSegmentName
void check_path_segment(const Node& name, Refusals& refusals) {
  const std::string_view text = name.text();
  if (text == "." || text == ".." || text.find_first_of("/%") != std::string_view::npos) {
    refusals.invalid_text(name, "must not be '.' or '..', and must not contain '/' or '%'");
  }
}

// as ValidateConfigMap, but for the keys, which the operator chooses
void check_config_map(const Node& object, Refusals& refusals) {
  check_metadata(object, check_dns_subdomain, refusals);
  const std::size_t size = op::content_size(*object.value());
  if (size > op::kLargestConfigMap) {
    refusals.add(Reason::kTooLong, object[kWholeObject],
                 "all data together has " + std::to_string(size) + " bytes, and may have at most " +
                     std::to_string(op::kLargestConfigMap));
  }
}

// as ValidateServiceCreate, as far as a gateway's own values reach
void check_service(const Node& object, Refusals& refusals) {
  check_metadata(object, check_dns_label, refusals);
  const Node spec = object["spec"];
  check_labels(spec["selector"], refusals);
}

void check_role_binding(const Node& object, Refusals& refusals) {
  check_metadata(object, check_path_segment, refusals);
  const Node subjects = object["subjects"];
  for_each_item(subjects, [&](const Node& subject) { check_dns_subdomain(subject["name"], refusals); });
}

struct Share {
  std::int64_t number = 0;
  bool percent = false;
};

/// A number or a percentage of pods, 25 % where nothing is said (as SetDefaults_Deployment).
Share share_of(const Node& field) {
  if (field.is_integer()) return {field.integer(), false};
  const std::string_view text = field.exists() ? field.text() : kUsualShare;
  if (!percent_fault(text).empty()) return {0, false};
  std::int64_t number = 0;
  for (const char digit : text.substr(0, text.size() - 1)) {
    if (number <= kUsualDeadline) number = number * 10 + (digit - '0');
  }
  return {number, true};
}

// as ValidatePositiveIntOrPercent
void check_share(const Node& field, Refusals& refusals) {
  if (field.is_integer()) return check_not_negative(field, refusals);
  if (field.exists()) refusals.invalid_text(field, percent_fault(field.text()));
}

// as ValidateDeploymentStrategy
void check_strategy(const Node& strategy, Refusals& refusals) {
  const std::string_view type = strategy["type"].text();
  const Node rolling = strategy["rollingUpdate"];
  if (type == "Recreate") {
    if (rolling.exists()) refusals.forbidden(rolling, "must not be set with type Recreate");
    return;
  }
  if (!type.empty() && type != "RollingUpdate") return check_word(strategy, type, kStrategies, refusals);
  const Node unavailable = rolling["maxUnavailable"];
  const Node surge = rolling["maxSurge"];
  check_share(unavailable, refusals);
  check_share(surge, refusals);
  const Share most_unavailable = share_of(unavailable);
  if (most_unavailable.number == 0 && share_of(surge).number == 0) {
    refusals.invalid(unavailable, "must not be 0 while maxSurge is 0");
  }
  if (most_unavailable.percent && most_unavailable.number > 100) {
    refusals.invalid_text(unavailable, "must not be above 100%");
  }
}

/// Says which label a selector asks for that is not there.
void refuse_labels(const Node& selector, const Node& labels, Refusals& refusals) {
  const Node wanted = selector["matchLabels"];
  yaml::MemberSearch search;
  for (const yaml::Member& member : wanted.members()) {
    const Node label = labels.at_key(member.key, search);
    const Node asked = wanted.at_key(member);
    if (label.exists() && label.text() == asked.text()) continue;
    refusals.invalid(labels, diag::quoted(label.text()) + " for " + diag::quoted(member.key) + " must be " +
                                 diag::quoted(asked.text()) + ", as the Deployment's selector asks");
    refusals.about(label).beside(asked);
    return;
  }
  refusals.invalid(labels, "must have the labels that the Deployment's selector asks for");
  refusals.beside(selector);
}

// as ValidateDeployment
void check_deployment(const Node& object, Refusals& refusals) {
  check_metadata(object, check_dns_subdomain, refusals);
  const Node spec = object["spec"];
  check_not_negative(spec["replicas"], refusals);

  const Node selector = spec["selector"];
  const std::size_t before = refusals.count();
  check_label_selector(selector, refusals);
  const bool usable = refusals.count() == before;
  if (!selector.exists()) {
    refusals.required(selector);
  } else if (selector["matchLabels"].empty() && selector["matchExpressions"].empty()) {
    refusals.invalid(selector, "must select something");
  }
  // The API server goes on to the template only with a selector that it can use; without one it selects nothing.
  if (usable) {
    const Node pod_template = spec["template"];
    const Node metadata = pod_template["metadata"];
    const Node labels = metadata["labels"];
    if (!selector.exists() || !selects(selector, labels)) refuse_labels(selector, labels, refusals);
    check_pod_template(pod_template, refusals);
  } else {
    refusals.invalid(selector, "must be a valid selector of labels");
  }

  check_strategy(spec["strategy"], refusals);
  const Node ready = spec["minReadySeconds"];
  check_not_negative(ready, refusals);
  check_not_negative(spec["revisionHistoryLimit"], refusals);
  const Node deadline = spec["progressDeadlineSeconds"];
  check_not_negative(deadline, refusals);
  if (deadline.integer(kUsualDeadline) <= ready.integer()) {
    refusals.invalid(deadline, std::to_string(deadline.integer(kUsualDeadline)) + " must be above minReadySeconds");
  }
}

struct KindRules {
  std::string_view kind;
  void (*check)(const Node&, Refusals&);
};

constexpr std::array<KindRules, 6> kKinds = {{
    {"ServiceAccount",
     [](const Node& object, Refusals& refusals) { check_metadata(object, check_dns_subdomain, refusals); }},
    {"Role", [](const Node& object, Refusals& refusals) { check_metadata(object, check_path_segment, refusals); }},
    {"RoleBinding", check_role_binding},
    {"ConfigMap", check_config_map},
    {"Service", check_service},
    {"Deployment", check_deployment},
}};

}  // namespace

std::vector<Refusal> refusals_of(const yaml::Value& object) {
  Refusals refusals;
  const Node root(object);
  for (const KindRules& rules : kKinds) {
    if (object.string_at("kind") == rules.kind) rules.check(root, refusals);
  }
  return refusals.take();
}

}  // namespace vmcp::apply
