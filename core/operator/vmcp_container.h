#pragma once

#include <vector>

#include "core/kube/pod.h"
#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// The gateway's own container: image, arguments, port, probes, resources, security context
/// (as deploymentForVirtualMCPServer; its env and mounts are the caller's).
yaml::Value vmcp_container(const Context& context, const std::vector<kube::EnvVar>& env,
                           const std::vector<kube::VolumeMount>& mounts);

/// The template of a Deployment's pods, and their spec; null pointers where it has none.
const yaml::Value* pod_template(const yaml::Value& deployment);
const yaml::Value* pod_spec(const yaml::Value& deployment);

/// The pod's security context; on OpenShift the platform chooses users and groups (as BuildPodSecurityContext).
yaml::Value pod_security_context(Platform platform);

/// Notes the variables that every ToolHive container needs; all others must have been noted (as EnsureRequiredEnvVars).
void wire_runtime(const Context& context);

/// Variables, mounts and volumes (sequences) as a patch of a pod's spec that adds them to the gateway's container; what
/// is empty is left out.
yaml::Value pod_wiring(yaml::Value env, yaml::Value mounts, yaml::Value volumes);

}  // namespace vmcp::op
