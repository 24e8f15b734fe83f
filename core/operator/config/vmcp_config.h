#pragma once

#include <vector>

#include "core/cluster/cluster.h"
#include "core/model/vmcp_config.h"
#include "core/operator/context.h"

namespace vmcp::op {

struct Workload;

/// The config that vmcp reads, less the auth server's: spec.config with its references resolved, its defaults filled
/// in, and name, group, auth, session storage and telemetry taken from where the operator takes them. As
/// Converter.Convert, processOutgoingAuth and populateOptimizerEmbeddingService.
model::config::Config convert_config(const Context& context, const std::vector<Workload>& workloads,
                                     const cluster::Resource<model::McpTelemetryConfigSpec>* telemetry);

/// As the operator's vmcpconfig.Validator, which asks for a name and a group. What vmcp itself asks for when it
/// starts is the start stage's.
void validate_config(const Context& context, const model::config::Config& config);

}  // namespace vmcp::op
