#include "core/apply/containers.h"

#include <array>
#include <set>
#include <span>
#include <string>

#include "core/apply/env.h"
#include "core/apply/formats.h"
#include "core/apply/handlers.h"
#include "core/apply/resources.h"
#include "core/apply/security.h"

namespace vmcp::apply {
namespace {

constexpr std::size_t kMostRestartRules = 20;
constexpr std::size_t kMostExitCodes = 255;

constexpr std::array<std::string_view, 3> kProtocols = {"SCTP", "TCP", "UDP"};
constexpr std::array<std::string_view, 2> kMessagePolicies = {"File", "FallbackToLogsOnError"};
constexpr std::array<std::string_view, 3> kPullPolicies = {"Always", "IfNotPresent", "Never"};
constexpr std::array<std::string_view, 2> kResizable = {"cpu", "memory"};
constexpr std::array<std::string_view, 2> kResizePolicies = {"NotRequired", "RestartContainer"};
constexpr std::array<std::string_view, 3> kRestartPolicies = {"Always", "Never", "OnFailure"};
constexpr std::array<std::string_view, 2> kRestartActions = {"Restart", "RestartAllContainers"};
constexpr std::array<std::string_view, 2> kExitOperators = {"In", "NotIn"};
/// What a container that is added to a running pod cannot have.
constexpr std::array<std::string_view, 9> kNotEphemeral = {"ports",          "resources",     "livenessProbe",
                                                           "readinessProbe", "startupProbe",  "lifecycle",
                                                           "resizePolicy",   "restartPolicy", "restartPolicyRules"};

using Names = std::set<std::string_view>;

/// A word that the API server fills in where there is none.
void check_defaulted_word(const Node& at, std::span<const std::string_view> words, Refusals& refusals) {
  if (!at.text().empty()) check_word(at, at.text(), words, refusals);
}

// as validateContainerPorts
void check_ports(const Node& ports, Refusals& refusals) {
  Names names;
  for_each_item(ports, [&](const Node& port) {
    const Node name = port["name"];
    if (!name.text().empty()) {
      const std::string fault = port_name_fault(name.text());
      refusals.invalid_text(name, fault);
      if (fault.empty() && !names.insert(name.text()).second) refusals.duplicate(name, name.text());
    }
    const Node number = port["containerPort"];
    if (number.integer() == 0) {
      refusals.required(number);
    } else {
      check_port(number, refusals);
    }
    const Node host_port = port["hostPort"];
    if (host_port.integer() != 0) check_port(host_port, refusals);
    check_defaulted_word(port["protocol"], kProtocols, refusals);
  });
}

// as AccumulateUniqueHostPorts
void check_host_ports(const Node& container, std::set<std::string>& taken, Refusals& refusals) {
  const Node ports = container["ports"];
  for_each_item(ports, [&](const Node& port) {
    const Node host_port = port["hostPort"];
    if (host_port.integer() == 0) return;
    const std::string_view protocol = port["protocol"].text();
    std::string key(protocol.empty() ? "TCP" : protocol);
    key.append("/").append(port["hostIP"].text()).append("/").append(std::to_string(host_port.integer()));
    if (!taken.insert(key).second) refusals.duplicate(host_port, key);
  });
}

// as validateResizePolicy
void check_resize_policies(const Node& policies, bool never_restarts, Refusals& refusals) {
  Names resources;
  for_each_item(policies, [&](const Node& policy) {
    const std::string_view resource = policy["resourceName"].text();
    const std::string_view restart = policy["restartPolicy"].text();
    if (!resources.insert(resource).second) refusals.duplicate(policy, resource);
    // The API server names the list.
    if (resource.empty() || restart.empty()) refusals.required(policies, "must have resourceName and restartPolicy");
    if (!resource.empty()) check_word(policies, resource, kResizable, refusals);
    if (!restart.empty()) check_word(policies, restart, kResizePolicies, refusals);
    if (never_restarts && restart != "NotRequired") {
      refusals.invalid_text(policies, restart, "must be NotRequired in a pod that never restarts");
    }
  });
}

// as validateContainerRestartPolicy
void check_restart_rules(const Node& container, Refusals& refusals) {
  const Node policy = container["restartPolicy"];
  const Node rules = container["restartPolicyRules"];
  if (policy.exists()) {
    check_word(policy, policy.text(), kRestartPolicies, refusals);
  } else if (!rules.empty()) {
    refusals.required(policy, "must be set beside restartPolicyRules");
  }
  if (rules.size() > kMostRestartRules) refusals.add(Reason::kTooLong, rules, "must have at most 20 rules");
  for_each_item(rules, [&](const Node& rule) {
    const Node action = rule["action"];
    check_word(action, action.text(), kRestartActions, refusals);
    const Node codes = rule["exitCodes"];
    if (!codes.exists()) return refusals.required(codes);
    const Node operation = codes["operator"];
    check_word(operation, operation.text(), kExitOperators, refusals);
    const Node values = codes["values"];
    if (values.size() > kMostExitCodes) refusals.add(Reason::kTooLong, values, "must have at most 255 exit codes");
  });
}

class ContainerRules {
 public:
  ContainerRules(const Node& pod, const PodFacts& facts, Refusals& refusals)
      : pod_(pod), facts_(facts), refusals_(refusals), claims_(pod_["resourceClaims"]) {}

