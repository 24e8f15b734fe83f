#include "core/operator/vmcp_config.h"

#include "core/operator/aggregation.h"
#include "core/operator/composite_tools.h"
#include "core/operator/incoming_auth.h"
#include "core/operator/operational_defaults.h"
#include "core/operator/optimizer.h"
#include "core/operator/outgoing_auth.h"
#include "core/operator/session_storage.h"
#include "core/operator/telemetry.h"

namespace vmcp::op {

model::config::Config convert_config(const Context& context, const std::vector<Workload>& workloads,
                                     const cluster::Resource<model::McpTelemetryConfigSpec>* telemetry) {
  const model::VirtualMcpServerSpec& spec = context.spec();
  model::config::Config config = spec.config;
  config.name = context.name();
  config.group_ref = spec.group_ref ? spec.group_ref->name : std::string{};
  if (!spec.passthrough_headers.empty()) config.passthrough_headers = spec.passthrough_headers;
  if (spec.incoming_auth) config.incoming_auth = convert_incoming_auth(context);
  config.outgoing_auth = convert_outgoing_auth(context);
  config.aggregation = convert_aggregation(context);
  config.composite_tools = convert_composite_tools(context);
  config.telemetry = convert_telemetry(context, telemetry);
  if (config.audit && config.audit->component.empty()) config.audit->component = context.name();
  config.session_storage = convert_session_storage(context);
  apply_operational_defaults(config.operational);
  process_outgoing_auth(context, workloads, config);
  populate_optimizer(context, config);
  return config;
}

void validate_config(const Context& context, const model::config::Config& config) {
  if (config.name.empty()) {
    context.error("missing-field", diag::FieldPath{"metadata"} / "name", "a name is required");
  }
  if (config.group_ref.empty()) {
    context.error("missing-field", diag::FieldPath{"spec"} / "groupRef" / "name",
                  "the name of an MCPGroup is required");
  }
}

}  // namespace vmcp::op
