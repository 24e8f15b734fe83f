#include "core/operator/incoming/incoming_auth.h"

#include "core/model/path_of.h"
#include "core/operator/incoming/authz.h"
#include "core/operator/incoming/oidc.h"

namespace vmcp::op {

using model::path_of;

std::optional<model::config::IncomingAuthConfig> convert_incoming_auth(const Context& context) {
  const auto& incoming = context.spec().incoming_auth;
  if (!incoming) return std::nullopt;
  context.notes->config.note(
      path_of<&model::config::Config::incoming_auth>(),
      {context.server.object, path_of<&model::VirtualMcpServerSpec::incoming_auth>(), nullptr, {}},
      Origins::Extent::kWhole);
  // An oidcConfigRef is resolved whatever the type says, as the operator does.
  return model::config::IncomingAuthConfig{incoming->type, convert_oidc(context), convert_authz(context)};
}

}  // namespace vmcp::op
