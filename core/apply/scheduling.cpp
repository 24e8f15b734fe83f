#include "core/apply/scheduling.h"

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/admission/name_rules.h"
#include "core/apply/formats.h"
#include "core/apply/metadata.h"

namespace vmcp::apply {
namespace {

constexpr std::array<std::string_view, 3> kEffects = {"NoSchedule", "PreferNoSchedule", "NoExecute"};
constexpr std::array<std::string_view, 2> kTolerationOperators = {"Equal", "Exists"};
constexpr std::array<std::string_view, 2> kUnsatisfiable = {"DoNotSchedule", "ScheduleAnyway"};
constexpr std::array<std::string_view, 2> kInclusions = {"Honor", "Ignore"};
constexpr std::int64_t kMaxWeight = 100;
constexpr std::string_view kNotAnOperator = "must be an operator of selectors";

// as ValidateNodeSelectorRequirement
void check_node_expression(const Node& expression, bool judges_values, Refusals& refusals) {
  const Node operation = expression["operator"];
  const Node values = expression["values"];
  if (operation.text() == "Gt" || operation.text() == "Lt") {
    if (values.size() != 1) refusals.required(values, "must be one value for the operators Gt and Lt");
  } else if (!check_set_operator(expression, refusals)) {
    refusals.invalid_text(operation, kNotAnOperator);
  }
  check_label_key(expression["key"], refusals);
  if (!judges_values) return;
  for_each_item(values,
                [&](const Node& value) { refusals.invalid_text(value, admission::label_value_fault(value.text())); });
}

// as ValidateNodeFieldSelectorRequirement
void check_node_field(const Node& expression, Refusals& refusals) {
  const Node operation = expression["operator"];
  const Node values = expression["values"];
  if (operation.text() == "In" || operation.text() == "NotIn") {
    if (values.size() != 1) refusals.required(values, "must be one value for a field of a node");
  } else {
    refusals.invalid_text(operation, "must be In or NotIn for a field of a node");
  }
  const Node key = expression["key"];
  if (key.text() != "metadata.name") return refusals.invalid_text(key, "must be metadata.name");
  for_each_item(values, [&](const Node& value) { check_dns_subdomain(value, refusals); });
}

// as ValidateNodeSelectorTerm
void check_node_term(const Node& term, bool judges_values, Refusals& refusals) {
  const Node expressions = term["matchExpressions"];
  for_each_item(expressions,
                [&](const Node& expression) { check_node_expression(expression, judges_values, refusals); });
  const Node fields = term["matchFields"];
  for_each_item(fields, [&](const Node& expression) { check_node_field(expression, refusals); });
}

void check_weight(const Node& weight, Refusals& refusals) { check_range(weight, 1, kMaxWeight, refusals); }

void check_node_affinity(const Node& affinity, Refusals& refusals) {
  const Node required = affinity["requiredDuringSchedulingIgnoredDuringExecution"];
  if (required.exists()) {
    const Node terms = required["nodeSelectorTerms"];
    if (terms.empty()) refusals.required(terms, "must have a term");
    for_each_item(terms, [&](const Node& term) { check_node_term(term, true, refusals); });
  }
  const Node preferred = affinity["preferredDuringSchedulingIgnoredDuringExecution"];
  for_each_item(preferred, [&](const Node& term) {
    check_weight(term["weight"], refusals);
    // Values may be anything here: a preference that no node meets does no harm.
    check_node_term(term["preference"], false, refusals);
  });
}

/// As validateLabelKeys.
void check_label_keys(const Node& keys, const Node& selector, Refusals& refusals) {
  if (keys.empty()) return;
  if (!selector.exists()) return refusals.forbidden(keys, "must not be set without labelSelector");
  for_each_item(keys, [&](const Node& key) { check_label_key(key, refusals); });
}

/// As ValidateMatchLabelKeysAndMismatchLabelKeys.
void check_match_keys(const Node& owner, Refusals& refusals) {
  const Node selector = owner["labelSelector"];
  const Node match = owner["matchLabelKeys"];
  const Node mismatch = owner["mismatchLabelKeys"];
  check_label_keys(match, selector, refusals);
  check_label_keys(mismatch, selector, refusals);
  if (selector.exists()) {
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < match.size(); ++i) places[match[i].text()] = i;
    std::set<std::string_view> selected;
    const Node labels = selector["matchLabels"];
    for (const yaml::Member& label : labels.members()) selected.insert(label.key);
    const Node expressions = selector["matchExpressions"];
    for_each_item(expressions, [&](const Node& expression) {
      const std::string_view key = expression["key"].text();
      const auto place = places.find(key);
      // The API server leaves the list's name out of this one.
      if (place != places.end() && selected.contains(key)) {
        refusals.invalid_text(owner[place->second], key, "must not be in both matchLabelKeys and labelSelector");
      }
      selected.insert(key);
    });
  }
  std::set<std::string_view> mismatched;
  for_each_item(mismatch, [&](const Node& key) { mismatched.insert(key.text()); });
  for_each_item(match, [&](const Node& key) {
    if (!mismatched.contains(key.text())) return;
    refusals.invalid_text(key, "must not be in both matchLabelKeys and mismatchLabelKeys");
  });
}

// as validatePodAffinityTerm
void check_pod_term(const Node& term, Refusals& refusals) {
  check_label_selector(term["labelSelector"], refusals);
  check_label_selector(term["namespaceSelector"], refusals);
  const Node namespaces = term["namespaces"];
  // The API server names the field in the singular.
  const Node at_namespace = term["namespace"];
  for_each_item(namespaces, [&](const Node& name) {
    refusals.invalid_text(at_namespace, name.text(), admission::dns_label_fault(name.text()));
  });
  check_match_keys(term, refusals);
  const Node key = term["topologyKey"];
  refusals.required_text(key);
  check_label_key(key, refusals);
}

void check_pod_affinity(const Node& affinity, Refusals& refusals) {
  const Node required = affinity["requiredDuringSchedulingIgnoredDuringExecution"];
  for_each_item(required, [&](const Node& term) { check_pod_term(term, refusals); });
  const Node preferred = affinity["preferredDuringSchedulingIgnoredDuringExecution"];
  for_each_item(preferred, [&](const Node& term) {
    check_weight(term["weight"], refusals);
    check_pod_term(term["podAffinityTerm"], refusals);
  });
}

}  // namespace

