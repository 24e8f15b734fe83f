#include "core/operator/config/vmcp_config.h"

#include "core/model/path_of.h"
#include "core/operator/composite_tools/composite_tools.h"
#include "core/operator/config/aggregation.h"
#include "core/operator/config/operational_defaults.h"
#include "core/operator/config/optimizer.h"
#include "core/operator/config/session_storage.h"
#include "core/operator/config/telemetry.h"
#include "core/operator/incoming/incoming_auth.h"
#include "core/operator/outgoing/outgoing_auth.h"

namespace vmcp::op {
namespace {

using model::field;
using model::path_of;
using model::config::Config;

std::string group_name(const Context& context) {
  return context.spec().group_ref ? context.spec().group_ref->name : std::string{};
}

/// What spec.config states in vain. The operator is silent about it, though the user's auth may be what is lost.
void warn_of_replaced_fields(const Context& context) {
  const auto warn = [&](bool replaced, std::string_view key, std::string_view source) {
    if (!replaced) return;
    context.warning("ignored-field", path_of<&model::VirtualMcpServerSpec::config>() / key,
                    "this has no effect: the operator takes it from " + std::string(source));
  };
  const Config& config = context.spec().config;
  warn(!config.name.empty() && config.name != context.name(), field<&Config::name>(), "metadata.name");
  warn(!config.group_ref.empty() && config.group_ref != group_name(context), field<&Config::group_ref>(),
       path_of<&model::VirtualMcpServerSpec::group_ref>().str());
  warn(config.incoming_auth.has_value(), field<&Config::incoming_auth>(),
       path_of<&model::VirtualMcpServerSpec::incoming_auth>().str());
  warn(config.outgoing_auth.has_value(), field<&Config::outgoing_auth>(),
       path_of<&model::VirtualMcpServerSpec::outgoing_auth>().str());
  warn(config.session_storage.has_value(), field<&Config::session_storage>(),
       path_of<&model::VirtualMcpServerSpec::session_storage>().str());
  warn(config.telemetry.has_value(), field<&Config::telemetry>(),
       path_of<&model::VirtualMcpServerSpec::telemetry_config_ref>().str());
}

}  // namespace

model::config::Config convert_config(const Context& context, const std::vector<Workload>& workloads,
                                     const cluster::Resource<model::McpTelemetryConfigSpec>* telemetry) {
  warn_of_replaced_fields(context);
  const model::VirtualMcpServerSpec& spec = context.spec();
  model::config::Config config = spec.config;
  config.name = context.name();
  config.group_ref = group_name(context);
  if (!spec.passthrough_headers.empty()) {
    config.passthrough_headers = spec.passthrough_headers;
    context.notes->config.note(
        path_of<&model::config::Config::passthrough_headers>(),
        {context.server.object, path_of<&model::VirtualMcpServerSpec::passthrough_headers>(), nullptr, {}});
  }
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
    context.error("missing-field", diag::FieldPath("metadata.name"), "a name is required");
  }
  if (config.group_ref.empty()) {
    context.error("missing-field", path_of<&model::VirtualMcpServerSpec::group_ref, &model::McpGroupRef::name>(),
                  "the name of an MCPGroup is required");
  }
}

}  // namespace vmcp::op
