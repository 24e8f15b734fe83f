#include <algorithm>
#include <string>
#include <utility>

#include "core/diag/quoted.h"
#include "core/go/url.h"
#include "core/model/path_of.h"
#include "core/start/auth_server/parts.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
using model::OAuth2UpstreamConfig;
using model::OidcUpstreamConfig;
using model::path_of;
using model::authserver::DcrUpstreamConfig;
using model::authserver::OAuth2UpstreamRunConfig;
using model::authserver::OidcUpstreamRunConfig;

/// The name that an upstream without one gets when it is the only one.
constexpr std::string_view kReservedName = "default";

/// A redirect URL that the custom resource leaves out is made from the resource. `path` is that of the URL.
void check_redirect(const AuthServer& server, const FieldPath& path, const std::string& url, bool is_own,
                    const std::optional<UrlProblem>& problem) {
  if (!problem || (!is_own && !has_valid_resource(server))) return;
  if (url.empty()) {
    server.refuse("missing-field", path, "the upstream needs a redirectUri");
    return;
  }
  if (is_own) return server.refuse_url(path, "this redirect URL", problem);
  const auto& context = server.gateway.context;
  server.refuse(
      problem->code, path,
      diag::Message(quoted(url) + ", which stands in for the redirectUri that is not set, " + problem->message +
                    "; set redirectUri, or give spec.incomingAuth.oidcConfigRef a resourceUrl from which a valid one "
                    "can be made")
          .because(context.reporter.related(
              *context.server.object,
              path_of<&model::VirtualMcpServerSpec::incoming_auth, &model::IncomingAuthConfig::oidc_config_ref,
                      &model::McpOidcConfigReference::resource_url>(),
              "made from this resource")));
}

std::optional<UrlProblem> issuer_problem(const OidcUpstreamRunConfig& oidc, PlainHttp http) {
  if (auto problem = endpoint_url_problem(oidc.issuer_url, http)) return problem;
  const go::url::Parsed url = go::url::parse(oidc.issuer_url);
  if (!url) return UrlProblem{"invalid-url", "cannot be parsed"};
  if (url->hostname().empty()) return UrlProblem{"invalid-url", "has no host"};
  if (http == PlainHttp::kOnLoopback && !oidc.allow_private_ips && has_private_address(oidc.issuer_url)) {
    return UrlProblem{"private-address",
                      "has a private address, which vmcp does not connect to; give the issuer by its name"};
  }
  return std::nullopt;
}

/// A client that is to register itself asks for https more strictly. As dcr.ResolveCredentials.
template <class Source>
void check_registration(const AuthServer& server, const FieldPath& path, const DcrUpstreamConfig& registration,
                        const std::string& redirect_url, bool has_redirect) {
  check_redirect(server, path / field<&Source::redirect_uri>(), redirect_url, has_redirect,
                 registration_url_problem(redirect_url));
  const FieldPath dcr = path / field<&Source::dcr_config>();
  if (!registration.discovery_url.empty()) {
    server.refuse_url(dcr / field<&model::DcrUpstreamConfig::discovery_url>(), "this endpoint",
                      registration_url_problem(registration.discovery_url));
  }
  if (!registration.registration_endpoint.empty()) {
    server.refuse_url(dcr / field<&model::DcrUpstreamConfig::registration_endpoint>(), "this endpoint",
                      registration_url_problem(registration.registration_endpoint));
  }
}

void check_endpoints_at_registration(const AuthServer& server, const FieldPath& path,
                                     const OAuth2UpstreamRunConfig& oauth2) {
  for (const auto& [key, url] :
       {std::pair{field<&OAuth2UpstreamConfig::authorization_endpoint>(), &oauth2.authorization_endpoint},
        std::pair{field<&OAuth2UpstreamConfig::token_endpoint>(), &oauth2.token_endpoint}}) {
    if (!url->empty()) server.refuse_url(path / key, "this endpoint", registration_url_problem(*url));
  }
}

/// What is registered is kept with the endpoints of the upstream, which an OIDC upstream names nowhere: they have to be
/// discovered, at the issuer where nothing else is said. As newDCRRequest and validateDCRCredentialsForStore.
void check_oidc_registration(const AuthServer& server, const FieldPath& path, const OidcUpstreamRunConfig& oidc,
                             bool has_redirect) {
  const DcrUpstreamConfig& registration = *oidc.dcr_config;
  check_registration<OidcUpstreamConfig>(server, path, registration, oidc.redirect_uri, has_redirect);
  if (!registration.registration_endpoint.empty()) {
    server.refuse("missing-field",
                  path / field<&OidcUpstreamConfig::dcr_config, &model::DcrUpstreamConfig::discovery_url>(),
                  "with a registrationEndpoint nothing is discovered, and vmcp knows no other endpoint of an OIDC "
                  "upstream; set discoveryUrl instead, or neither to discover them at the issuer");
  } else if (registration.discovery_url.empty()) {
    server.refuse_url(path / field<&OidcUpstreamConfig::issuer_url>(), "this issuer",
                      registration_url_problem(oidc.issuer_url));
  }
}

