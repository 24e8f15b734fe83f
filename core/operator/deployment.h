#pragma once

#include <string_view>
#include <vector>

#include "core/model/vmcp_config.h"
#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

struct Workload;

/// Notes what the pod needs besides what incoming auth, telemetry and the auth server have noted as they were resolved.
/// As buildEnvVarsForVmcp and buildVolumesForVmcp.
void wire_pod(const Context& context, const std::vector<Workload>& workloads, const model::config::Config& config);

/// The gateway's Deployment with what is noted as wired up, and the user's pod template merged in (as
/// deploymentForVirtualMCPServer). `config_checksum` makes a changed ConfigMap roll the pods.
yaml::Value deployment_for(const Context& context, std::string_view config_checksum);

}  // namespace vmcp::op
