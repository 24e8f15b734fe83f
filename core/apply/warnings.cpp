#include "core/apply/warnings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/name_rules.h"
#include "core/apply/resources.h"
#include "core/apply/security.h"
#include "core/diag/quoted.h"

namespace vmcp::apply {
namespace {

using diag::quoted;
using Texts = std::pair<std::string_view, std::string_view>;

constexpr std::array<Texts, 8> kNodeLabels = {{
    {"beta.kubernetes.io/arch", "is deprecated since 1.14; use \"kubernetes.io/arch\" instead"},
    {"beta.kubernetes.io/os", "is deprecated since 1.14; use \"kubernetes.io/os\" instead"},
    {"failure-domain.beta.kubernetes.io/region",
     "is deprecated since 1.17; use \"topology.kubernetes.io/region\" instead"},
    {"failure-domain.beta.kubernetes.io/zone", "is deprecated since 1.17; use \"topology.kubernetes.io/zone\" instead"},
    {"beta.kubernetes.io/instance-type", "is deprecated since 1.17; use \"node.kubernetes.io/instance-type\" instead"},
    {"app.kubernetes.io/created-by", "is deprecated since 1.9"},
    {"scheduler.alpha.kubernetes.io/preferAvoidPods", "is deprecated since 1.22; use taints and tolerations instead"},
    {"node-role.kubernetes.io/master", "is of the past; use \"node-role.kubernetes.io/control-plane\" instead"},
}};

constexpr std::array<Texts, 3> kAnnotations = {{
    {"scheduler.alpha.kubernetes.io/critical-pod", "has no effect since 1.16; use the field priorityClassName instead"},
    {"security.alpha.kubernetes.io/sysctls", "has no effect since 1.11; use the field sysctls instead"},
    {"security.alpha.kubernetes.io/unsafe-sysctls", "has no effect since 1.11; use the field sysctls instead"},
}};
constexpr std::string_view kSeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
constexpr std::string_view kSeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
constexpr std::string_view kAppArmorContainer = "container.apparmor.security.beta.kubernetes.io/";
constexpr std::string_view kSeccompField = "has no effect since 1.27; use the field seccompProfile instead";

constexpr std::array<Texts, 9> kVolumes = {{
    {"photonPersistentDisk", "deprecated in 1.11, without effect since 1.16"},
    {"gitRepo", "deprecated in 1.11, off by default since 1.33"},
    {"scaleIO", "deprecated in 1.16, without effect since 1.22"},
    {"flocker", "deprecated in 1.22, without effect since 1.25"},
    {"storageos", "deprecated in 1.22, without effect since 1.25"},
    {"quobyte", "deprecated in 1.22, without effect since 1.25"},
    {"glusterfs", "deprecated in 1.25, without effect since 1.26"},
    {"cephfs", "deprecated in 1.28, without effect since 1.31"},
    {"rbd", "deprecated in 1.28, without effect since 1.31"},
}};

constexpr std::array<std::string_view, 2> kBytes = {"memory", "ephemeral-storage"};
constexpr std::string_view kNoSelector = "a null labelSelector selects no pod";

/// What `table` says of a word; empty when it does not have it.
template <class Table>
std::string_view saying(const Table& table, std::string_view word) {
  const auto found = std::ranges::find(table, word, &Texts::first);
  return found == table.end() ? std::string_view{} : found->second;
}

void warn_node_label(const Node& at, std::string_view label, Refusals& warnings) {
  const std::string_view text = saying(kNodeLabels, label);
  if (!text.empty()) warnings.invalid(at, quoted(label) + ' ' + std::string(text));
}

// as GetWarningsForNodeSelectorTerm
void warn_node_term(const Node& term, bool checks_values, Refusals& warnings) {
  const Node expressions = term["matchExpressions"];
  for_each_item(expressions, [&](const Node& expression) {
    const Node key = expression["key"];
    warn_node_label(key, key.text(), warnings);
    if (!checks_values) return;
    const Node values = expression["values"];
    for_each_item(values,
                  [&](const Node& value) { warnings.invalid_text(value, admission::label_value_fault(value.text())); });
  });
}

void warn_pod_terms(const Node& affinity, Refusals& warnings) {
  const auto warn = [&](const Node& term) {
    const Node selector = term["labelSelector"];
    if (!selector.exists()) warnings.required(selector, kNoSelector);
  };
  const Node required = affinity["requiredDuringSchedulingIgnoredDuringExecution"];
  for_each_item(required, warn);
  const Node preferred = affinity["preferredDuringSchedulingIgnoredDuringExecution"];
  for_each_item(preferred, [&](const Node& weighted) {
    const Node term = weighted["podAffinityTerm"];
    warn(term);
  });
}

void warn_scheduling(const Node& pod, Refusals& warnings) {
  const Node selector = pod["nodeSelector"];
  for (const yaml::Member& member : selector.members()) {
    warn_node_label(selector.at_key(member), member.key, warnings);
  }
  const Node affinity = pod["affinity"];
  const Node nodes = affinity["nodeAffinity"];
  const Node required = nodes["requiredDuringSchedulingIgnoredDuringExecution"];
  const Node terms = required["nodeSelectorTerms"];
  for_each_item(terms, [&](const Node& term) { warn_node_term(term, false, warnings); });
  const Node preferred = nodes["preferredDuringSchedulingIgnoredDuringExecution"];
  for_each_item(preferred, [&](const Node& weighted) {
    const Node preference = weighted["preference"];
    warn_node_term(preference, true, warnings);
  });
  warn_pod_terms(affinity["podAffinity"], warnings);
  warn_pod_terms(affinity["podAntiAffinity"], warnings);
  const Node spread = pod["topologySpreadConstraints"];
  for_each_item(spread, [&](const Node& constraint) {
    const Node key = constraint["topologyKey"];
    warn_node_label(key, key.text(), warnings);
    const Node labels = constraint["labelSelector"];
    if (!labels.exists()) warnings.required(labels, kNoSelector);
  });
}

void warn_annotations(const Node& annotations, const Node& pod, Refusals& warnings) {
  if (annotations.empty()) return;
  const auto warn = [&](std::string_view key, std::string_view text) {
    const Node annotation = annotations.at_key(key);
    if (annotation.exists()) warnings.invalid(annotation, quoted(key) + ' ' + std::string(text));
  };
  for (const auto& [key, text] : kAnnotations) warn(key, text);
  const Node security = pod["securityContext"];
  if (!security["seccompProfile"].exists()) warn(kSeccompPod, kSeccompField);
  // What agrees with the pod's own profile says nothing new.
  const Node profile = security["appArmorProfile"];
  const std::string_view type = profile["type"].text();
  for_each_container(pod, [&](const Node& container) {
    const std::string name(container["name"].text());
    const Node own = container["securityContext"];
    if (!own["seccompProfile"].exists()) warn(std::string(kSeccompContainer) + name, kSeccompField);
    if (own["appArmorProfile"].exists()) return;
    const std::string key = std::string(kAppArmorContainer) + name;
    const std::string_view said = annotations.at_key(key).text();
    const bool same = (type == "RuntimeDefault" && said == "runtime/default") ||
                      (type == "Unconfined" && said == "unconfined") ||
                      (type == "Localhost" && said == "localhost/" + std::string(profile["localhostProfile"].text()));
    if (!same) warn(key, "is deprecated since 1.30; use the field appArmorProfile instead");
  });
}

void warn_fraction(const Node& quantity, Refusals& warnings) {
  if (quantity.exists() && is_fractional_quantity(quantity)) {
    warnings.invalid(quantity, quoted(quantity.text()) + " is a fraction of a byte");
  }
}

/// Of how many pairs that do not go together a list's warnings tell: each of its items may be in one with each other.
constexpr std::size_t kMostPairs = 1000;

/// Warns of a path at or below another of the same volume, or above it.
class Paths {
 public:
  explicit Paths(Refusals& warnings) : warnings_(warnings) {}

