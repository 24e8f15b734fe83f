#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "core/operator/auth_server/auth_server.h"
#include "core/operator/auth_server/parts.h"
#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

constexpr const char* kResource = "https://gate.example/mcp";
const std::string kUpstream =
    "upstreamProviders: [{name: a, type: oidc, oidcConfig: {issuerUrl: 'https://u', clientId: c}}], ";
const std::string kClient =
    "{clientId: planner, clientSecretRef: {name: s, key: k}, scopes: [openid], audiences: "
    "['https://gate.example/mcp']}";
const std::string kBearer =
    "jwtBearer: {issuerPolicies: [{issuerRef: ci, maxAssertionAge: 90s, subjectBindings: "
    "[{subject: s, allowedResources: ['https://gate.example/mcp']}]}]}";

std::string gateway(std::string_view auth_server) {
  return "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: gate, namespace: ns}\n"
         "spec: {authServerConfig: {issuer: 'https://as', " +
         std::string(auth_server) +
         "}}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: ns}\n"
         "stringData: {k: secret}\n";
}

model::config::Config incoming() {
  model::config::Config config;
  auto& auth = config.incoming_auth.emplace();
  auth.type = "oidc";
  auto& oidc = auth.oidc.emplace();
  oidc.issuer = "https://as";
  oidc.audience = kResource;
  oidc.resource = kResource;
  return config;
}

std::vector<std::string> findings(std::string_view auth_server, std::string_view release = "0.63.0") {
  const TestWorld world(gateway(auth_server), settings_of(release));
  validate_auth_server(world.context());
  const auto config = convert_auth_server(world.context(), incoming());
  if (config) validate_auth_server_integration(world.context(), incoming(), config);
  return world.findings();
}

std::string token_exchange(std::string_view clients, std::string_view policies = "[]") {
  return "inboundGrants: {tokenExchange: {delegateClients: [" + std::string(clients) +
         "], issuerPolicies: " + std::string(policies) + "}}";
}

std::string bearer() { return "inboundGrants: {" + kBearer + "}"; }

using Findings = std::vector<std::string>;
const std::string kGrants = " spec.authServerConfig.inboundGrants.";

TEST_CASE("grants are judged where they are declared") {
  const std::string issuer = "trustedIssuers: [{name: ci, issuerUrl: 'https://ci'}], ";
  CHECK(findings(kUpstream + issuer + bearer()).empty());
  CHECK(findings(kUpstream + token_exchange(kClient)).empty());
  CHECK(findings(kUpstream + "inboundGrants: {}").empty());
  CHECK(findings(kUpstream + issuer + "inboundGrants: {}") ==
        Findings{"error missing-field spec.authServerConfig.trustedIssuers[0]"});
  CHECK(findings(kUpstream + token_exchange("{clientId: 'https://c', scopes: [x], audiences: ['https://o']}")) ==
        Findings{"error invalid-value" + kGrants + "tokenExchange.delegateClients[0].clientId",
                 "error unsupported-scope" + kGrants + "tokenExchange.delegateClients[0].scopes[0]",
                 "error audience-not-allowed" + kGrants + "tokenExchange.delegateClients[0].audiences[0]"});
  CHECK(findings(kUpstream + issuer +
                 token_exchange(kClient,
                                "[{issuerRef: ci, expectedAudience: a, allowedDelegateClients: ['*'], "
                                "actorMatcher: 'claims.'}]")) ==
        Findings{"error invalid-actor-matcher" + kGrants + "tokenExchange.issuerPolicies[0].actorMatcher"});
  CHECK(findings(kUpstream + issuer +
                 "inboundGrants: {jwtBearer: {issuerPolicies: [{issuerRef: ci, maxAssertionAge: 90s, subjectBindings: "
                 "[{subject: s, allowedResources: ['https://else']}], acceptedAudiences: "
                 "['https://gate.example/mcp']}]}}") ==
        Findings{"error audience-not-allowed" + kGrants +
                     "jwtBearer.issuerPolicies[0].subjectBindings[0].allowedResources[0]",
                 "error audience-not-allowed" + kGrants + "jwtBearer.issuerPolicies[0].acceptedAudiences[0]"});
}

