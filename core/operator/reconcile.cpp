#include "core/operator/reconcile.h"

#include "core/model/path_of.h"
#include "core/operator/auth_server/auth_server.h"
#include "core/operator/composite_tools/composite_tools.h"
#include "core/operator/config/embedding_server.h"
#include "core/operator/config/telemetry.h"
#include "core/operator/config/vmcp_config.h"
#include "core/operator/config_map.h"
#include "core/operator/deployment.h"
#include "core/operator/incoming/authz.h"
#include "core/operator/members/group.h"
#include "core/operator/members/workloads.h"
#include "core/operator/pod_template.h"
#include "core/operator/rbac.h"
#include "core/operator/service.h"
#include "core/operator/session_secret.h"
#include "core/operator/validate_spec.h"

namespace vmcp::op {

namespace {

void note_roots(const Context& context) {
  const auto root = [&](diag::FieldPath path) { return Origin{context.server.object, std::move(path), nullptr, {}}; };
  context.notes->config.note_root(root(model::path_of<&model::VirtualMcpServerSpec::config>()),
                                  Origins::Extent::kFields);
  context.notes->auth_server.note_root(root(model::path_of<&model::VirtualMcpServerSpec::auth_server_config>()),
                                       Origins::Extent::kWhole);
}

/// Whether something that belongs to the gateway without being named by it may be in the input, but could not be read
/// or was refused.
bool may_lack_parts(const Context& context) {
  return context.cluster.has_unread_objects(context.name_space()) || has_refused_members(context) ||
         context.cluster.was_refused("apps", "Deployment", context.name_space(), context.name());
}

}  // namespace

std::optional<Rendered> reconcile(const Context& given) {
  Rendered rendered;
  Context context = given;
  context.notes = &rendered.notes;
  note_roots(context);
  const admission::Reporter::Mark mark = context.reporter.mark();
  const auto refused = [&] { return context.reporter.has_errors_since(mark); };

  // The operator stops at the first of these that fails; they do not build on each other, so all of them speak.
  validate_spec(context);
  validate_pod_template(context);
  validate_group_ref(context);
  validate_composite_tool_refs(context);
  validate_embedding_server_ref(context);
  validate_auth_server(context);
  warn_of_older_grants(context);
  validate_upstream_filter(context);
  validate_authz(context);
  validate_session_secret(context);
  const auto* telemetry = resolve_telemetry(context);

  const std::vector<Workload> workloads = list_workloads(context);
  rendered.server = &context.server;
  rendered.config = convert_config(context, workloads, telemetry);
  rendered.auth_server = convert_auth_server(context, rendered.config);
  if (refused()) return std::nullopt;

  validate_config(context, rendered.config);
  validate_auth_server_integration(context, rendered.config, rendered.auth_server);
  if (refused()) return std::nullopt;

  rendered.rbac = rbac_for(context);
  rendered.config_map = config_map_for(context, rendered.config, rendered.auth_server);
  rendered.service = service_for(context);
  wire_pod(context, workloads, rendered.config);
  rendered.deployment = deployment_for(context, content_checksum(rendered.config_map));
  if (refused() || rendered.notes.incomplete || may_lack_parts(context)) return std::nullopt;
  return rendered;
}

}  // namespace vmcp::op