  void add(const Node& path) {
    constexpr std::size_t kLongest = 4096;  // of a path that Linux opens
    std::string text(path.text());
    while (text.ends_with('/')) text.pop_back();
    if (text.empty() || text.size() > kLongest) return;
    text += '/';
    for (const std::size_t other : overlapping(text)) {
      if (pairs_++ == kMostPairs) break;
      const std::string& known = *all_[other];
      warnings_.invalid_text(path, path.text(), "overlaps with " + quoted(known.substr(0, known.size() - 1)));
    }
    const auto at = places_.try_emplace(std::move(text)).first;
    at->second.push_back(all_.size());
    all_.push_back(&at->first);
  }
  void add_items(const Node& source) {
    const Node items = source["items"];
    for_each_item(items, [&](const Node& item) {
      const Node path = item["path"];
      add(path);
    });
  }

 private:
  /// The indices of those at, above and below a text, the first first; no more than are told of.
  std::vector<std::size_t> overlapping(std::string_view text) const {
    std::vector<std::size_t> found;
    const auto take = [&](const std::vector<std::size_t>& places) {
      const std::size_t room = kMostPairs - std::min(found.size(), kMostPairs);
      found.insert(found.end(), places.begin(),
                   places.begin() + static_cast<std::ptrdiff_t>(std::min(room, places.size())));
    };
    if (pairs_ >= kMostPairs) return found;
    for (std::size_t slash = text.find('/'); slash + 1 < text.size(); slash = text.find('/', slash + 1)) {
      if (const auto above = places_.find(text.substr(0, slash + 1)); above != places_.end()) take(above->second);
    }
    for (auto at = places_.lower_bound(text); at != places_.end() && at->first.starts_with(text); ++at) {
      if (found.size() >= kMostPairs) break;
      take(at->second);
    }
    std::ranges::sort(found);
    return found;
  }

