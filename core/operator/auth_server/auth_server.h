#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/model/auth_server.h"
#include "core/model/auth_server_run_config.h"
#include "core/model/vmcp_config.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// Where an auth server with a TLS listener listens: part of the issuer's URL, so that no other port can stand in for
/// it.
inline constexpr int kTlsListenerPort = 8443;

/// Judges spec.authServerConfig by itself, with the CA bundles that it names. As validateAuthServerConfig and
/// validateAuthServerConfigCABundles.
void validate_auth_server(const Context& context);

/// Warns of grants that are stated where they stood before spec.authServerConfig.inboundGrants. As
/// deprecatedInboundGrantFields.
void warn_of_older_grants(const Context& context);
/// As above, in the objects that configure the auth servers of others; not where it has been told.
using Told = std::function<bool(const cluster::Object&, const diag::FieldPath&)>;
void warn_of_older_grants(const cluster::Cluster& cluster, release::Set set, const Told& told,
                          const admission::Reporter& reporter);

/// Judges spec.authServerUpstreamFilter. As validateAuthServerUpstreamFilter and NewGroupBasedFilter.
void validate_upstream_filter(const Context& context);

/// The auth server's own config file; nothing without spec.authServerConfig or when it is refused (then reported).
/// `config` is vmcp's config, which names the resource and the scopes. As buildAuthServerRunConfig.
std::optional<model::authserver::RunConfig> convert_auth_server(const Context& context,
                                                                const model::config::Config& config);

/// Why no auth server of a group's member can be made of `config`, where it issues tokens for `resource`: the first
/// reason for which one of a gateway is refused, too. As ValidateEmbeddedAuthServerCABundles, RunConfig.Validate.
std::optional<std::string> auth_server_fault(const Context& context, const model::EmbeddedAuthServerConfig& config,
                                             const std::string& resource, const std::vector<std::string>& scopes);

/// Notes signing keys, HMAC secrets, secrets of clients, and credentials and certificates of redis, in the operator's
/// order. As GenerateAuthServerVolumes and GenerateAuthServerEnvVars.
void wire_auth_server(const Context& context);

/// Holds vmcp's config against the auth server's. As config.ValidateAuthServerIntegration.
void validate_auth_server_integration(const Context& context, const model::config::Config& config,
                                      const std::optional<model::authserver::RunConfig>& auth_server);

}  // namespace vmcp::op
