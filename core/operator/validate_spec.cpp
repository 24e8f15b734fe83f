#include "core/operator/validate_spec.h"

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/composite_tools/composite_tools.h"
#include "core/operator/config/aggregation.h"
#include "core/operator/config/optimizer.h"
#include "core/operator/config/session_storage.h"

namespace vmcp::op {
namespace {

using model::field;
using model::path_of;

void validate_group_name(const Context& context) {
  if (context.spec().group_ref && !context.spec().group_ref->name.empty()) return;
  context.error("missing-field", path_of<&model::VirtualMcpServerSpec::group_ref, &model::McpGroupRef::name>(),
                "the name of an MCPGroup is required");
}

// as validateBackendAuth
void validate_backend_auth(const Context& context, const diag::FieldPath& path, const model::BackendAuthConfig& auth) {
  if (auth.type == "discovered") return;
  if (auth.type != "externalAuthConfigRef") {
    context.error("invalid-value", path / field<&model::BackendAuthConfig::type>(),
                  "found " + diag::quoted(auth.type) + ", expected \"discovered\" or \"externalAuthConfigRef\"");
    return;
  }
  if (!auth.external_auth_config_ref) {
    context.error("missing-field", path / field<&model::BackendAuthConfig::external_auth_config_ref>(),
                  "an MCPExternalAuthConfig is required when type is \"externalAuthConfigRef\"");
  } else if (auth.external_auth_config_ref->name.empty()) {
    context.error(
        "missing-field",
        path / field<&model::BackendAuthConfig::external_auth_config_ref, &model::ExternalAuthConfigRef::name>(),
        "the name of an MCPExternalAuthConfig is required");
  }
}

}  // namespace

void validate_spec(const Context& context) {
  validate_group_name(context);
  if (context.spec().outgoing_auth) {
    const diag::FieldPath backends =
        path_of<&model::VirtualMcpServerSpec::outgoing_auth, &model::OutgoingAuthConfig::backends>();
    for (const auto& [name, auth] : context.spec().outgoing_auth->backends) {
      validate_backend_auth(context, backends.key(name), auth);
    }
  }
  validate_aggregation(context);
  validate_composite_tools(context);
  validate_optimizer(context);
  validate_session_storage(context);
}

}  // namespace vmcp::op