  Refusals& warnings_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> places_;
  std::vector<const std::string*> all_;
  std::size_t pairs_ = 0;
};

// as warningsForOverlappingVirtualPaths
void warn_paths(const Node& volume, Refusals& warnings) {
  constexpr std::array<std::string_view, 3> kSources = {"configMap", "secret", "downwardAPI"};
  for (const std::string_view field : kSources) {
    const Node source = volume[field];
    Paths(warnings).add_items(source);
  }
  const Node projected = volume["projected"];
  const Node sources = projected["sources"];
  Paths paths(warnings);
  for_each_item(sources, [&](const Node& source) {
    if (source.empty()) return warnings.invalid(source, "is no source");
    for (const std::string_view field : kSources) {
      const Node part = source[field];
      paths.add_items(part);
    }
    const Node token = source["serviceAccountToken"];
    const Node bundle = source["clusterTrustBundle"];
    const Node certificate = source["podCertificate"];
    for (const Node& part : {token, bundle}) {
      const Node path = part["path"];
      paths.add(path);
    }
    for (const std::string_view field : {"certificateChainPath", "keyPath", "credentialBundlePath"}) {
      const Node path = certificate[field];
      paths.add(path);
    }
  });
}

void warn_volumes(const Node& pod, Refusals& warnings) {
  const Node volumes = pod["volumes"];
  for_each_item(volumes, [&](const Node& volume) {
    for (const auto& [field, text] : kVolumes) {
      // The API server writes this field so.
      const Node source = field == "storageos" ? volume[field].named("storageOS") : volume[field];
      if (source.exists()) warnings.invalid(source, "volumes of this kind are " + std::string(text));
    }
    const Node ephemeral = volume["ephemeral"];
    const Node claim = ephemeral["volumeClaimTemplate"];
    const Node spec = claim["spec"];
    const Node resources = spec["resources"];
    for (const std::string_view list : {"requests", "limits"}) {
      const Node amounts = resources[list];
      warn_fraction(amounts.at_key("storage"), warnings);
    }
    warn_paths(volume, warnings);
  });
}

void warn_repeated(const Node& list, std::string_view field, bool may_be_empty, Refusals& warnings) {
  std::set<std::string_view> seen;
  for_each_item(list, [&](const Node& item) {
    const Node text = item[field];
    if (!seen.insert(text.text()).second) warnings.duplicate(text, text.text());
    if (!may_be_empty && text.text().empty()) warnings.required(text, "must not be empty");
  });
}

void warn_variables(const Node& container, Refusals& warnings) {
  const Node variables = container["env"];
  std::set<std::string_view> names;
  for_each_item(variables, [&](const Node& variable) {
    const std::string_view name = variable["name"].text();
    if (names.insert(name).second) return;
    const std::string reference = "$(" + std::string(name) + ')';
    const std::string_view value = variable["value"].text();
    const bool builds_on_it = value != reference && value.find(reference) != std::string_view::npos;
    if (builds_on_it && !variable["valueFrom"].exists()) return;
    warnings.invalid(variable, quoted(name) + " is set before, and that may be lost when this is applied");
  });
}

/// Warns of ports of a pod that are the same.
class Ports {
 public:
  explicit Ports(Refusals& warnings) : warnings_(warnings) {}

