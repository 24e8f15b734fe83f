#pragma once

#include <string_view>
#include <vector>

#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

struct Workload;

/// The gateway's Deployment, with the user's pod template merged in (as deploymentForVirtualMCPServer).
/// `telemetry` is null when none is referenced; `config_checksum` makes a changed ConfigMap roll the pods.
yaml::Value deployment_for(const Context& context, const std::vector<Workload>& workloads,
                           const cluster::Resource<model::McpTelemetryConfigSpec>* telemetry,
                           std::string_view config_checksum);

}  // namespace vmcp::op