TEST_CASE("without upstreams something else must issue tokens") {
  const std::string issuer = "trustedIssuers: [{name: ci, issuerUrl: 'https://ci'}], ";
  const Findings none{"error missing-field spec.authServerConfig.upstreamProviders"};
  CHECK(findings(token_exchange(kClient)).empty());
  CHECK(findings(issuer + bearer()).empty());
  CHECK(findings("inboundGrants: {tokenExchange: {}}") == none);
  CHECK(findings(token_exchange(kClient), "0.60.0") == none);
  CHECK(findings("delegateClients: [" + kClient + "]", "0.47.0").empty());
}

TEST_CASE("client secrets need https wherever the clients are declared") {
  const auto with_issuer = [&](std::string_view issuer, std::string_view rest) {
    const TestWorld world(
        "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: g}\n"
        "spec: {authServerConfig: {issuer: '" +
            std::string(issuer) + "', " + kUpstream + std::string(rest) + "}}\n",
        settings_of("0.63.0"));
    validate_auth_server(world.context());
    return world.findings();
  };
  const std::string over_loopback = "insecureAllowConfidentialOverLoopbackHTTP: true, ";
  const std::string client = token_exchange("{clientId: c}");
  CHECK(with_issuer("https://as", client).empty());
  CHECK(with_issuer("http://localhost", client) ==
        Findings{"error insecure-secret-transport spec.authServerConfig.issuer"});
  CHECK(with_issuer("http://localhost", over_loopback + client).empty());
  CHECK(with_issuer("http://me@localhost", over_loopback + client) ==
        Findings{"error invalid-url spec.authServerConfig.issuer"});
}

TEST_CASE("a grant outside of inboundGrants gets its new place") {
  const auto warnings = [](std::string_view auth_server, std::string_view release = "0.63.0") {
    const TestWorld world(gateway(auth_server), settings_of(release));
    warn_of_older_grants(world.context());
    return world.findings();
  };
  const std::string clients = "delegateClients: [" + kClient + "]";
  CHECK(warnings(clients) == Findings{"warning deprecated-field spec.authServerConfig.delegateClients"});
  CHECK(warnings(clients, "0.44.0").empty());
  CHECK(warnings(token_exchange(kClient)).empty());
  const std::string issuer = " spec.authServerConfig.trustedIssuers[1].";
  CHECK(warnings("trustedIssuers: [{name: a, issuerUrl: 'https://a'}, {issuerUrl: 'https://b', expectedAudience: a, "
                 "actorClaim: b, allowedActors: [c], actorMatcher: d, allowedDelegateClients: [e], allowMayAct: true, "
                 "jwtBearerGrant: {}}]") == Findings{"warning deprecated-field" + issuer + "expectedAudience",
                                                     "warning deprecated-field" + issuer + "actorClaim",
                                                     "warning deprecated-field" + issuer + "allowedActors",
                                                     "warning deprecated-field" + issuer + "actorMatcher",
                                                     "warning deprecated-field" + issuer + "allowedDelegateClients",
                                                     "warning deprecated-field" + issuer + "allowMayAct",
                                                     "warning deprecated-field" + issuer + "jwtBearerGrant"});
}

TEST_CASE("a grant outside of inboundGrants gets its new place in the auth configs of members, too") {
  const std::string config =
      gateway(kUpstream) +
      "---\napiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPExternalAuthConfig\nmetadata: {name: c}\n"
      "spec: {type: embeddedAuthServer, embeddedAuthServer: {issuer: 'https://as', delegateClients: [" +
      kClient + "]}}\n";
  const auto warnings = [&](bool told, std::string_view release = "0.63.0") {
    const TestWorld world(config, settings_of(release));
    const Context context = world.context();
    warn_of_older_grants(
        context.cluster, context.settings.release.set, [&](const auto&, const auto&) { return told; },
        context.reporter);
    return world.findings();
  };
  CHECK(warnings(false) == Findings{"warning deprecated-field spec.embeddedAuthServer.delegateClients"});
  CHECK(warnings(true).empty());
  CHECK(warnings(false, "0.44.0").empty());
}

TEST_CASE("the delegate clients of inboundGrants get their secrets") {
  const TestWorld world(gateway(kUpstream + token_exchange(kClient)), settings_of("0.63.0"));
  wire_auth_server(world.context());
  const auto env = wired_variables(world.notes().wiring);
  REQUIRE(env.size() == 1);
  CHECK(env[0].name == "TOOLHIVE_DELEGATE_CLIENT_SECRET_0");
  CHECK(env[0].secret->name == "s");
}

TEST_CASE("SPIFFE is refused") {
  CHECK(findings(kUpstream + "spiffeTrustDomains: [{name: d}]") ==
        Findings{"error unsupported-type spec.authServerConfig.spiffeTrustDomains"});
}

