#include "core/operator/auth_server/auth_server.h"

#include <doctest/doctest.h>

#include "core/model/encode.h"
#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

constexpr const char* kResource = "https://gate.example/mcp/";
constexpr const char* kUpstream = "upstreamProviders: [{name: a, type: oidc, oidcConfig: {issuerUrl: 'https://u'}}]";

std::string gateway(std::string_view auth_server) {
  return "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: gate, namespace: ns}\n"
         "spec: {authServerConfig: {" +
         std::string(auth_server) + "}}\n";
}

/// What the gateway accepts, as the rest of the reconciler would have converted it.
model::config::Config incoming(std::string_view type = "oidc") {
  model::config::Config config;
  auto& auth = config.incoming_auth.emplace();
  auth.type = type;
  auto& oidc = auth.oidc.emplace();
  oidc.issuer = "https://as";
  oidc.audience = kResource;
  oidc.resource = kResource;
  return config;
}

struct Case {
  const char* auth_server;  ///< besides an https issuer and one upstream
  std::vector<std::string> findings;
};

TEST_CASE("what validate_auth_server and convert_auth_server find") {
  const std::string root = "spec.authServerConfig.";
  const char* trusted = "trustedIssuers: [{issuerUrl: 'https://t', expectedAudience: x, allowedDelegateClients: ['*']";
  const auto issuer = [&](std::string_view rest) { return std::string(trusted).append(rest); };
  const std::string path = "trustedIssuers[0].";
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {"cimd: {enabled: true}", {}},
      {"forceConfidentialRedirectUris: ['https://localhost'], baselineClientScopes: [anything]", {}},
      {"allowConfidentialClientRegistration: true", {}},
      {"storage: {type: memory, redis: {}}", {}},
      {"storage: {type: redis}", {"error storage-incomplete " + root + "storage"}},
      {"storage: {type: redis, redis: {sentinelConfig: {masterName: m}}}",
       {"error storage-incomplete " + root + "storage.redis.sentinelConfig"}},
      {"hmacSecretRefs: [{name: h, key: k}]", {"warning assumed-object " + root + "hmacSecretRefs[0].name"}},
      {"insecureAllowHTTP: true, delegateClients: [{clientId: c, scopes: [openid], audiences: "
       "['https://gate.example/mcp/']}]",
       {"error insecure-secret-transport " + root + "insecureAllowHTTP"}},
      {"delegateClients: [{clientId: c, scopes: [other], audiences: ['https://gate.example/mcp']}, {clientId: c}]",
       {"error unsupported-scope " + root + "delegateClients[0].scopes[0]",
        "error audience-not-allowed " + root + "delegateClients[0].audiences[0]",
        "error duplicate-list-item " + root + "delegateClients[1].clientId"}},
      {issuer("}]"), {}},
      {"trustedIssuers: [{issuerUrl: 'https://t/'}]", {}},
      {"trustedIssuers: [{issuerUrl: 'http://localhost:1'}]", {"error invalid-url " + root + path + "issuerUrl"}},
      {"trustedIssuers: [{issuerUrl: 'http://t', insecureAllowHTTP: true}]", {}},
      {"trustedIssuers: [{issuerUrl: 'https://t?x=1'}]", {"error invalid-url " + root + path + "issuerUrl"}},
      {"trustedIssuers: [{issuerUrl: 'https://me:pw@t'}]", {"error invalid-url " + root + path + "issuerUrl"}},
      {"trustedIssuers: [{issuerUrl: 'https://as'}]", {"error self-trusted-issuer " + root + path + "issuerUrl"}},
      {"trustedIssuers: [{issuerUrl: 'https://t'}, {issuerUrl: 'https://t'}]",
       {"error duplicate-list-item " + root + "trustedIssuers[1].issuerUrl"}},
      {issuer(", jwksUrl: 'https://10.1.2.3/keys'}]"), {"error invalid-url " + root + path + "jwksUrl"}},
      {issuer(", jwksUrl: 'https://10.1.2.3/keys', allowPrivateIPs: true}]"), {}},
      {issuer(", jwksUrl: 'https://[64:ff9b::a01:203]/keys'}]"), {"error invalid-url " + root + path + "jwksUrl"}},
      {issuer(", jwtBearerGrant: {maxAssertionAge: 90s, subjectBindings: [{subject: s, allowedResources: "
              "['https://gate.example/mcp/', 'https://else', 'https://x#y']}], acceptedAudiences: "
              "['https://gate.example/mcp/', 'https://as/token']}}]"),
       {"error audience-not-allowed " + root + path + "jwtBearerGrant.subjectBindings[0].allowedResources[1]",
        "error invalid-url " + root + path + "jwtBearerGrant.subjectBindings[0].allowedResources[2]",
        "error audience-not-allowed " + root + path + "jwtBearerGrant.acceptedAudiences[0]"}},
  };
  for (const auto& row : cases) {
    const auto& auth_server = row.first;
    const auto& findings = row.second;
    CAPTURE(auth_server);
    const TestWorld test(gateway("issuer: 'https://as', " + std::string(kUpstream) + ", " + auth_server),
                         settings_of("0.44.0"));
    validate_auth_server(test.context());
    const auto config = convert_auth_server(test.context(), incoming());
    CHECK(test.findings() == findings);
    const bool refused = std::ranges::any_of(findings, [](const std::string& f) { return f.starts_with("error"); });
    if (!refused) CHECK(config.has_value());
  }
}