  void check() {
    check_regular();
    check_init();
    check_ephemeral();
  }

 private:
  void check_regular() {
    const Node containers = pod_["containers"];
    if (containers.empty()) return refusals_.required(containers, "must have a container");
    std::set<std::string> host_ports;
    for_each_item(containers, [&](const Node& container) {
      check_common(container);
      enter_name(container);
      check_lifecycle(container, facts_.grace_period, refusals_);
      check_probes(container, refusals_);
      check_restart_rules(container, refusals_);
      check_host_ports(container, host_ports, refusals_);
    });
  }

  void check_init() {
    const Node containers = pod_["initContainers"];
    for_each_item(containers, [&](const Node& container) {
      check_common(container);
      const Node policy = container["restartPolicy"];
      const bool sidecar = policy.text() == "Always";
      // as validateInitContainerRestartPolicy
      if (policy.exists()) {
        check_restart_rules(container, refusals_);
      } else if (!container["restartPolicyRules"].empty()) {
        refusals_.required(policy, "must be set beside restartPolicyRules");
      }
      enter_name(container);
      // They run one by one. The API server counts these from the first container.
      std::set<std::string> host_ports;
      check_host_ports(container.at_index(0), host_ports, refusals_);
      if (sidecar) {
        check_lifecycle(container, facts_.grace_period, refusals_);
        check_probes(container, refusals_);
        return;
      }
      forbid_handlers(container, refusals_);
      const Node policies = container["resizePolicy"];
      for_each_item(policies, [&](const Node& resize) {
        const Node restart = resize["restartPolicy"];
        if (restart.text() != "RestartContainer") return;
        refusals_.invalid_text(restart, "must not be set for an init container that is no sidecar");
      });
    });
  }

  void check_ephemeral() {
    const Node containers = pod_["ephemeralContainers"];
    if (containers.empty()) return;
    const Names others = names_;
    for_each_item(containers, [&](const Node& container) {
      check_common(container);
      constexpr std::string_view kBlanks = " \t\n\v\f\r";
      const Node image = container["image"];
      const std::string_view text = image.text();
      if (!text.empty() && (kBlanks.find(text.front()) != std::string_view::npos ||
                            kBlanks.find(text.back()) != std::string_view::npos)) {
        refusals_.invalid_text(image, "must not begin or end with a blank");
      }
      enter_name(container);
      const Node target = container["targetContainerName"];
      if (!target.text().empty() && !others.contains(target.text())) {
        refusals_.not_found(target, target.text(), "a container of the pod");
      }
      for (const std::string_view field : kNotEphemeral) {
        const Node set = container[field];
        // Only `resources` is written where it is empty.
        const bool is_set = field == "resources" ? !set.empty() : is_kept(set);
        if (is_set) refusals_.forbidden(set, "must not be set for an ephemeral container");
      }
      const Node mounts = container["volumeMounts"];
      for_each_item(mounts, [&](const Node& mount) {
        for (const std::string_view field : {"subPath", "subPathExpr"}) {
          const Node path = mount[field];
          if (!path.text().empty()) refusals_.forbidden(path, "must not be set for an ephemeral container");
        }
      });
    });
    refusals_.forbidden(containers, "must not be set in a template of pods");
  }

  // as validateContainerCommon
  void check_common(const Node& container) {
    const Node name = container["name"];
    if (name.text().empty()) {
      refusals_.required(name);
    } else {
      check_dns_label(name, refusals_);
    }
    refusals_.required_text(container["image"]);
    check_defaulted_word(container["terminationMessagePolicy"], kMessagePolicies, refusals_);
    check_ports(container["ports"], refusals_);
    check_env(container, refusals_);
    check_mounts(container, facts_.volumes, refusals_);
    check_defaulted_word(container["imagePullPolicy"], kPullPolicies, refusals_);
    check_container_resources(container["resources"], claims_, refusals_);
    check_resize_policies(container["resizePolicy"], pod_["restartPolicy"].text() == "Never", refusals_);
    check_container_security(container, facts_.host_users, refusals_);
  }

  void enter_name(const Node& container) {
    const Node name = container["name"];
    if (names_.contains(name.text())) {
      refusals_.duplicate(name, name.text());
    } else if (!name.text().empty()) {
      names_.insert(name.text());
    }
  }

  const Node& pod_;
  const PodFacts& facts_;
  Refusals& refusals_;
  Node claims_;
  Names names_;
};

}  // namespace

void check_containers(const Node& pod, const PodFacts& facts, Refusals& refusals) {
  ContainerRules(pod, facts, refusals).check();
}

}  // namespace vmcp::apply
