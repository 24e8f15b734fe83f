#include "core/start/private_hosts.h"

#include <string>
#include <tuple>

#include "core/diag/quoted.h"
#include "core/start/auth_server/parts.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;

/// Whether the CRD of the release lets upstreams of this type be in a private network.
template <class Upstream>
bool knows_private_networks(const AuthServer& server) {
  const auto permits = [&](const auto& row) {
    return row.key == "allowPrivateIPs" && model::is_alive(row, server.gateway.context.settings.release.set);
  };
  return std::apply([&](const auto&... row) { return (permits(row) || ...); }, Upstream::rows());
}

constexpr std::string_view kPermit = "set allowPrivateIPs: true to let it";
constexpr std::string_view kPermitWithKeys = "name its jwksUrl and set allowPrivateIPs: true to let it";
constexpr std::string_view kNoPermit = "this release needs a public address";

void warn(const AuthServer& server, const FieldPath& path, std::string_view url, std::string_view cure) {
  const op::Context& context = server.gateway.context;
  context.warning("private-address", path,
                  diag::quoted(url) + " leads into a private network, to which this auth server does not connect; " +
                      std::string(cure));
}

void check_oidc(const AuthServer& server, const FieldPath& path, const model::OidcUpstreamConfig& oidc) {
  if (oidc.allow_private_ips || server.http(server.config.insecure_allow_http) == PlainHttp::kAnywhere) return;
  // An address is refused when vmcp starts.
  if (has_private_address(oidc.issuer_url) || !is_in_private_network(oidc.issuer_url)) return;
  warn(server, path / "issuerUrl", oidc.issuer_url,
       knows_private_networks<model::OidcUpstreamConfig>(server) ? kPermit : kNoPermit);
}

void check_oauth2(const AuthServer& server, const FieldPath& path, const model::OAuth2UpstreamConfig& oauth2) {
  const bool any_http = server.config.insecure_allow_http || oauth2.insecure_allow_http;
  if (oauth2.allow_private_ips || server.http(any_http) == PlainHttp::kAnywhere) return;
  if (!is_in_private_network(oauth2.token_endpoint)) return;
  warn(server, path / "tokenEndpoint", oauth2.token_endpoint,
       knows_private_networks<model::OAuth2UpstreamConfig>(server) ? kPermit : kNoPermit);
}

}  // namespace

void check_private_hosts(const AuthServer& server) {
  const auto& upstreams = server.source.upstream_providers;
  for (std::size_t i = 0; i < upstreams.size(); ++i) {
    const FieldPath path = (AuthServer::path() / "upstreamProviders")[i];
    if (upstreams[i].oidc_config) check_oidc(server, path / "oidcConfig", *upstreams[i].oidc_config);
    if (upstreams[i].oauth2_config) check_oauth2(server, path / "oauth2Config", *upstreams[i].oauth2_config);
  }
  const auto& issuers = server.source.trusted_issuers;
  for (std::size_t i = 0; i < issuers.size(); ++i) {
    const bool states_keys = !issuers[i].jwks_url.empty();
    const std::string& url = states_keys ? issuers[i].jwks_url : issuers[i].issuer_url;
    // Keys at an address are refused when vmcp starts.
    const bool refused = states_keys && has_private_address(url);
    if (issuers[i].allow_private_ips || refused || !is_in_private_network(url)) continue;
    warn(server, (AuthServer::path() / "trustedIssuers")[i] / (states_keys ? "jwksUrl" : "issuerUrl"), url,
         states_keys ? kPermit : kPermitWithKeys);
  }
}

}  // namespace vmcp::start