TEST_CASE("http issuers need localhost or a permission") {
  for (const auto& row : std::vector<std::pair<std::string, std::string>>{
           {"issuer: 'http://as'", "error insecure-url spec.authServerConfig.issuer"},
           {"issuer: 'http://as', insecureAllowHTTP: true", ""},
           {"issuer: 'http://LOCALHOST:8080'", ""},
           {"issuer: 'http://[::1]:8080'", ""},
           {"issuer: 'http://127.9.9.9'", ""},
           {"issuer: 'http://localhost.example'", "error insecure-url spec.authServerConfig.issuer"},
           {"issuer: 'http://localhost', allowConfidentialClientRegistration: true",
            "error insecure-secret-transport spec.authServerConfig.issuer"},
           {"issuer: 'http://localhost', allowConfidentialClientRegistration: true, "
            "insecureAllowConfidentialOverLoopbackHTTP: true",
            ""},
       }) {
    const auto& auth_server = row.first;
    const auto& finding = row.second;
    CAPTURE(auth_server);
    const TestWorld test(gateway(auth_server + ", " + kUpstream));
    validate_auth_server(test.context());
    CHECK(test.findings() == (finding.empty() ? std::vector<std::string>{} : std::vector{finding}));
  }
}

TEST_CASE("upstreams: reserved parameters, lengths in bytes, synthesized identities") {
  std::string statement;
  for (int i = 0; i < 9000; ++i) statement += "\xC3\xA9";
  const std::string oauth2 = "issuer: 'https://as', upstreamProviders: [{name: a, type: oauth2, oauth2Config: {";
  const std::string path = "spec.authServerConfig.upstreamProviders[0].oauth2Config";
  for (const auto& [rest, finding] : std::vector<std::pair<std::string, std::string>>{
           {"userInfo: {}, clientId: c, additionalAuthorizationParams: {prompt: x}", ""},
           {"userInfo: {}, clientId: c, additionalAuthorizationParams: {nonce: x}",
            "error reserved-parameter " + path + ".additionalAuthorizationParams[nonce]"},
           {"userInfo: {}, dcrConfig: {discoveryUrl: d, softwareStatement: " + statement + "}",
            "error too-long " + path + ".dcrConfig.softwareStatement"},
           {"clientId: c", "warning synthesized-identity " + path},
           {"clientId: c, identityFromToken: {subjectPath: s}", ""},
       }) {
    const TestWorld test(gateway(oauth2 + rest + "}}]"));
    validate_auth_server(test.context());
    CHECK(test.findings() == (finding.empty() ? std::vector<std::string>{} : std::vector{finding}));
  }
}

