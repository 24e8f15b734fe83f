#include "core/apply/pod.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <set>
#include <string>

#include "core/admission/name_rules.h"
#include "core/apply/containers.h"
#include "core/apply/env.h"
#include "core/apply/formats.h"
#include "core/apply/metadata.h"
#include "core/apply/resources.h"
#include "core/apply/scheduling.h"
#include "core/apply/security.h"
#include "core/apply/volumes.h"

namespace vmcp::apply {
namespace {

constexpr std::int64_t kUsualGracePeriod = 30;
constexpr std::size_t kMostNameservers = 3;
constexpr std::size_t kMostSearches = 32;
constexpr std::size_t kSearchesLength = 2048;
constexpr std::size_t kHostnameOverrideLength = 64;
constexpr std::int64_t kMaxInt32 = 2147483647;

constexpr std::string_view kMirror = "kubernetes.io/config.mirror";
constexpr std::string_view kDeletionCost = "controller.kubernetes.io/pod-deletion-cost";
constexpr std::string_view kSeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
constexpr std::string_view kSeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
constexpr std::string_view kAppArmorContainer = "container.apparmor.security.beta.kubernetes.io/";

constexpr std::array<std::string_view, 4> kDnsPolicies = {"ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"};
constexpr std::array<std::string_view, 3> kRestartPolicies = {"Always", "OnFailure", "Never"};
constexpr std::array<std::string_view, 1> kRestartOfDeployments = {"Always"};
constexpr std::array<std::string_view, 2> kPreemptions = {"PreemptLowerPriority", "Never"};

// as GetDeletionCostFromPodAnnotations
bool is_deletion_cost(std::string_view text) {
  const bool canonical = text == "0" || text.starts_with('-') || (!text.empty() && text[0] >= '1' && text[0] <= '9');
  std::int32_t cost = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), cost);
  return canonical && error == std::errc{} && end == text.data() + text.size();
}

// as ValidateSeccompProfile
std::string seccomp_annotation_fault(std::string_view profile) {
  constexpr std::string_view kLocalhost = "localhost/";
  if (profile == "runtime/default" || profile == "docker/default" || profile == "unconfined") return {};
  if (profile.starts_with(kLocalhost)) return descending_path_fault(profile.substr(kLocalhost.size()));
  return "must be runtime/default, docker/default, unconfined or localhost/ and a file";
}

bool has_container(const Node& pod, std::string_view name) {
  bool found = false;
  for_each_container(pod, [&](const Node& container) { found = found || container["name"].text() == name; });
  return found;
}

// as ValidatePodSpecificAnnotations
void check_known_annotations(const Node& annotations, const Node& pod, Refusals& refusals) {
  for (const yaml::Member& member : annotations.members()) {
    const std::string_view key = member.key;
    const Node annotation = annotations.at_key(member);
    const std::string_view value = annotation.text();
    if (key == kMirror && pod["nodeName"].text().empty()) {
      refusals.invalid(annotation, "must not be set without nodeName");
    } else if (key == kDeletionCost && !is_deletion_cost(value)) {
      refusals.invalid_text(annotation, "must be a 32-bit integer");
    } else if (key == kSeccompPod || key.starts_with(kSeccompContainer)) {
      refusals.invalid_text(annotations[key], value, seccomp_annotation_fault(value));
    } else if (key.starts_with(kAppArmorContainer)) {
      const std::string_view container = key.substr(kAppArmorContainer.size());
      if (!has_container(pod, container))
        refusals.invalid_text(annotation, container, "must be a container of the pod");
      if (!value.empty() && value != "runtime/default" && value != "unconfined" && !value.starts_with("localhost/")) {
        refusals.invalid_text(annotation, "must be runtime/default, unconfined or localhost/ and a profile");
      }
    }
  }
}

