#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/auth_server.h"
#include "core/model/auth_server_run_config.h"
#include "core/model/path_of.h"
#include "core/start/gateway.h"
#include "core/start/url_checks.h"

/// The parts of check_auth_server; for its sources only.
namespace vmcp::start {

struct AuthServer {
  const Gateway& gateway;
  const model::authserver::RunConfig& config;     ///< what vmcp reads
  const model::EmbeddedAuthServerConfig& source;  ///< the custom resource's block that it was made from
  bool any_url;                                   ///< the environment turns the checks of endpoints off

  /// The path of a field of `source`: as model::path_of.
  template <auto... kMembers>
  static diag::FieldPath path(const auto&... steps) {
    return model::path_of<&model::VirtualMcpServerSpec::auth_server_config, kMembers...>(steps...);
  }

  PlainHttp http(bool allowed) const { return allowed || any_url ? PlainHttp::kAnywhere : PlainHttp::kOnLoopback; }

  void refuse(diag::Code code, const diag::FieldPath& at, diag::Message message) const {
    gateway.refuse(code, at, std::move(message));
  }
  /// Reports a URL's problem, if it has one, as "`what` ...".
  void refuse_url(const diag::FieldPath& at, std::string_view what, const std::optional<UrlProblem>& problem) const;
};

/// Clients and issuers, less what the operator has checked through an older RunConfig.Validate.
/// As RunConfig.Validate and Config.Validate.
void check_clients(const AuthServer& server);

/// As validateTokenLifespans.
void check_lifespans(const AuthServer& server);

/// Signing keys, HMAC secrets, clients' secrets and CA certificates that the input states.
/// As createKeyProvider, loadHMACSecrets, resolveSecret and validateResolvedDelegateClients.
void check_secrets(const AuthServer& server);

/// As createStorage, up to the connection.
void check_storage(const AuthServer& server);

/// As buildUpstreamConfigs, Config.validateUpstreams and upstream.NewOIDCProvider.
void check_upstreams(const AuthServer& server);

/// Warns of identity providers in private networks, to which the auth server does not connect. As
/// NewHostScopedClientBuilder.
void check_private_hosts(const AuthServer& server);

/// The resource of this gateway as vmcp's auth server takes it. As validateAllowedAudiences.
bool has_valid_resource(const AuthServer& server);

}  // namespace vmcp::start
