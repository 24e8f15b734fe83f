#include <array>
#include <re2/re2.h>
#include <string>

#include "core/apply/formats.h"
#include "core/apply/security.h"

namespace vmcp::apply {
namespace {

constexpr std::size_t kCredentialSpecSize = std::size_t{64} * 1024;
constexpr std::size_t kDomainLength = 256;
constexpr std::size_t kUserLength = 104;
constexpr std::array<std::string_view, 2> kSystems = {"linux", "windows"};

/// Fields of a pod, of its security context and of a container's, which Windows does not have.
constexpr std::array<std::string_view, 4> kNotInPods = {"hostUsers", "hostPID", "hostIPC", "shareProcessNamespace"};
constexpr std::array<std::string_view, 11> kNotInPodSecurity = {
    "appArmorProfile", "seLinuxOptions",      "seccompProfile",     "fsGroup",
    "runAsUser",       "runAsGroup",          "supplementalGroups", "supplementalGroupsPolicy",
    "sysctls",         "fsGroupChangePolicy", "seLinuxChangePolicy"};
constexpr std::array<std::string_view, 10> kNotInContainers = {
    "appArmorProfile", "seLinuxOptions",           "seccompProfile", "capabilities", "readOnlyRootFilesystem",
    "privileged",      "allowPrivilegeEscalation", "procMount",      "runAsUser",    "runAsGroup"};

bool matches(std::string_view text, const RE2& pattern) {
  return RE2::PartialMatch({text.data(), text.size()}, pattern);
}

void check_user_name(const Node& name, Refusals& refusals) {
  static const RE2 kControl("[[:cntrl:]]");
  static const RE2 kNetBios(R"(^[^\\/:\*\?"<>|\.][^\\/:\*\?"<>|]{0,14}$)");
  static const RE2 kDns(
      R"(^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$)");
  static const RE2 kDotsAndBlanks(R"(^[\. ]+$)");
  static const RE2 kForbidden(R"(["/\\:;|=,\+\*\?<>@\[\]])");
  const std::string_view text = name.text();
  if (text.empty()) return refusals.invalid(name, "must not be empty");
  if (matches(text, kControl)) return refusals.invalid(name, "must not have control characters");
  const std::size_t slash = text.find('\\');
  if (slash != text.rfind('\\')) return refusals.invalid_text(name, "must have at most one '\\'");
  const bool has_domain = slash != std::string_view::npos;
  const std::string_view domain = has_domain ? text.substr(0, slash) : std::string_view{};
  const std::string_view user = has_domain ? text.substr(slash + 1) : text;
  if (domain.size() >= kDomainLength) refusals.invalid(name, "must have a domain of less than 256 characters");
  if (has_domain && !matches(domain, kNetBios) && !matches(domain, kDns)) {
    refusals.invalid_text(name, "must have a NetBIOS or DNS name as its domain");
  }
  if (user.empty()) refusals.invalid_text(name, "must have a user after the domain");
  if (user.size() > kUserLength) refusals.invalid(name, "must have a user of at most 104 characters");
  if (matches(user, kDotsAndBlanks)) refusals.invalid_text(name, "must not have a user of dots and blanks");
  if (matches(user, kForbidden)) refusals.invalid_text(name, "must not have any of \"/\\:;|=,+*?<>@[] in its user");
}

/// Forbids what does not go together with the `system` of the pod.
template <class Fields>
void forbid(const Node& owner, const Fields& fields, const Node& system, Refusals& refusals) {
  for (const std::string_view field : fields) {
    const Node set = owner[field];
    // Booleans that are no pointers count when they are true.
    const bool plain = field == "hostPID" || field == "hostIPC";
    if (!(plain ? set.is_true() : set.exists())) continue;
    refusals.forbidden(set, "must not be set for a pod of Windows");
    refusals.beside(system);
  }
}

void check_windows_pod(const Node& pod, const Node& system, Refusals& refusals) {
  forbid(pod, kNotInPods, system, refusals);
  const Node security = pod["securityContext"];
  forbid(security, kNotInPodSecurity, system, refusals);
  for_each_container(pod, [&](const Node& container) {
    const Node own = container["securityContext"];
    forbid(own, kNotInContainers, system, refusals);
  });
}

void check_linux_pod(const Node& pod, Refusals& refusals) {
  const auto forbid_options = [&](const Node& owner) {
    const Node security = owner["securityContext"];
    const Node options = security["windowsOptions"];
    if (options.exists()) refusals.forbidden(options, "must not be set for a pod of Linux");
  };
  forbid_options(pod);
  for_each_container(pod, forbid_options);
}

// as validateWindowsHostProcessPod
void check_host_process(const Node& pod, Refusals& refusals) {
  const Node security = pod["securityContext"];
  const Node options = security["windowsOptions"];
  const Node of_pod = options["hostProcess"];
  std::size_t containers = 0;
  std::size_t host_processes = 0;
  for_each_container(pod, [&](const Node& container) {
    const Node own_security = container["securityContext"];
    const Node own_options = own_security["windowsOptions"];
    const Node own = own_options["hostProcess"];
    if (of_pod.exists() && own.exists() && of_pod.is_true() != own.is_true()) {
      refusals.invalid(own, "must be the same as the pod's");
    }
    ++containers;
    if (own.exists() ? own.is_true() : of_pod.is_true()) ++host_processes;
  });
  if (host_processes == 0) return;
  if (host_processes != containers) refusals.invalid(pod, "must have all containers or none as host processes");
  const Node network = pod["hostNetwork"];
  if (!network.is_true()) refusals.invalid(network, "must be true for host processes");
}

}  // namespace

void check_windows_options(const Node& security, Refusals& refusals) {
  const Node options = security["windowsOptions"];
  const Node name = options["gmsaCredentialSpecName"];
  const Node spec = options["gmsaCredentialSpec"];
  const Node user = options["runAsUserName"];
  if (name.exists()) check_dns_subdomain(name, refusals);
  if (spec.exists() && (spec.text().empty() || spec.text().size() > kCredentialSpecSize)) {
    refusals.invalid(spec, "must have 1 to 65536 bytes");
  }
  if (user.exists()) check_user_name(user, refusals);
}

void check_operating_system(const Node& pod, Refusals& refusals) {
  check_host_process(pod, refusals);
  const Node os = pod["os"];
  if (!os.exists()) return;
  const Node name = os["name"];
  if (name.text().empty()) {
    refusals.required(name);
  } else if (name.text() == "linux") {
    check_linux_pod(pod, refusals);
  } else if (name.text() == "windows") {
    check_windows_pod(pod, name, refusals);
  } else {
    check_word(os, name.text(), kSystems, refusals);
  }
}

}  // namespace vmcp::apply
