#include "core/start/auth_server/auth_server.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/diag/quoted.h"
#include "core/go/duration.h"
#include "core/model/path_of.h"
#include "core/operator/url_rules.h"
#include "core/start/auth_server/parts.h"
#include "core/start/container.h"
#include "core/text/ascii.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::path_of;

/// What the auth server supports when no scopes are named.
constexpr std::array<std::string_view, 4> kDefaultScopes = {"openid", "profile", "email", "offline_access"};

/// Whether vmcp is told by its environment to take URLs of any kind.
bool takes_any_url(const yaml::Value& deployment) {
  return text::equal_ignoring_case(container_env(deployment, "INSECURE_DISABLE_URL_VALIDATION"), "true");
}

void check_cimd(const AuthServer& server) {
  const auto& cimd = server.config.cimd;
  if (!cimd || !cimd->enabled || cimd->cache_fallback_ttl.empty()) return;
  const auto ttl = go::parse_duration(cimd->cache_fallback_ttl);
  if (ttl && *ttl > 0) return;
  server.refuse("out-of-range",
                AuthServer::path<&model::EmbeddedAuthServerConfig::cimd,
                                 &model::EmbeddedAuthServerCimdConfig::cache_fallback_ttl>(),
                "found " + quoted(cimd->cache_fallback_ttl) +
                    ", expected a duration above zero; leave the field out for the default of 5m");
}

void check_audiences(const AuthServer& server) {
  for (const std::string& audience : server.config.allowed_audiences) {
    if (const auto problem = op::audience_problem(audience)) {
      server.refuse("invalid-url",
                    path_of<&model::VirtualMcpServerSpec::incoming_auth, &model::IncomingAuthConfig::oidc_config_ref,
                            &model::McpOidcConfigReference::resource_url>(),
                    quoted(audience) + " is no resource that tokens can be issued for: " + *problem);
    }
  }
}

void check_baseline_scopes(const AuthServer& server) {
  const auto& supported = server.config.scopes_supported;
  const auto& baseline = server.config.baseline_client_scopes;
  for (std::size_t i = 0; i < baseline.size(); ++i) {
    const bool known = supported.empty() ? std::ranges::find(kDefaultScopes, baseline[i]) != kDefaultScopes.end()
                                         : std::ranges::find(supported, baseline[i]) != supported.end();
    if (known) continue;
    diag::Message message = "scope " + quoted(baseline[i]) + " is not among those that the auth server supports";
    if (supported.empty()) {
      message.message +=
          ", which are openid, profile, email and offline_access as long as spec.incomingAuth.oidcConfigRef.scopes "
          "names none";
    } else {
      const auto& context = server.gateway.context;
      message.because(context.reporter.related(
          *context.server.object,
          path_of<&model::VirtualMcpServerSpec::incoming_auth, &model::IncomingAuthConfig::oidc_config_ref,
                  &model::McpOidcConfigReference::scopes>(),
          "supported scopes given here"));
    }
    server.refuse("unsupported-scope", AuthServer::path<&model::EmbeddedAuthServerConfig::baseline_client_scopes>(i),
                  std::move(message));
  }
}

void check_issuer(const AuthServer& server) {
  const PlainHttp http = server.config.insecure_allow_http ? PlainHttp::kAnywhere : PlainHttp::kOnLoopback;
  server.refuse_url(AuthServer::path<&model::EmbeddedAuthServerConfig::issuer>(), "the issuer",
                    issuer_url_problem(server.config.issuer, http));
  const std::string& base = server.config.authorization_endpoint_base_url;
  if (base.empty()) return;
  server.refuse_url(AuthServer::path<&model::EmbeddedAuthServerConfig::authorization_endpoint_base_url>(), "this URL",
                    issuer_url_problem(base, http));
}

}  // namespace

void AuthServer::refuse_url(const FieldPath& at, std::string_view what,
                            const std::optional<UrlProblem>& problem) const {
  if (problem) refuse(problem->code, at, std::string(what) + ' ' + problem->message);
}

bool has_valid_resource(const AuthServer& server) {
  return std::ranges::none_of(server.config.allowed_audiences,
                              [](const std::string& audience) { return op::audience_problem(audience).has_value(); });
}

void check_auth_server(const Gateway& gateway) {
  const auto& source = gateway.context.spec().auth_server_config;
  if (!gateway.rendered.auth_server || !source) return;
  const AuthServer server{gateway, *gateway.rendered.auth_server, *source, takes_any_url(gateway.deployment)};
  check_cimd(server);
  check_audiences(server);
  check_clients(server);
  check_baseline_scopes(server);
  check_storage(server);
  check_secrets(server);
  check_issuer(server);
  check_upstreams(server);
  check_lifespans(server);
  check_private_hosts(server);
}

}  // namespace vmcp::start
