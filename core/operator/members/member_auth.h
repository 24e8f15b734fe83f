#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/operator/context.h"

namespace vmcp::op {

/// What keeps an MCPOIDCConfig from being used by a member. As validateOIDCConfigSpec and ValidateCABundleSource.
std::optional<std::string> oidc_fault(const model::McpOidcConfigSpec& spec);

/// What keeps an MCPAuthzConfig from being used by a member. As the MCPAuthzConfig's own controller, for Cedar.
std::optional<std::string> authz_fault(const Context& context,
                                       const cluster::Resource<model::McpAuthzConfigSpec>& config);

/// Which authorizers a member's ConfigMap may configure: an MCPServer's any, an MCPRemoteProxy's Cedar alone.
enum class Authorizer : std::uint8_t { kAny, kCedar };

/// What keeps a member from reading its policies from a ConfigMap, which is never assumed: its content decides what the
/// member does. As LoadAuthzConfigFromConfigMap and, for Cedar, ExtractCedarAuthzOptions.
std::optional<std::string> authz_fault(const Context& context, const model::ConfigMapAuthzRef& reference,
                                       Authorizer authorizer);

/// What keeps a member from having the auth server that its authServerRef leads to, whose `config` is nothing where the
/// reference leads to another type. As validateOIDCConfigForEmbeddedAuthServer, handleAuthServerRef and
/// ValidateEmbeddedAuthServerTLSListenerPort.
std::optional<std::string> embedded_auth_server_fault(const Context& context, const cluster::Object& member,
                                                      const model::McpServerSpec& spec,
                                                      const std::optional<model::EmbeddedAuthServerConfig>& config);
std::optional<std::string> embedded_auth_server_fault(const Context& context, const cluster::Object& member,
                                                      const model::McpRemoteProxySpec& spec,
                                                      const std::optional<model::EmbeddedAuthServerConfig>& config);

}  // namespace vmcp::op