TEST_CASE("the run config derives redirects, audiences, redis addresses and durations") {
  const TestWorld test(gateway(
      "issuer: 'https://as', " + std::string(kUpstream) +
      ", signingKeySecretRefs: [{name: k, key: a}, {name: k, key: b}], tokenLifespans: {}, cimd: {enabled: false}"
      ", trustedIssuers: [{issuerUrl: 'https://t', jwtBearerGrant: {maxAssertionAge: 90s}}]"
      ", storage: {type: redis, redis: {sentinelConfig: {masterName: m, sentinelService: {name: s}}}}"));
  const auto config = convert_auth_server(test.context(), incoming());
  REQUIRE(config);
  CHECK(config->upstreams.at(0).oidc_config->redirect_uri == "https://gate.example/mcp/oauth/callback");
  CHECK(config->allowed_audiences == std::vector<std::string>{kResource});
  CHECK(config->signing_key_config->fallback_key_files == std::vector<std::string>{"key-1.pem"});
  CHECK(config->token_lifespans.has_value());
  CHECK_FALSE(config->cimd.has_value());
  CHECK(config->trusted_issuers.at(0).jwt_bearer_grant->max_assertion_age == "1m30s");
  const auto& redis = *config->storage->redis_config;
  CHECK(redis.key_prefix == "thv:auth:{ns:gate}:");
  CHECK(redis.sentinel_config->sentinel_addrs == std::vector<std::string>{"s.ns.svc.cluster.local:26379"});
}

TEST_CASE("mounts and variables follow the config's order; memory storage keeps a leftover CA") {
  const TestWorld test(
      gateway("signingKeySecretRefs: [{name: k, key: a}], hmacSecretRefs: [{name: h, key: b}], upstreamProviders: "
              "[{name: my-idp, type: oauth2, oauth2Config: {dcrConfig: {initialAccessTokenRef: {name: t, key: c}}}}, "
              "{name: b, type: oidc, oidcConfig: {clientSecretRef: {name: s, key: d}}}], delegateClients: "
              "[{clientSecretRef: {name: d, key: e}}], storage: {type: memory, redis: {aclUserConfig: "
              "{passwordSecretRef: {name: p, key: f}}, tls: {caCertSecretRef: {name: ca, key: g}}}}"));
  wire_auth_server(test.context());
  const std::vector<Wire>& rows = test.notes().wiring.rows(Concern::kAuthServer);
  std::vector<std::string> names;
  for (const auto& mount : wired_volumes(rows).mounts) names.push_back(mount.name + ' ' + mount.mount_path);
  for (const auto& variable : wired_variables(rows)) names.push_back(variable.name + ' ' + variable.secret->key);
  CHECK(names == std::vector<std::string>{"authserver-signing-key-0 /etc/toolhive/authserver/keys/key-0.pem",
                                          "authserver-hmac-secret-0 /etc/toolhive/authserver/hmac/hmac-0",
                                          "redis-tls-ca-master /etc/toolhive/authserver/redis-tls/ca.crt",
                                          "TOOLHIVE_UPSTREAM_DCR_INITIAL_ACCESS_TOKEN_MY_IDP c",
                                          "TOOLHIVE_UPSTREAM_CLIENT_SECRET_B d",
                                          "TOOLHIVE_DELEGATE_CLIENT_SECRET_0 e"});
}

TEST_CASE("the auth server and the rest of the gateway must fit together") {
  const TestWorld fitting(gateway("issuer: 'https://as', " + std::string(kUpstream)));
  model::config::Config config = incoming();
  auto run_config = convert_auth_server(fitting.context(), config);
  validate_auth_server_integration(fitting.context(), config, run_config);
  CHECK(fitting.findings().empty());

  config.incoming_auth->oidc->issuer = "https://other";
  config.incoming_auth->oidc->audience = "other";
  auto& strategy = config.outgoing_auth.emplace().backends["files"];
  strategy.type = "upstream_inject";
  strategy.upstream_inject.emplace().provider_name = "aa";
  validate_auth_server_integration(fitting.context(), config, run_config);
  CHECK(fitting.findings() ==
        std::vector<std::string>{"error issuer-mismatch spec.authServerConfig.issuer",
                                 "error audience-mismatch spec.incomingAuth.oidcConfigRef.audience",
                                 "error unknown-upstream spec.outgoingAuth.backends[files]"});

  const TestWorld anonymous(gateway("issuer: 'https://as', " + std::string(kUpstream)));
  config = incoming("anonymous");
  validate_auth_server_integration(anonymous.context(), config, run_config);
  CHECK(anonymous.findings() == std::vector<std::string>{"error oidc-required spec.incomingAuth.type"});

  const TestWorld without("apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: g}\n");
  config.outgoing_auth.emplace().default_.emplace().type = "upstream_inject";
  validate_auth_server_integration(without.context(), config, std::nullopt);
  CHECK(without.findings() == std::vector<std::string>{"error auth-server-required spec.outgoingAuth.default"});
}

}  // namespace
}  // namespace vmcp::op