void check_oidc(const AuthServer& server, const FieldPath& path, const OidcUpstreamRunConfig& oidc, bool has_redirect) {
  const PlainHttp http = server.http(server.config.insecure_allow_http || oidc.insecure_allow_http);
  const bool registers = oidc.client_id.empty() && oidc.dcr_config;
  const auto wrong_issuer = issuer_problem(oidc, http);
  server.refuse_url(path / field<&OidcUpstreamConfig::issuer_url>(), "this issuer", wrong_issuer);
  if (registers && !wrong_issuer) check_oidc_registration(server, path, oidc, has_redirect);
  if (oidc.client_id.empty() && !registers) {
    server.refuse("missing-field", path / field<&OidcUpstreamConfig::client_id>(), "the upstream needs a clientId");
  }
  if (!registers || !registration_url_problem(oidc.redirect_uri)) {
    check_redirect(server, path / field<&OidcUpstreamConfig::redirect_uri>(), oidc.redirect_uri, has_redirect,
                   redirect_url_problem(oidc.redirect_uri, http));
  }
  if (!oidc.scopes.empty() && std::ranges::find(oidc.scopes, "openid") == oidc.scopes.end()) {
    server.refuse("missing-scope", path / field<&OidcUpstreamConfig::scopes>(),
                  "an OIDC upstream needs the scope \"openid\"; use type oauth2 for one without identity tokens");
  }
}

void check_endpoints(const AuthServer& server, const FieldPath& path, const OAuth2UpstreamRunConfig& oauth2,
                     PlainHttp http) {
  server.refuse_url(path / field<&OAuth2UpstreamConfig::authorization_endpoint>(), "this endpoint",
                    endpoint_url_problem(oauth2.authorization_endpoint, http));
  // The client for the token endpoint is built from its host, whatever URLs are taken.
  const bool parses = static_cast<bool>(go::url::parse(oauth2.token_endpoint));
  server.refuse_url(
      path / field<&OAuth2UpstreamConfig::token_endpoint>(), "this endpoint",
      parses ? endpoint_url_problem(oauth2.token_endpoint, http) : UrlProblem{"invalid-url", "cannot be parsed"});
}

// as OAuth2UpstreamRunConfig.validateTokenEndpointAuthMethod and, for a client that registers itself,
// selectTokenEndpointAuthMethod: without discovery it is not known whether the upstream does PKCE
void check_client_authentication(const AuthServer& server, const FieldPath& path,
                                 const OAuth2UpstreamRunConfig& oauth2) {
  const std::string& method = oauth2.token_endpoint_auth_method;
  const bool has_secret = !oauth2.client_secret_file.empty() || !oauth2.client_secret_env_var.empty();
  if (method == "none" && has_secret) {
    server.refuse("invalid-value", path, "a client with a clientSecretRef cannot use the method \"none\"");
  } else if (method == "none" && oauth2.dcr_config && !oauth2.dcr_config->registration_endpoint.empty()) {
    server.refuse(
        "invalid-value", path,
        "a client without a secret is registered only where discovery tells that the upstream takes S256, and "
        "with a registrationEndpoint nothing is discovered");
  } else if (method.starts_with("client_secret_") && !has_secret && !oauth2.dcr_config) {
    server.refuse("missing-field", path, "the method " + quoted(method) + " needs a clientSecretRef");
  }
}

void check_oauth2(const AuthServer& server, const FieldPath& path, const OAuth2UpstreamRunConfig& oauth2,
                  bool has_redirect) {
  const PlainHttp http = server.http(server.config.insecure_allow_http || oauth2.insecure_allow_http);
  const bool registers = oauth2.client_id.empty() && oauth2.dcr_config;
  if (registers) {
    check_registration<OAuth2UpstreamConfig>(server, path, *oauth2.dcr_config, oauth2.redirect_uri, has_redirect);
    check_endpoints_at_registration(server, path, oauth2);
  } else {
    check_endpoints(server, path, oauth2, http);
  }
  check_client_authentication(server, path / field<&OAuth2UpstreamConfig::token_endpoint_auth_method>(), oauth2);
  if (oauth2.userinfo) {
    server.refuse_url(path / field<&OAuth2UpstreamConfig::user_info, &model::UserInfoConfig::endpoint_url>(),
                      "this endpoint", userinfo_url_problem(oauth2.userinfo->endpoint_url, server.http(false)));
  }
  if (!registers || !registration_url_problem(oauth2.redirect_uri)) {
    check_redirect(server, path / field<&OAuth2UpstreamConfig::redirect_uri>(), oauth2.redirect_uri, has_redirect,
                   redirect_url_problem(oauth2.redirect_uri, http));
  }
}

}  // namespace

void check_upstreams(const AuthServer& server) {
  const auto& upstreams = server.config.upstreams;
  const auto& sources = server.source.upstream_providers;
  for (std::size_t i = 0; i < upstreams.size() && i < sources.size(); ++i) {
    const FieldPath path = AuthServer::path<&model::EmbeddedAuthServerConfig::upstream_providers>(i);
    if (upstreams.size() > 1 && upstreams[i].name == kReservedName) {
      server.refuse("invalid-value", path / field<&model::UpstreamProviderConfig::name>(),
                    "the name \"default\" is kept for an only upstream; of several, each needs another name");
    }
    if (upstreams[i].oidc_config) {
      const bool has_redirect = sources[i].oidc_config && !sources[i].oidc_config->redirect_uri.empty();
      check_oidc(server, path / field<&model::UpstreamProviderConfig::oidc_config>(), *upstreams[i].oidc_config,
                 has_redirect);
    }
    if (upstreams[i].oauth2_config) {
      const bool has_redirect = sources[i].oauth2_config && !sources[i].oauth2_config->redirect_uri.empty();
      check_oauth2(server, path / field<&model::UpstreamProviderConfig::oauth2_config>(), *upstreams[i].oauth2_config,
                   has_redirect);
    }
  }
}

}  // namespace vmcp::start