// as validatePodResourceClaims
void check_resource_claims(const Node& claims, Refusals& refusals) {
  std::set<std::string_view> names;
  for_each_item(claims, [&](const Node& claim) {
    const Node name = claim["name"];
    if (name.text().empty()) {
      refusals.required(name);
    } else if (!names.insert(name.text()).second) {
      refusals.duplicate(name, name.text());
    } else {
      check_dns_label(name, refusals);
    }
    const Node existing = claim["resourceClaimName"];
    const Node from_template = claim["resourceClaimTemplateName"];
    if (existing.exists() == from_template.exists()) {
      refusals.invalid(claim, "must have one of resourceClaimName and resourceClaimTemplateName");
    }
    if (existing.exists()) check_dns_subdomain(existing, refusals);
    if (from_template.exists()) check_dns_subdomain(from_template, refusals);
  });
}

// as validatePodHostNetworkDeps
void check_host_network(const Node& pod, Refusals& refusals) {
  if (!pod["hostNetwork"].is_true()) return;
  const Node containers = pod["containers"];
  for_each_item(containers, [&](const Node& container) {
    const Node ports = container["ports"];
    for_each_item(ports, [&](const Node& port) {
      const Node host_port = port["hostPort"];
      const std::int64_t number = host_port.integer();
      if (number != 0 && number != port["containerPort"].integer()) {
        refusals.invalid(host_port, std::to_string(number) + " must equal containerPort with hostNetwork");
      }
    });
  });
}

// as validatePodDNSConfig
void check_dns_config(const Node& pod, Refusals& refusals) {
  const Node config = pod["dnsConfig"];
  const Node servers = config["nameservers"];
  if (pod["dnsPolicy"].text() == "None") {
    if (!config.exists()) return refusals.required(config, "must be set with dnsPolicy None");
    if (servers.empty()) return refusals.required(servers, "must be set with dnsPolicy None");
  }
  if (servers.size() > kMostNameservers) refusals.invalid(servers, "must have at most 3 name servers");
  for_each_item(servers, [&](const Node& server) { refusals.invalid_text(server, ip_fault(server.text())); });
  const Node searches = config["searches"];
  if (searches.size() > kMostSearches) refusals.invalid(searches, "must have at most 32 search paths");
  std::size_t length = 0;
  for_each_item(searches, [&](const Node& search) {
    std::string_view domain = search.text();
    length += domain.size() + 1;
    if (domain == ".") return;
    if (domain.ends_with('.')) domain.remove_suffix(1);
    refusals.invalid_text(search, domain, search_domain_fault(domain));
  });
  if (length > kSearchesLength + 1) refusals.invalid(searches, "must have at most 2048 characters together");
  const Node options = config["options"];
  for_each_item(options, [&](const Node& option) {
    if (option["name"].text().empty()) refusals.required(option, "must have a name");
  });
}

// as validateHostUsers
void check_host_users(const Node& pod, Refusals& refusals) {
  constexpr std::string_view kWhy = "must not be set while hostUsers is false";
  if (pod["hostNetwork"].is_true()) refusals.forbidden(pod["hostNetwork"], kWhy);
  // The API server names these two with a capital.
  if (pod["hostPID"].is_true()) refusals.forbidden(pod["HostPID"], kWhy);
  if (pod["hostIPC"].is_true()) refusals.forbidden(pod["HostIPC"], kWhy);
  for_each_container(pod, [&](const Node& container) {
    const Node devices = container["volumeDevices"];
    if (!devices.empty()) refusals.forbidden(devices, kWhy);
  });
}

// as validatePodHostName
void check_hostname_override(const Node& pod, Refusals& refusals) {
  const Node name = pod["hostnameOverride"];
  if (!name.exists()) return;
  if (pod["setHostnameAsFQDN"].is_true()) refusals.forbidden(name, "must not be set beside setHostnameAsFQDN");
  if (pod["hostNetwork"].is_true()) refusals.forbidden(name, "must not be set beside hostNetwork");
  if (name.text().size() > kHostnameOverrideLength) {
    refusals.add(Reason::kTooLong, name, "must be no longer than 64 characters");
  }
  check_dns_subdomain(name, refusals);
}

