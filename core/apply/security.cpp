#include "core/apply/security.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <re2/re2.h>
#include <set>
#include <string>

#include "core/apply/formats.h"

namespace vmcp::apply {
namespace {

constexpr std::int64_t kMaxId = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t kSysctlLength = 253;
constexpr std::size_t kAppArmorLength = 4095;

constexpr std::string_view kSeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
constexpr std::string_view kSeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
constexpr std::string_view kAppArmorContainer = "container.apparmor.security.beta.kubernetes.io/";
constexpr std::string_view kLocalhost = "localhost/";

constexpr std::array<std::string_view, 3> kProfileTypes = {"Localhost", "RuntimeDefault", "Unconfined"};
constexpr std::array<std::string_view, 2> kProcMounts = {"Default", "Unmasked"};
constexpr std::array<std::string_view, 2> kGroupChanges = {"Always", "OnRootMismatch"};
constexpr std::array<std::string_view, 2> kGroupPolicies = {"Merge", "Strict"};
/// MountOption needs a feature gate that is off.
constexpr std::array<std::string_view, 1> kLabelChanges = {"Recursive"};

void check_id(const Node& id, Refusals& refusals) {
  if (id.exists()) check_range(id, 0, kMaxId, refusals);
}

/// False when the type itself settles it.
bool check_profile_type(const Node& profile, Refusals& refusals) {
  const Node type = profile["type"];
  if (type.text().empty()) {
    refusals.required(type);
  } else {
    check_word(type, type.text(), kProfileTypes, refusals);
  }
  return std::ranges::find(kProfileTypes, type.text()) != kProfileTypes.end();
}

// as validateSeccompProfileField
void check_seccomp(const Node& profile, Refusals& refusals) {
  if (!profile.exists()) return;
  check_profile_type(profile, refusals);
  const Node file = profile["localhostProfile"];
  if (profile["type"].text() != "Localhost") {
    if (file.exists()) refusals.invalid_text(file, "must be set for type Localhost only");
  } else if (!file.exists()) {
    refusals.required(file, "must be set for type Localhost");
  } else {
    refusals.invalid_text(file, descending_path_fault(file.text()));
  }
}

// as ValidateAppArmorProfileField
void check_app_armor(const Node& profile, Refusals& refusals) {
  if (!profile.exists() || !check_profile_type(profile, refusals)) return;
  const Node name = profile["localhostProfile"];
  if (profile["type"].text() != "Localhost") {
    if (name.exists()) refusals.invalid_text(name, "must be set for type Localhost only");
    return;
  }
  constexpr std::string_view kSpaces = " \t\n\v\f\r";
  const std::string_view text = name.text();
  if (text.empty()) {
    refusals.required(name, "must be set for type Localhost");
  } else if (kSpaces.find(text.front()) != std::string_view::npos ||
             kSpaces.find(text.back()) != std::string_view::npos) {
    refusals.invalid_text(name, "must not begin or end with a blank");
  }
  if (text.size() > kAppArmorLength) refusals.add(Reason::kTooLong, name, "must be no longer than 4095 bytes");
}

// as IsValidSysctlName
bool is_sysctl(std::string_view name) {
  static const RE2 kPattern(R"(([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?)");
  return name.size() <= kSysctlLength && RE2::FullMatch({name.data(), name.size()}, kPattern);
}

/// As ValidateHostSysctl: a sysctl of a namespace that the pod shares with its host.
std::string_view shared_namespace(std::string_view sysctl, const Node& pod) {
  constexpr std::array<std::string_view, 10> kOfIpc = {
      "kernel.sem", "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced",
      "kernel.shm", "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.msg"};
  // A name whose first separator is a slash has dots and slashes exchanged.
  std::string name(sysctl);
  const std::size_t separator = name.find_first_of("./");
  if (separator != std::string::npos && name[separator] == '/') {
    std::ranges::transform(name, name.begin(), [](char c) { return c == '/' ? '.' : c == '.' ? '/' : c; });
  }
  name.resize(std::min(name.find('*'), name.size()));
  if (name.starts_with("net.")) return pod["hostNetwork"].is_true() ? "hostNetwork" : "";
  const bool ipc = name.starts_with("fs.mqueue.") || std::ranges::find(kOfIpc, name) != kOfIpc.end();
  return ipc && pod["hostIPC"].is_true() ? "hostIPC" : "";
}

// as validateSysctls
void check_sysctls(const Node& sysctls, const Node& pod, Refusals& refusals) {
  std::set<std::string_view> names;
  for_each_item(sysctls, [&](const Node& sysctl) {
    const Node name = sysctl["name"];
    if (name.text().empty()) {
      refusals.required(name);
    } else if (!is_sysctl(name.text())) {
      refusals.invalid_text(name, "must be parts of lower-case letters, digits, '-' and '_' between '.' or '/'");
    } else if (names.contains(name.text())) {
      refusals.duplicate(name, name.text());
    }
    if (const std::string_view shared = shared_namespace(name.text(), pod); !shared.empty()) {
      refusals.invalid_text(name, "must not be set with " + std::string(shared));
    }
    names.insert(name.text());
  });
}

struct Annotation {
  std::string_view unconfined;
  std::string_view usual;
  std::string_view older_usual;
};
constexpr Annotation kSeccomp = {"unconfined", "runtime/default", "docker/default"};
constexpr Annotation kAppArmor = {"unconfined", "runtime/default", "runtime/default"};

void compare_profile(const Node& annotation, const Node& profile, const Node& at, const Annotation& words,
                     Refusals& refusals) {
  if (!annotation.exists() || !profile.exists()) return;
  const std::string_view said = annotation.text();
  const std::string_view type = profile["type"].text();
  const Node name = profile["localhostProfile"];
  const bool differs = (type == "Unconfined" && said != words.unconfined) ||
                       (type == "RuntimeDefault" && said != words.usual && said != words.older_usual) ||
                       (type == "Localhost" && !said.starts_with(kLocalhost));
  if (differs) {
    refusals.forbidden(at["type"], "must agree with the annotation of the template");
    refusals.beside(annotation);
  } else if (type == "Localhost" && (!name.exists() || said.substr(kLocalhost.size()) != name.text())) {
    refusals.forbidden(at["localhostProfile"], "must agree with the annotation of the template");
    refusals.beside(annotation);
  }
}

}  // namespace

void check_pod_security(const Node& pod, Refusals& refusals) {
  const Node security = pod["securityContext"];
  check_id(security["fsGroup"], refusals);
  check_id(security["runAsUser"], refusals);
  check_id(security["runAsGroup"], refusals);
  const Node groups = security["supplementalGroups"];
  for_each_item(groups, [&](const Node& group) { check_id(group, refusals); });
  if (pod["shareProcessNamespace"].is_true() && pod["hostPID"].is_true()) {
    refusals.invalid(security["shareProcessNamespace"], "must not be true beside hostPID");
  }
  const Node sysctls = security["sysctls"];
  check_sysctls(sysctls, pod, refusals);
  check_optional_word(security["fsGroupChangePolicy"], kGroupChanges, refusals);
  check_seccomp(security["seccompProfile"], refusals);
  check_windows_options(security, refusals);
  check_app_armor(security["appArmorProfile"], refusals);
  check_optional_word(security["supplementalGroupsPolicy"], kGroupPolicies, refusals);
  check_optional_word(security["seLinuxChangePolicy"], kLabelChanges, refusals);
}

void check_container_security(const Node& container, bool host_users, Refusals& refusals) {
  const Node security = container["securityContext"];
  if (!security.exists()) return;
  check_id(security["runAsUser"], refusals);
  check_id(security["runAsGroup"], refusals);
  const Node proc_mount = security["procMount"];
  check_optional_word(proc_mount, kProcMounts, refusals);
  if (host_users && proc_mount.text() == "Unmasked") {
    refusals.invalid_text(proc_mount, "must not be set unless hostUsers is false");
  }
  check_seccomp(security["seccompProfile"], refusals);
  const Node escalation = security["allowPrivilegeEscalation"];
  if (escalation.exists() && !escalation.is_true()) {
    if (security["privileged"].is_true()) {
      refusals.invalid(security, "must not have privileged true beside allowPrivilegeEscalation false");
      refusals.beside(escalation);
    }
    const Node capabilities = security["capabilities"];
    const Node added = capabilities["add"];
    for_each_item(added, [&](const Node& capability) {
      if (capability.text() != "CAP_SYS_ADMIN") return;
      refusals.invalid(security, "must not add the capability CAP_SYS_ADMIN beside allowPrivilegeEscalation false");
      refusals.beside(escalation);
    });
  }
  check_windows_options(security, refusals);
  check_app_armor(security["appArmorProfile"], refusals);
}

void check_profile_annotations(const Node& pod_template, Refusals& refusals) {
  const Node metadata = pod_template["metadata"];
  const Node annotations = metadata["annotations"];
  if (annotations.empty()) return;
  const Node pod = pod_template["spec"];
  const Node security = pod["securityContext"];
  const Node pod_seccomp = security["seccompProfile"];
  compare_profile(annotations.at_key(kSeccompPod), pod_seccomp, pod_seccomp, kSeccomp, refusals);
  const Node os = pod["os"];
  const bool windows = os["name"].text() == "windows";
  const Node pod_app_armor = security["appArmorProfile"];
  for_each_container(pod, [&](const Node& container) {
    const std::string name(container["name"].text());
    const Node own = container["securityContext"];
    const Node seccomp = own["seccompProfile"];
    const std::string seccomp_key = std::string(kSeccompContainer) + name;
    compare_profile(annotations.at_key(seccomp_key), seccomp, seccomp, kSeccomp, refusals);
    if (windows) return;
    const Node app_armor = own["appArmorProfile"];
    const std::string app_armor_key = std::string(kAppArmorContainer) + name;
    compare_profile(annotations.at_key(app_armor_key), app_armor.exists() ? app_armor : pod_app_armor, app_armor,
                    kAppArmor, refusals);
  });
}

}  // namespace vmcp::apply
