#pragma once

#include <optional>
#include <string>

#include "core/operator/context.h"

namespace vmcp::op {

/// What keeps an MCPOIDCConfig from being used by a member. As validateOIDCConfigSpec and ValidateCABundleSource.
std::optional<std::string> oidc_fault(const model::McpOidcConfigSpec& spec);

/// What keeps a member's auth server from fitting its oidcConfigRef. As validateOIDCConfigForEmbeddedAuthServer.
std::optional<std::string> embedded_auth_server_fault(const cluster::Object& member, const model::McpServerSpec& spec);
std::optional<std::string> embedded_auth_server_fault(const cluster::Object& member,
                                                      const model::McpRemoteProxySpec& spec);

}  // namespace vmcp::op