void check_tolerations(const Node& tolerations, Refusals& refusals) {
  for_each_item(tolerations, [&](const Node& toleration) {
    const Node key = toleration["key"];
    const Node operation = toleration["operator"];
    const Node effect = toleration["effect"];
    const std::string_view value = toleration["value"].text();
    const std::string_view word = operation.text();
    if (!key.text().empty()) check_label_key(key, refusals);
    if (key.text().empty() && word != "Exists") refusals.invalid_text(operation, "must be Exists without a key");
    if (toleration["tolerationSeconds"].exists() && effect.text() != "NoExecute") {
      refusals.invalid_text(effect, "must be NoExecute beside tolerationSeconds");
    }
    if (word.empty() || word == "Equal") {
      refusals.invalid_text(operation, value, admission::label_value_fault(value));
    } else if (word == "Exists") {
      if (!value.empty()) refusals.invalid_text(operation, value, "must not be the value of a toleration with Exists");
    } else {
      check_word(operation, word, kTolerationOperators, refusals);
    }
    if (!effect.text().empty()) check_word(effect, effect.text(), kEffects, refusals);
  });
}

void check_affinity(const Node& affinity, Refusals& refusals) {
  check_node_affinity(affinity["nodeAffinity"], refusals);
  check_pod_affinity(affinity["podAffinity"], refusals);
  check_pod_affinity(affinity["podAntiAffinity"], refusals);
}

void check_topology_spread(const Node& constraints, Refusals& refusals) {
  std::set<std::pair<std::string_view, std::string_view>> later;
  // From the end: what is given again further on is reported at the earlier one.
  for (std::size_t i = constraints.size(); i-- > 0;) {
    const Node constraint = constraints[i];
    const Node skew = constraint["maxSkew"];
    if (skew.integer() <= 0) refusals.invalid(skew, std::to_string(skew.integer()) + " must be above 0");
    const Node key = constraint["topologyKey"];
    const Node action = constraint["whenUnsatisfiable"];
    refusals.required_text(key);
    check_word(action, action.text(), kUnsatisfiable, refusals);
    if (!later.emplace(key.text(), action.text()).second) {
      refusals.add(Reason::kDuplicate, constraint["{topologyKey, whenUnsatisfiable}"],
                   "must be the only constraint with its topologyKey and whenUnsatisfiable");
    }
    const Node domains = constraint["minDomains"];
    if (domains.exists()) {
      if (domains.integer() <= 0) refusals.invalid(domains, std::to_string(domains.integer()) + " must be above 0");
      if (action.text() != "DoNotSchedule") refusals.invalid(domains, "must not be set unless DoNotSchedule");
    }
    check_optional_word(constraint["nodeAffinityPolicy"], kInclusions, refusals);
    check_optional_word(constraint["nodeTaintsPolicy"], kInclusions, refusals);
    check_match_keys(constraint, refusals);
    check_label_selector(constraint["labelSelector"], refusals);
  }
}

void check_gates(const Node& pod, Refusals& refusals) {
  const Node readiness = pod["readinessGates"];
  for_each_item(readiness, [&](const Node& gate) { check_label_key(gate["conditionType"], refusals); });
  const Node scheduling = pod["schedulingGates"];
  std::set<std::string_view> names;
  for_each_item(scheduling, [&](const Node& gate) {
    const std::string_view name = gate["name"].text();
    refusals.invalid_text(gate, name, admission::qualified_name_fault(name));
    if (!names.insert(name).second) refusals.duplicate(gate, name);
  });
}

}  // namespace vmcp::apply