// as ValidateHostAliases
void check_host_aliases(const Node& aliases, Refusals& refusals) {
  for_each_item(aliases, [&](const Node& alias) {
    const Node ip = alias["ip"];
    refusals.invalid_text(ip, ip_fault(ip.text()));
    const Node names = alias["hostnames"];
    for_each_item(names, [&](const Node& name) { check_dns_subdomain(name, refusals); });
  });
}

void check_names(const Node& pod, Refusals& refusals) {
  // The older name of the field is read where the newer one is empty.
  const Node account = pod["serviceAccountName"];
  const Node older_account = pod["serviceAccount"];
  const std::string_view name_of_account = account.text().empty() ? older_account.text() : account.text();
  if (!name_of_account.empty()) {
    refusals.invalid_text(account, name_of_account, admission::dns_subdomain_fault(name_of_account));
  }
  for (const std::string_view field : {"nodeName", "priorityClassName"}) {
    const Node name = pod[field];
    if (!name.text().empty()) check_dns_subdomain(name, refusals);
  }
  for (const std::string_view field : {"hostname", "subdomain"}) {
    const Node name = pod[field];
    if (!name.text().empty()) check_dns_label(name, refusals);
  }
  const Node runtime_class = pod["runtimeClassName"];
  if (runtime_class.exists()) check_dns_subdomain(runtime_class, refusals);
}

// as ValidatePodSpec, in a template of a ReplicaSet
void check_pod(const Node& pod, Refusals& refusals) {
  const Node volume_list = pod["volumes"];
  const Volumes volumes = check_volumes(volume_list, refusals);
  check_resource_claims(pod["resourceClaims"], refusals);
  const Node host_users = pod["hostUsers"];
  const bool shares_users = !host_users.exists() || host_users.is_true();
  const PodFacts facts{volumes, pod["terminationGracePeriodSeconds"].integer(kUsualGracePeriod), shares_users};
  check_containers(pod, facts, refusals);
  check_pod_resources(pod, refusals);
  check_host_network(pod, refusals);

  const Node restart = pod["restartPolicy"];
  if (!restart.text().empty()) {
    check_word(restart, restart.text(), kRestartPolicies, refusals);
    check_word(restart, restart.text(), kRestartOfDeployments, refusals);
  }
  const Node dns_policy = pod["dnsPolicy"];
  if (!dns_policy.text().empty()) check_word(dns_policy, dns_policy.text(), kDnsPolicies, refusals);
  check_labels(pod["nodeSelector"], refusals);
  check_pod_security(pod, refusals);
  check_affinity(pod["affinity"], refusals);
  check_dns_config(pod, refusals);
  check_gates(pod, refusals);
  check_topology_spread(pod["topologySpreadConstraints"], refusals);
  if (!shares_users) check_host_users(pod, refusals);
  check_hostname_override(pod, refusals);
  check_names(pod, refusals);
  const Node deadline = pod["activeDeadlineSeconds"];
  if (deadline.exists()) {
    check_range(deadline, 1, kMaxInt32, refusals);
    refusals.forbidden(deadline, "must not be set in a Deployment");
  }
  check_tolerations(pod["tolerations"], refusals);
  check_host_aliases(pod["hostAliases"], refusals);
  const Node preemption = pod["preemptionPolicy"];
  if (preemption.exists()) check_word(preemption, preemption.text(), kPreemptions, refusals);
  check_overhead(pod["overhead"], refusals);
  check_operating_system(pod, refusals);
  for_each_container(pod, [&](const Node& container) { check_env_files(container, volume_list, refusals); });
}

}  // namespace

void check_pod_template(const Node& pod_template, Refusals& refusals) {
  const Node metadata = pod_template["metadata"];
  const Node pod = pod_template["spec"];
  // The API server leaves `metadata` out of these paths.
  const Node annotations = metadata["annotations"].below(pod_template);
  check_labels(metadata["labels"].below(pod_template), refusals);
  check_annotations(annotations, refusals);
  check_known_annotations(annotations, pod, refusals);
  check_pod(pod, refusals);
  check_profile_annotations(pod_template, refusals);
}

}  // namespace vmcp::apply
