#include "core/apply/resources.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/admission/name_rules.h"
#include "core/apply/formats.h"
#include "core/diag/quoted.h"
#include "core/kube/amount.h"

namespace vmcp::apply {
namespace {

using diag::quoted;
using kube::Amount;
using yaml::Member;

constexpr std::string_view kHugePages = "hugepages-";
constexpr std::string_view kQuotaPrefix = "requests.";
constexpr std::string_view kNativeDomain = "kubernetes.io/";

constexpr std::array<std::string_view, 3> kContainerResources = {"cpu", "memory", "ephemeral-storage"};
constexpr std::array<std::string_view, 20> kStandardResources = {"cpu",
                                                                 "memory",
                                                                 "ephemeral-storage",
                                                                 "requests.cpu",
                                                                 "requests.memory",
                                                                 "requests.ephemeral-storage",
                                                                 "limits.cpu",
                                                                 "limits.memory",
                                                                 "limits.ephemeral-storage",
                                                                 "pods",
                                                                 "resourcequotas",
                                                                 "services",
                                                                 "replicationcontrollers",
                                                                 "secrets",
                                                                 "configmaps",
                                                                 "persistentvolumeclaims",
                                                                 "storage",
                                                                 "requests.storage",
                                                                 "services.nodeports",
                                                                 "services.loadbalancers"};
constexpr std::array<std::string_view, 9> kCountedResources = {
    "pods",       "resourcequotas",         "services",           "replicationcontrollers", "secrets",
    "configmaps", "persistentvolumeclaims", "services.nodeports", "services.loadbalancers"};

template <class Words>
bool contains(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_huge_pages(std::string_view name) { return name.starts_with(kHugePages); }
bool has_domain(std::string_view name) { return name.find('/') != std::string_view::npos; }

// as IsNativeResource
bool is_native(std::string_view name) {
  return !has_domain(name) || name.find(kNativeDomain) != std::string_view::npos;
}

// as IsExtendedResourceName
bool is_extended(std::string_view name) {
  return !is_native(name) && !name.starts_with(kQuotaPrefix) &&
         admission::qualified_name_fault(std::string(kQuotaPrefix).append(name)).empty();
}

// as IsOvercommitAllowed
bool may_be_overcommitted(std::string_view name) { return is_native(name) && !is_huge_pages(name); }

/// As validateResourceName; false when that settles it.
bool check_resource_name(const Node& at, std::string_view name, Refusals& refusals) {
  const std::string fault = admission::qualified_name_fault(name);
  refusals.invalid_text(at, name, fault);
  if (!fault.empty()) return false;
  if (has_domain(name) || contains(kStandardResources, name) || is_huge_pages(name) ||
      name.starts_with("requests.hugepages-")) {
    return true;
  }
  refusals.invalid_text(at, name, "must be a standard resource or have a domain, such as \"example.com/gpu\"");
  return false;
}

// as validateContainerResourceName
void check_container_resource_name(const Node& at, std::string_view name, Refusals& refusals) {
  check_resource_name(at, name, refusals);
  if (!has_domain(name)) {
    if (!contains(kContainerResources, name) && !is_huge_pages(name)) {
      refusals.invalid_text(at, name, "must be cpu, memory, ephemeral-storage, hugepages-* or have a domain");
    }
  } else if (!is_native(name) && !is_extended(name)) {
    refusals.invalid_text(at, name, "must be the name of an extended resource");
  }
}

// as validatePodResourceName
void check_pod_resource_name(const Node& at, std::string_view name, Refusals& refusals) {
  if (!check_resource_name(at, name, refusals)) return;
  if (name == "cpu" || name == "memory" || is_huge_pages(name)) return;
  refusals.add(Reason::kUnsupported, at, quoted(name) + " must be cpu, memory or hugepages-* for a whole pod");
}

Amount amount_of(const Node& quantity) {
  const yaml::Value* value = quantity.value();
  if (value == nullptr) return {};
  if (value->is_string()) return Amount::parse(value->as_string()).value_or(Amount());
  return quantity.is_integer() ? Amount::parse(std::to_string(value->as_int())).value_or(Amount()) : Amount();
}

// as SetDefaults_ResourceList
Amount resource_amount(const Node& quantity) { return amount_of(quantity).rounded_to_milli(); }

std::string shown(const Node& quantity) {
  return quantity.is_integer() ? std::to_string(quantity.integer()) : std::string(quantity.text());
}

using CheckName = void (*)(const Node&, std::string_view, Refusals&);

void check_resource(const Node& quantity, std::string_view name, CheckName check_name, Refusals& refusals) {
  check_name(quantity, name, refusals);
  const Amount amount = resource_amount(quantity);
  if (amount.is_negative()) refusals.invalid(quantity, shown(quantity) + " must not be below 0");
  if ((contains(kCountedResources, name) || is_extended(name)) && !amount.is_whole()) {
    refusals.invalid(quantity, shown(quantity) + " must be an integer");
  }
  if (is_huge_pages(name)) {
    // as validateResourceQuantityHugePageValue
    const auto size = Amount::parse(name.substr(kHugePages.size()));
    if (!size || !amount.is_multiple_of(*size)) {
      refusals.invalid(quantity, shown(quantity) + " must be a multiple of the size of a page, " +
                                     std::string(name.substr(kHugePages.size())));
    }
  }
}

bool is_compute(std::string_view name) { return name == "cpu" || name == "memory"; }

// as validateResourceClaimNames
void check_claims(const Node& used, const Node& claims, Refusals& refusals) {
  std::set<std::string_view> declared;
  for_each_item(claims, [&](const Node& claim) { declared.insert(claim["name"].text()); });
  std::set<std::string, std::less<>> keys;
  for_each_item(used, [&](const Node& claim) {
    const std::string_view name = claim["name"].text();
    if (name.empty()) {
      refusals.required(claim, "must name a claim");
      return;
    }
    if (keys.contains(name)) {
      refusals.duplicate(claim, name);
    } else {
      const Node request = claim["request"];
      std::string key(name);
      if (!request.text().empty()) {
        check_dns_label(request, refusals);
        key.append("/").append(request.text());
      }
      const std::string prefix = std::string(name) + '/';
      const auto first = keys.lower_bound(prefix);
      const bool part_is_used = request.text().empty() && first != keys.end() && first->starts_with(prefix);
      if (keys.contains(key) || part_is_used) refusals.duplicate(claim, key);
      keys.insert(std::move(key));
    }
    if (!declared.contains(name)) refusals.not_found(claim, name, "one of the pod's resourceClaims");
  });
}

// as validateResourceRequirements
void check_requirements(const Node& resources, CheckName check_name, const Node& claims, Refusals& refusals) {
  const Node limits = resources["limits"];
  const Node requests = resources["requests"];
  bool compute = false;
  bool huge_pages = false;
  const auto note = [&](std::string_view name) {
    compute = compute || is_compute(name);
    huge_pages = huge_pages || is_huge_pages(name);
  };
  for (const Member& member : limits.members()) {
    check_resource(limits.at_key(member), member.key, check_name, refusals);
    note(member.key);
  }
  yaml::MemberSearch search;
  for (const Member& member : requests.members()) {
    const Node request = requests.at_key(member);
    check_resource(request, member.key, check_name, refusals);
    note(member.key);
    const Node limit = limits.at_key(member.key, search);
    const auto order = resource_amount(request) <=> resource_amount(limit);
    if (!limit.exists()) {
      if (!may_be_overcommitted(member.key)) {
        refusals.required(limits, "must have a limit for " + quoted(member.key) + ", which cannot be overcommitted");
      }
    } else if (order != 0 && !may_be_overcommitted(member.key)) {
      refusals.invalid(requests, "a request for " + shown(request) + " of " + quoted(member.key) +
                                     " must equal its limit of " + shown(limit));
      refusals.about(request).beside(limit);
    } else if (order > 0) {
      refusals.invalid(requests, "a request for " + shown(request) + " of " + member.key +
                                     " must not be above its limit of " + shown(limit));
      refusals.about(request).beside(limit);
    }
  }
  if (huge_pages && !compute) refusals.forbidden(resources, "huge pages need cpu or memory beside them");
  const Node used = resources["claims"];
  check_claims(used, claims, refusals);
}

using Totals = std::map<std::string, Amount, std::less<>>;

void add(Totals& totals, const Node& amounts) {
  for (const Member& member : amounts.members()) {
    totals[member.key] += resource_amount(amounts.at_key(member));
  }
}

void raise(Totals& totals, const Totals& floor) {
  for (const auto& [name, amount] : floor) {
    Amount& total = totals[name];
    total = std::max(total, amount);
  }
}

/// As AggregateContainerRequests and AggregateContainerLimits: all containers run at once; init containers one after
/// the other, beside the sidecars that were started before them.
Totals total_of(const Node& pod, std::string_view field) {
  Totals totals;
  const Node containers = pod["containers"];
  for_each_item(containers, [&](const Node& container) {
    const Node resources = container["resources"];
    add(totals, resources[field]);
  });
  Totals sidecars;
  Totals most;
  const Node init_containers = pod["initContainers"];
  for_each_item(init_containers, [&](const Node& container) {
    const Node resources = container["resources"];
    const Node amounts = resources[field];
    Totals at_once;
    if (container["restartPolicy"].text() == "Always") {
      add(totals, amounts);
      add(sidecars, amounts);
      at_once = sidecars;
    } else {
      at_once = sidecars;
      add(at_once, amounts);
    }
    raise(most, at_once);
  });
  raise(totals, most);
  return totals;
}

// as validatePodResourceConsistency
void check_consistency(const Node& pod, const Node& resources, Refusals& refusals) {
  const Node requests = resources["requests"];
  yaml::MemberSearch search;
  for (const auto& [name, total] : total_of(pod, "requests")) {
    const Node request = requests.at_key(name, search);
    if (request.exists() && total > resource_amount(request)) {
      refusals.invalid(request, shown(request) + " must not be below what the containers request together");
      const Node containers = pod["containers"];
      const Node first = containers[0];
      const Node own = first["resources"];
      const Node own_requests = own["requests"];
      refusals.beside(own_requests.at_key(name));
    }
  }
  const Node limits = resources["limits"];
  for (const auto& [name, total] : total_of(pod, "limits")) {
    const Node limit = limits.at_key(name, search);
    if (is_huge_pages(name) && limit.exists() && total > resource_amount(limit)) {
      refusals.invalid(limit, shown(limit) + " must not be below the limits of the containers together");
    }
  }
  const Node containers = pod["containers"];
  // The API server names these fields so, below the pod's resources.
  const Node named = resources["containers"];
  for (std::size_t i = 0; i < containers.size(); ++i) {
    const Node container = containers[i];
    const Node own = container["resources"];
    const Node own_limits = own["limits"];
    for (const Member& member : own_limits.members()) {
      const Node own_limit = own_limits.at_key(member);
      const Node limit = limits.at_key(member.key, search);
      if (!limit.exists() || resource_amount(own_limit) <= resource_amount(limit)) continue;
      const Node item = named[i];
      const Node resource = item.at_key(member.key);
      refusals.invalid(resource["limits"], "a container's limit of " + shown(own_limit) + ' ' + member.key +
                                               " must not be above the pod's limit of " + shown(limit));
      refusals.about(limit).beside(own_limit);
    }
  }
}

}  // namespace

void check_container_resources(const Node& resources, const Node& claims, Refusals& refusals) {
  if (resources.exists()) check_requirements(resources, check_container_resource_name, claims, refusals);
}

void check_overhead(const Node& overhead, Refusals& refusals) {
  // Reported below a list of limits, since it is judged as one.
  const Node limits = overhead["limits"];
  bool compute = false;
  bool huge_pages = false;
  for (const Member& member : overhead.members()) {
    const Node quantity = limits.at_key(member.key);
    const Node value = overhead.at_key(member);
    Refusals of_value;
    check_resource(value, member.key, check_container_resource_name, of_value);
    for (Refusal& refusal : of_value.take()) refusals.add(refusal.reason, quantity, std::move(refusal.rule));
    compute = compute || is_compute(member.key);
    huge_pages = huge_pages || is_huge_pages(member.key);
  }
  if (huge_pages && !compute) refusals.forbidden(overhead, "huge pages need cpu or memory beside them");
}

void check_pod_resources(const Node& pod, Refusals& refusals) {
  const Node resources = pod["resources"];
  if (!resources.exists()) return;
  const Node os = pod["os"];
  if (os["name"].text() == "windows") {
    refusals.forbidden(resources, "must not be set for a pod of Windows");
    return;
  }
  const Node claims = resources["claims"];
  if (claims.exists()) refusals.forbidden(claims, "must not be set for a whole pod");
  const Node declared = pod["resourceClaims"];
  check_requirements(resources, check_pod_resource_name, declared, refusals);
  check_consistency(pod, resources, refusals);
}

void check_positive_quantity(const Node& quantity, Refusals& refusals) {
  if (amount_of(quantity) <= Amount()) refusals.invalid(quantity, shown(quantity) + " must be above 0");
}

bool is_negative_quantity(const Node& quantity) { return amount_of(quantity).is_negative(); }
bool is_fractional_quantity(const Node& quantity) { return !resource_amount(quantity).is_whole(); }

}  // namespace vmcp::apply
