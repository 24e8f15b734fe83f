#pragma once

#include <string_view>

#include "core/apply/refusals.h"

namespace vmcp::apply {

/// As validatePodSpecSecurityContext.
void check_pod_security(const Node& pod, Refusals& refusals);
/// As ValidateSecurityContext; `host_users`: whether the pod shares the host's users.
void check_container_security(const Node& container, bool host_users, Refusals& refusals);
/// As validateSeccompAnnotationsAndFields and validateAppArmorAnnotationsAndFieldsMatchOnCreate: the older annotations
/// must agree with the fields.
void check_profile_annotations(const Node& pod_template, Refusals& refusals);
/// As validateWindowsSecurityContextOptions.
void check_windows_options(const Node& security, Refusals& refusals);
/// As validateOS, validateLinux, validateWindows and validateWindowsHostProcessPod.
void check_operating_system(const Node& pod, Refusals& refusals);

/// Calls `visit` for each container of a pod, of whichever list (as VisitContainersWithPath).
template <class Visitor>
void for_each_container(const Node& pod, const Visitor& visit) {
  for (const std::string_view list : {"initContainers", "containers", "ephemeralContainers"}) {
    const Node containers = pod[list];
    for_each_item(containers, visit);
  }
}

}  // namespace vmcp::apply
