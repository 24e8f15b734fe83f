#include "core/start/auth_server/auth_server.h"

#include <doctest/doctest.h>
#include <string>

#include "core/start/config/incoming_auth.h"
#include "core/start/test_gateway.h"

namespace vmcp::start {
namespace {

using Findings = std::vector<std::string>;

constexpr const char* kOauth2 =
    "authorizationEndpoint: 'https://a/a', tokenEndpoint: 'https://a/t', clientId: c, redirectUri: 'https://g/cb'";

std::string upstream(std::string_view more) {
  return "{name: a, type: oauth2, oauth2Config: {" + std::string(more) + "}}";
}

/// A gateway of which only the group is given.
std::string gateway(const std::string& members) {
  return "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: v, namespace: ns}, "
         "spec: {groupRef: {name: g}, " +
         members + "}}\n" + object_with("MCPGroup", "g", "");
}

/// A gateway with an auth server that vmcp takes, but for `members` and its upstreams.
std::string with_auth_server(const std::string& members, const std::string& upstreams = upstream(kOauth2)) {
  return gateway(
             "incomingAuth: {type: oidc, oidcConfigRef: {name: o, audience: 'https://g/mcp', resourceUrl: "
             "'https://g/mcp'}}, authServerConfig: {issuer: 'https://as', upstreamProviders: [" +
             upstreams + "]" + (members.empty() ? "" : ", " + members) + "}") +
         object_with("MCPOIDCConfig", "o", "type: inline, inline: {issuer: 'https://as'}");
}

Findings of(const std::string& members) { return foretold(with_auth_server(members), check_auth_server); }
Findings of_upstream(const std::string& upstreams) {
  return foretold(with_auth_server("", upstreams), check_auth_server);
}

TEST_CASE("durations have limits") {
  const auto found = [](std::string_view field) {
    return Findings{"error out-of-range spec.authServerConfig.tokenLifespans." + std::string(field)};
  };
  CHECK(of("tokenLifespans: {accessTokenLifespan: 1m, refreshTokenLifespan: 1h, authCodeLifespan: 30s}") == Findings{});
  CHECK(of("tokenLifespans: {accessTokenLifespan: 24h, refreshTokenLifespan: 720h, authCodeLifespan: 10m}") ==
        Findings{});
  CHECK(of("tokenLifespans: {accessTokenLifespan: 0s}") == Findings{});
  CHECK(of("tokenLifespans: {accessTokenLifespan: 59s}") == found("accessTokenLifespan"));
  CHECK(of("tokenLifespans: {accessTokenLifespan: 24h1s}") == found("accessTokenLifespan"));
  CHECK(of("tokenLifespans: {refreshTokenLifespan: 59m}") == found("refreshTokenLifespan"));
  CHECK(of("tokenLifespans: {refreshTokenLifespan: 721h}") == found("refreshTokenLifespan"));
  CHECK(of("tokenLifespans: {authCodeLifespan: 29s}") == found("authCodeLifespan"));
  CHECK(of("tokenLifespans: {authCodeLifespan: 601s}") == found("authCodeLifespan"));
  CHECK(of("cimd: {enabled: true, cacheFallbackTtl: 1ns}") == Findings{});
  CHECK(of("cimd: {enabled: true, cacheFallbackTtl: 0s}") ==
        Findings{"error out-of-range spec.authServerConfig.cimd.cacheFallbackTtl"});
}

TEST_CASE("scopes and clients") {
  CHECK(of("baselineClientScopes: [openid, offline_access]") == Findings{});
  CHECK(of("baselineClientScopes: [openid, x]") ==
        Findings{"error unsupported-scope spec.authServerConfig.baselineClientScopes[1]"});
  CHECK(of("allowConfidentialClientRegistration: true, forceConfidentialRedirectUris: ['https://c/cb']") == Findings{});
  CHECK(of("allowConfidentialClientRegistration: true, forceConfidentialRedirectUris: ['https://localhost/cb']") ==
        Findings{"error invalid-url spec.authServerConfig.forceConfidentialRedirectUris[0]"});
}

TEST_CASE("upstreams") {
  const std::string path = "spec.authServerConfig.upstreamProviders[0].oauth2Config.";
  const std::string endpoints = "authorizationEndpoint: 'https://a/a', tokenEndpoint: 'https://a/t', clientId: c";
  const std::string own = std::string(kOauth2);
  CHECK(of_upstream(upstream(endpoints)) == Findings{});
  CHECK(of_upstream(upstream(endpoints + ", redirectUri: 'http://app.localhost/cb'")) == Findings{});
  CHECK(of_upstream(upstream(endpoints + ", redirectUri: 'http://g/cb'")) ==
        Findings{"error insecure-url " + path + "redirectUri"});
  CHECK(of_upstream(upstream(endpoints + ", insecureAllowHTTP: true, redirectUri: 'http://g/cb'")) == Findings{});
  CHECK(of_upstream(upstream(endpoints + ", redirectUri: 'https://g/cb#f'")) ==
        Findings{"error invalid-url " + path + "redirectUri"});
  CHECK(of_upstream(upstream(own + ", userInfo: {endpointUrl: 'http://127.0.0.1/u'}")) == Findings{});
  CHECK(of_upstream(upstream(own + ", insecureAllowHTTP: true, userInfo: {endpointUrl: 'http://a/u'}")) ==
        Findings{"error insecure-url " + path + "userInfo.endpointUrl"});
  const auto oidc = [](std::string_view more) {
    return "{name: a, type: oidc, oidcConfig: {clientId: c, " + std::string(more) + "}}";
  };
  const std::string oidc_path = "spec.authServerConfig.upstreamProviders[0].oidcConfig.";
  CHECK(of_upstream(oidc("issuerUrl: 'https://a', scopes: [openid]")) == Findings{});
  CHECK(of_upstream(oidc("issuerUrl: 'https://a', scopes: [email]")) ==
        Findings{"error missing-scope " + oidc_path + "scopes"});
  CHECK(of_upstream(oidc("issuerUrl: 'https://10.0.0.1'")) ==
        Findings{"error private-address " + oidc_path + "issuerUrl"});
  CHECK(of_upstream(oidc("issuerUrl: 'https://127.0.0.1'")) == Findings{});
  CHECK(of_upstream(upstream(own) + ", {name: default, type: oauth2, oauth2Config: {" + own + "}}") ==
        Findings{"error invalid-value spec.authServerConfig.upstreamProviders[1].name"});
}

TEST_CASE("private networks, by address or by the name of a Service") {
  const auto oauth2 = [](std::string_view endpoint, std::string_view more = {}) {
    return of_upstream(
        upstream("authorizationEndpoint: 'https://a/a', clientId: c, redirectUri: 'https://g/cb', "
                 "tokenEndpoint: '" +
                 std::string(endpoint) + "'" + std::string(more)));
  };
  const Findings found = {
      "warning private-address spec.authServerConfig.upstreamProviders[0].oauth2Config.tokenEndpoint"};
  CHECK(oauth2("https://10.0.0.1/t") == found);
  CHECK(oauth2("https://keycloak.auth.svc.cluster.local/t") == found);
  CHECK(oauth2("https://keycloak.auth.svc./t") == found);
  CHECK(oauth2("https://keycloak.auth.svc/t", ", allowPrivateIPs: true") == Findings{});
  CHECK(oauth2("http://keycloak.auth.svc/t", ", insecureAllowHTTP: true") == Findings{});
  CHECK(oauth2("https://svc.example.com/t") == Findings{});
  CHECK(oauth2("https://127.0.0.1/t") == Findings{});
  const std::string oidc = "{name: a, type: oidc, oidcConfig: {clientId: c, issuerUrl: 'https://idp.auth.svc'}}";
  const std::string issuer_path = "spec.authServerConfig.upstreamProviders[0].oidcConfig.issuerUrl";
  CHECK(of_upstream(oidc) == Findings{"warning private-address " + issuer_path});
}

TEST_CASE("what an auth server forgets when it restarts") {
  const auto durable = [](const std::string& members) { return foretold(with_auth_server(members), check_durability); };
  const std::string keys = "signingKeySecretRefs: [{name: s, key: p}], hmacSecretRefs: [{name: s, key: k}]";
  const std::string redis =
      "storage: {type: redis, redis: {addr: 'r:6379', aclUserConfig: {passwordSecretRef: {name: s, key: k}}}}";
  CHECK(durable(keys + ", " + redis) == Findings{});
  CHECK(durable(keys) == Findings{"warning sessions-lost spec.authServerConfig"});
  CHECK(durable(keys + ", storage: {type: memory}") == Findings{"warning sessions-lost spec.authServerConfig.storage"});
  CHECK(durable(redis) == Findings{"warning sessions-lost spec.authServerConfig"});
}

TEST_CASE("the addresses of redis") {
  const auto redis = [](std::string_view how) {
    return of("storage: {type: redis, redis: {aclUserConfig: {passwordSecretRef: {name: s, key: k}}, " +
              std::string(how) + "}}");
  };
  const std::string path = "spec.authServerConfig.storage.redis.";
  CHECK(redis("addr: 'redis:6379'") == Findings{});
  CHECK(redis("addr: redis") == Findings{"error invalid-address " + path + "addr"});
  CHECK(redis("addr: /run/redis.sock") == Findings{});
  CHECK(redis("sentinelConfig: {masterName: m, sentinelAddrs: [a, 'b:1']}") == Findings{});
  CHECK(redis("sentinelConfig: {masterName: m, sentinelAddrs: [a]}") ==
        Findings{"error invalid-address " + path + "sentinelConfig.sentinelAddrs[0]"});
}

TEST_CASE("HMAC secrets and keys, when the input states them") {
  const auto secret = [](const std::string& value) {
    return with_auth_server("hmacSecretRefs: [{name: s, key: k}], signingKeySecretRefs: [{name: s, key: p}]") +
           "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: ns}\nstringData: {" + value + "}\n";
  };
  const auto found = [&](const std::string& value) {
    Findings result = foretold(secret(value), check_auth_server);
    std::erase_if(result, [](const std::string& finding) { return !finding.starts_with("error "); });
    return result;
  };
  CHECK(found("k: '" + std::string(32, 'x') + "'") == Findings{});
  CHECK(found("k: '" + std::string(31, 'x') + "'") ==
        Findings{"error too-short spec.authServerConfig.hmacSecretRefs[0]"});
  CHECK(found("k: '${HMAC}'") == Findings{});
  CHECK(found("p: nonsense") == Findings{"error invalid-signing-key spec.authServerConfig.signingKeySecretRefs[0]"});
}

TEST_CASE("Cedar policies, at their place") {
  const auto authorized = [](const std::string& policies, const std::string& entities = "[]") {
    return foretold(gateway("incomingAuth: {type: anonymous, authzConfig: {type: inline, inline: {policies: [" +
                            policies + "], entitiesJson: '" + entities + "'}}}"),
                    check_authorization);
  };
  const std::string fine = "'permit(principal, action, resource);'";
  const std::string path = "spec.incomingAuth.authzConfig.inline.";
  CHECK(authorized(fine) == Findings{});
  CHECK(authorized(fine + ", 'permit everyone'") == Findings{"error invalid-policy " + path + "policies[1]"});
  CHECK(authorized("'permit(principal, action, resource); forbid(principal, action, resource);'") ==
        Findings{"warning trailing-content " + path + "policies[0]"});
  CHECK(authorized(fine, "[1.5]") == Findings{"error invalid-entities " + path + "entitiesJson"});
}

TEST_CASE("an OIDC upstream that registers itself has to discover its endpoints") {
  constexpr const char* kUpstream =
      "{name: a, type: oidc, oidcConfig: {issuerUrl: 'https://idp', clientId: c, redirectUri: 'https://g/cb'}}";
  const auto found = [&](const std::string& discovery, const std::string& endpoint, const std::string& issuer = "") {
    return foretold(with_auth_server("", kUpstream), check_auth_server, {}, [&](op::Rendered& rendered) {
      auto& oidc = *rendered.auth_server->upstreams.front().oidc_config;
      oidc.client_id.clear();
      auto& registration = oidc.dcr_config.emplace();
      registration.discovery_url = discovery;
      registration.registration_endpoint = endpoint;
      if (issuer.empty()) return;
      oidc.issuer_url = issuer;
      oidc.insecure_allow_http = true;
    });
  };
  const std::string path = "spec.authServerConfig.upstreamProviders[0].oidcConfig.";
  CHECK(found("", "") == Findings{});
  CHECK(found("https://idp/.well-known/openid-configuration", "") == Findings{});
  CHECK(found("", "https://idp/register") == Findings{"error missing-field " + path + "dcrConfig.discoveryUrl"});
  CHECK(found("", "", "http://idp.example.com") == Findings{"error insecure-url " + path + "issuerUrl"});
  CHECK(found("https://idp/d", "", "http://idp.example.com") == Findings{});
  CHECK(found("http://idp/d", "") == Findings{"error insecure-url " + path + "dcrConfig.discoveryUrl"});
}

TEST_CASE("an OAuth2 upstream authenticates as its client can") {
  const auto found = [](const std::string& client) {
    return foretold(with_auth_server("",
                                     "{name: a, type: oauth2, oauth2Config: {authorizationEndpoint: "
                                     "'https://idp/a', tokenEndpoint: 'https://idp/t', redirectUri: "
                                     "'https://g/cb', " +
                                         client + "}}"),
                    check_auth_server);
  };
  const std::string secret = "clientId: c, clientSecretRef: {name: s, key: k}, tokenEndpointAuthMethod: ";
  const std::string path = "spec.authServerConfig.upstreamProviders[0].oauth2Config.tokenEndpointAuthMethod";
  CHECK(found(secret + "client_secret_post") == Findings{});
  CHECK(found(secret + "none") == Findings{"error invalid-value " + path});
  CHECK(found("clientId: c, tokenEndpointAuthMethod: none") == Findings{});
  CHECK(found("clientId: c, tokenEndpointAuthMethod: client_secret_basic") == Findings{"error missing-field " + path});
  CHECK(found("dcrConfig: {registrationEndpoint: 'https://idp/r'}, tokenEndpointAuthMethod: none") ==
        Findings{"error invalid-value " + path});
  CHECK(found("dcrConfig: {registrationEndpoint: 'https://idp/r'}") == Findings{});
}

}  // namespace
}  // namespace vmcp::start