  void add(const Node& port) {
    constexpr std::size_t kMostOfNumber = 100;
    const std::string_view protocol = port["protocol"].text();
    const Port one{port.path(), std::string(port["hostIP"].text()), port["hostPort"].integer()};
    if (!one.host_ip.empty() && one.host_port == 0) warnings_.invalid(port, "has a hostIP without a hostPort");
    auto& others = by_number_[{port["containerPort"].integer(), std::string(protocol.empty() ? "TCP" : protocol)}];
    for (const Port& other : others) {
      const std::string_view likeness = likeness_of(one, other);
      if (likeness.empty()) continue;
      if (pairs_++ >= kMostPairs) break;
      warnings_.invalid(port, std::string(likeness) + ' ' + other.path);
      warnings_.beside(other.path);
    }
    if (others.size() < kMostOfNumber) others.push_back(one);
    const std::string name(port["name"].text());
    if (name.empty()) return;
    const auto [first, is_new] = by_name_.try_emplace(name, one.path);
    if (is_new) return;
    warnings_.invalid(port, quoted(name) + " names " + first->second + ", too, which Services and probes will use");
    warnings_.beside(first->second);
  }

 private:
  struct Port {
    std::string path;
    std::string host_ip;
    std::int64_t host_port;
  };

  static std::string_view likeness_of(const Port& one, const Port& other) {
    const bool same = one.host_port == other.host_port;
    if (same && one.host_ip == other.host_ip) return "is the same port as";
    if (one.host_port == 0 || other.host_port == 0) return "overlaps with";
    return same && one.host_ip.empty() != other.host_ip.empty() ? "cannot be told from" : "";
  }

  Refusals& warnings_;
  std::map<std::pair<std::int64_t, std::string>, std::vector<Port>> by_number_;
  std::map<std::string, std::string> by_name_;
  std::size_t pairs_ = 0;
};

void warn_containers(const Node& pod, Refusals& warnings) {
  Ports ports(warnings);
  for_each_container(pod, [&](const Node& container) {
    const Node resources = container["resources"];
    for (const std::string_view list : {"limits", "requests"}) {
      const Node amounts = resources[list];
      for (const std::string_view resource : kBytes) warn_fraction(amounts.at_key(resource), warnings);
    }
    warn_variables(container, warnings);
    const Node own_ports = container["ports"];
    for_each_item(own_ports, [&](const Node& port) { ports.add(port); });
  });
}

}  // namespace

std::vector<Refusal> warnings_of(const yaml::Value& deployment) {
  Refusals warnings;
  const Node root(deployment);
  const Node spec = root["spec"];
  const Node pod_template = spec["template"];
  const Node metadata = pod_template["metadata"];
  const Node pod = pod_template["spec"];
  warn_scheduling(pod, warnings);
  warn_annotations(metadata["annotations"], pod, warnings);
  warn_volumes(pod, warnings);
  warn_repeated(pod["hostAliases"], "ip", true, warnings);
  warn_repeated(pod["imagePullSecrets"], "name", false, warnings);
  const Node overhead = pod["overhead"];
  for (const std::string_view resource : kBytes) warn_fraction(overhead.at_key(resource), warnings);
  warn_containers(pod, warnings);
  const Node grace = pod["terminationGracePeriodSeconds"];
  if (grace.integer() < 0) warnings.invalid(grace, std::to_string(grace.integer()) + " is taken for 1");
  return warnings.take();
}

}  // namespace vmcp::apply
