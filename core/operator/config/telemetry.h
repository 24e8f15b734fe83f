#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/vmcp_operational.h"
#include "core/operator/context.h"

namespace vmcp::op {

using TelemetryConfig = cluster::Resource<model::McpTelemetryConfigSpec>;

/// What is wrong with an MCPTelemetryConfig.
struct TelemetryFault {
  diag::FieldPath path;  ///< in the MCPTelemetryConfig
  std::string message;
};

/// All that MCPTelemetryConfig.Validate refuses.
std::vector<TelemetryFault> telemetry_faults(const model::McpTelemetryConfigSpec& spec);

/// The config that spec.telemetryConfigRef names; null pointer without a reference, or when it is missing or refused
/// (then reported). Notes what the pod needs for it. As handleTelemetryConfig.
const TelemetryConfig* resolve_telemetry(const Context& context);

/// The telemetry block of config.yaml; nothing without a config. As Converter.normalizeTelemetry.
std::optional<model::config::TelemetryConfig> convert_telemetry(const Context& context, const TelemetryConfig* config);

}  // namespace vmcp::op
