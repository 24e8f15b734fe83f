#include <string>

#include "core/diag/quoted.h"
#include "core/go/ip.h"
#include "core/go/url.h"
#include "core/model/path_of.h"
#include "core/operator/url_rules.h"
#include "core/start/auth_server/parts.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
using model::authserver::TrustedIssuer;

void check_delegates(const AuthServer& server) {
  const auto& clients = server.config.delegate_clients;
  for (std::size_t i = 0; i < clients.size(); ++i) {
    if (!op::is_client_document_url(clients[i].client_id)) continue;
    server.refuse(
        "invalid-value",
        AuthServer::path<&model::EmbeddedAuthServerConfig::delegate_clients, &model::DelegateClientConfig::client_id>(
            i),
        quoted(clients[i].client_id) +
            " looks like the URL of a client metadata document; a delegate client needs an id that is no URL");
  }
}

/// What an issuer's URL and its keys' URL have in common.
std::optional<UrlProblem> external_url_problem(const go::url::Parsed& url, bool http_allowed) {
  const auto invalid = [](std::string message) { return UrlProblem{"invalid-url", std::move(message)}; };
  if (!url) return invalid("cannot be parsed");
  if (url->hostname().empty()) return invalid("has no host");
  if (!url->fragment.empty()) return invalid("must not have a fragment");
  if (url->user) return invalid("must not hold credentials");
  if (url->scheme == "https" || (url->scheme == "http" && http_allowed)) return std::nullopt;
  return UrlProblem{"insecure-url", "must be of scheme https, or http with insecureAllowHTTP: true"};
}

/// As tokenexchange's ValidateTrustedIssuerURL.
std::optional<UrlProblem> issuer_problem(const TrustedIssuer& issuer) {
  const go::url::Parsed url = go::url::parse(issuer.issuer_url);
  if (url && !url->raw_query.empty()) return UrlProblem{"invalid-url", "must not have a query"};
  return external_url_problem(url, issuer.insecure_allow_http);
}

/// As tokenexchange's ValidateJWKSURL.
std::optional<UrlProblem> keys_problem(const TrustedIssuer& issuer) {
  if (issuer.jwks_url.empty()) return std::nullopt;
  const go::url::Parsed url = go::url::parse(issuer.jwks_url);
  if (auto problem = external_url_problem(url, issuer.insecure_allow_http)) return problem;
  const auto address = go::parse_ip(url->hostname());
  if (address && !issuer.allow_private_ips && op::is_private_address(*address)) {
    return UrlProblem{"private-address", "points to a private address; set allowPrivateIPs: true to use it"};
  }
  return std::nullopt;
}

void check_issuers(const AuthServer& server) {
  const auto& issuers = server.config.trusted_issuers;
  for (std::size_t i = 0; i < issuers.size(); ++i) {
    const FieldPath path = AuthServer::path<&model::EmbeddedAuthServerConfig::trusted_issuers>(i);
    server.refuse_url(path / field<&model::TrustedIssuerConfig::issuer_url>(), "this URL", issuer_problem(issuers[i]));
    server.refuse_url(path / field<&model::TrustedIssuerConfig::jwks_url>(), "this URL", keys_problem(issuers[i]));
  }
}

/// As server.ValidateConfidentialClientTransport; the issuer's own faults are reported elsewhere.
void check_transport(const AuthServer& server) {
  const auto& config = server.config;
  if (!config.allow_confidential_client_registration && config.delegate_clients.empty()) return;
  const std::string who = config.delegate_clients.empty() ? "allowConfidentialClientRegistration" : "delegateClients";
  if (config.insecure_allow_http) {
    server.refuse("insecure-secret-transport",
                  AuthServer::path<&model::EmbeddedAuthServerConfig::insecure_allow_http>(),
                  who + " cannot be combined with insecureAllowHTTP: secrets would be sent over plain http");
    return;
  }
  const go::url::Parsed url = go::url::parse(config.issuer);
  if (!url || url->scheme != "http" || !op::is_loopback_host(url->hostname())) return;
  if (config.insecure_allow_confidential_over_loopback_http) return;
  server.refuse(
      "insecure-secret-transport", AuthServer::path<&model::EmbeddedAuthServerConfig::issuer>(),
      who + " needs an https issuer, or insecureAllowConfidentialOverLoopbackHTTP: true for one on localhost");
}

/// As ValidateForceConfidentialRedirectURIs.
void check_forced_redirects(const AuthServer& server) {
  const auto& urls = server.config.force_confidential_redirect_uris;
  for (std::size_t i = 0; i < urls.size(); ++i) {
    const FieldPath at = AuthServer::path<&model::EmbeddedAuthServerConfig::force_confidential_redirect_uris>(i);
    if (const auto problem = redirect_url_problem(urls[i], PlainHttp::kOnLoopback)) {
      server.refuse_url(at, "this redirect URL", problem);
    } else if (op::is_loopback_host(go::url::parse(urls[i])->hostname())) {
      server.refuse("invalid-url", at, "a redirect URL on localhost belongs to a public client, which gets no secret");
    }
  }
}

}  // namespace

void check_clients(const AuthServer& server) {
  check_delegates(server);
  check_issuers(server);
  check_transport(server);
  check_forced_redirects(server);
}

}  // namespace vmcp::start