TEST_CASE("what inboundGrants and the other new blocks become") {
  const TestWorld world(
      gateway(kUpstream + "trustedIssuers: [{name: ci, issuerUrl: 'https://ci'}], " + bearer() +
              ", registrationRateLimit: {maxTokens: 3, refillPeriod: 1500ms}, storage: {type: memory, maxDCRClients: 0}"
              ", tlsListener: {certificateSecretRef: {name: s, key: k}, privateKeySecretRef: {name: s, key: k}}"),
      settings_of("0.63.0"));
  const auto config = convert_auth_server(world.context(), incoming());
  REQUIRE(config);
  CHECK(config->inbound_grants->jwt_bearer->issuer_policies.at(0).max_assertion_age == "1m30s");
  CHECK_FALSE(config->inbound_grants->token_exchange.has_value());
  CHECK(config->registration_rate_limit->requests_per_second == 2);
  CHECK(config->registration_rate_limit->burst == 3);
  CHECK(config->storage->type == "memory");
  CHECK(config->storage->max_dcr_clients == 0);
  CHECK(config->tls_listener->key_file == "/etc/toolhive/authserver/tls/tls.key");
  CHECK(config->trusted_issuers.at(0).name == "ci");
}

TEST_CASE("upstreams: registration, token parameters, certificates") {
  const TestWorld world(
      gateway("upstreamProviders: [{name: my-idp, type: oidc, oidcConfig: {dcrConfig: {rotationKey: r, "
              "registrationProbe: none, registrationProbeInterval: 90m, initialAccessTokenRef: {name: s, key: k}}, "
              "additionalTokenParams: {resource: 'https://api'}, omitScopeOnRefresh: true, allowPrivateIPs: true, "
              "caBundleRef: {configMapRef: {name: ca, key: c}}}}]"),
      settings_of("0.63.0"));
  const auto upstreams = convert_upstreams(world.context().spec().auth_server_config->upstream_providers, "");
  const auto& oidc = *upstreams.at(0).oidc_config;
  CHECK(oidc.dcr_config->registration_probe_interval == "1h30m0s");
  CHECK(oidc.dcr_config->initial_access_token_env_var == "TOOLHIVE_UPSTREAM_DCR_INITIAL_ACCESS_TOKEN_MY_IDP");
  CHECK(oidc.additional_token_params.at("resource") == "https://api");
  CHECK(oidc.omit_scope_on_refresh);
  CHECK(oidc.allow_private_ips);
  CHECK(oidc.ca_file_path == "/etc/toolhive/authserver/upstream-ca/0/ca.crt");

  const auto params = [&](std::string_view map) {
    return findings(
        "upstreamProviders: [{name: a, type: oidc, oidcConfig: {issuerUrl: 'https://u', clientId: c, "
        "additionalTokenParams: " +
        std::string(map) + "}}]");
  };
  const std::string path = " spec.authServerConfig.upstreamProviders[0].oidcConfig.additionalTokenParams";
  CHECK(params("{audience: x, resource: 'urn:api'}").empty());
  CHECK(params("{code: x, scope: z}") ==
        Findings{"error reserved-parameter" + path + "[code]", "error reserved-parameter" + path + "[scope]"});
  for (const char* resource : {"''", "api", "'https://api#'"}) {
    CHECK(params("{resource: " + std::string(resource) + "}") == Findings{"error invalid-url" + path + "[resource]"});
  }
}

TEST_CASE("a filter chooses among the upstreams after the first") {
  const auto filtered = [](std::string_view filter) {
    const TestWorld world(
        "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: g}\n"
        "spec: {authServerConfig: {upstreamProviders: [{name: corp}, {name: github}]}, "
        "authServerUpstreamFilter: " +
            std::string(filter) + "}\n",
        settings_of("0.63.0"));
    validate_upstream_filter(world.context());
    return world.findings();
  };
  const std::string path = " spec.authServerUpstreamFilter.";
  CHECK(filtered("{rules: [{groups: [dev], upstreamProviders: [github]}]}").empty());
  CHECK(filtered("{rules: [{groups: ['', dev], upstreamProviders: [corp]}], defaultUpstreams: [githup]}") ==
        Findings{"error invalid-value" + path + "rules[0].groups[0]",
                 "error invalid-value" + path + "rules[0].upstreamProviders[0]",
                 "error unknown-upstream" + path + "defaultUpstreams[0]"});
}

}  // namespace
}  // namespace vmcp::op
