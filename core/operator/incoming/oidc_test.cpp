#include "core/operator/incoming/oidc.h"

#include <doctest/doctest.h>

#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

std::string world(std::string_view reference, std::string_view config) {
  std::string text =
      "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: gate}\nspec:\n";
  text.append("  incomingAuth: {type: oidc, oidcConfigRef: ").append(reference).append("}\n---\n");
  text.append("apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPOIDCConfig\nmetadata: {name: sso}\nspec: ");
  return text.append(config).append("\n");
}

TEST_CASE("an inline config becomes the oidc block, a mount and a variable") {
  const TestWorld test(world("{name: sso, audience: aud, scopes: [a]}",
                             "{type: inline, inline: {issuer: https://i.example, clientId: c, "
                             "clientSecretRef: {name: s, key: k}, caBundleRef: {configMapRef: {name: ca, key: ''}}}}"));
  const auto oidc = convert_oidc(test.context());
  REQUIRE(oidc);
  CHECK(oidc->issuer == "https://i.example");
  CHECK(oidc->client_secret_env == "VMCP_OIDC_CLIENT_SECRET");
  CHECK(oidc->resource == "http://gate.default.svc.cluster.local:4483");
  CHECK(oidc->ca_bundle_path == "/config/certs/ca/ca.crt");
  CHECK(oidc->scopes == std::vector<std::string>{"a"});
  const kube::Volumes volumes = wired_volumes(test.notes().wiring);
  REQUIRE(volumes.volumes.size() == 1);
  CHECK(volumes.volumes[0].name == "oidc-ca-bundle-ca");
  CHECK(volumes.volumes[0].items[0].key == "ca.crt");
  CHECK(volumes.mounts.at(0).mount_path == "/config/certs/ca");
  const auto env = wired_variables(test.notes().wiring);
  REQUIRE(env.size() == 1);
  CHECK(env[0].secret->name == "s");
  CHECK(test.findings() == std::vector<std::string>{"warning assumed-object spec.inline.caBundleRef.configMapRef.name",
                                                    "warning assumed-object spec.inline.clientSecretRef.name"});
}

TEST_CASE("service accounts trust the cluster unless they are told not to") {
  const TestWorld trusting(world("{name: sso, audience: aud, resourceUrl: https://r}",
                                 "{type: kubernetesServiceAccount, kubernetesServiceAccount: {}}"));
  const auto oidc = convert_oidc(trusting.context());
  REQUIRE(oidc);
  CHECK(oidc->issuer == "https://kubernetes.default.svc");
  CHECK(oidc->resource == "https://r");
  CHECK(oidc->jwks_allow_private_ip);
  CHECK(oidc->ca_bundle_path == "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt");
  const TestWorld plain(world("{name: sso, audience: aud}",
                              "{type: kubernetesServiceAccount, kubernetesServiceAccount: {useClusterAuth: false}}"));
  CHECK(convert_oidc(plain.context())->ca_bundle_path.empty());
}

struct RefusedCase {
  const char* config;
  const char* finding;
};

TEST_CASE("what the config's own controller or the resolver refuses") {
  const std::string long_name(49, 'n');
  const std::string long_config =
      "{type: inline, inline: {issuer: 'https://i', caBundleRef: {configMapRef: {key: k, name: " + long_name + "}}}}";
  for (const RefusedCase& row : {
           RefusedCase{"{type: inline, inline: {issuer: sso.example}}", "error invalid-url spec.inline.issuer"},
           {"null", "error unsupported-type spec.type"},
           {"{}", "error unsupported-type spec.type"},
           {"{type: inline, inline: {issuer: 'https://i/%g1'}}", "error invalid-url spec.inline.issuer"},
           {"{type: inline, inline: {issuer: 'ldaps://i'}}", "error invalid-url spec.inline.issuer"},
           {"{type: inline, inline: {issuer: 'http://[::1]:1'}}", "error insecure-url spec.inline.issuer"},
           {"{type: inline, inline: {issuer: 'https://i', jwksUrl: 'https://i:x/'}}",
            "error invalid-url spec.inline.jwksUrl"},
           {"{type: inline, inline: {issuer: 'https://i', caBundleRef: {}}}",
            "error invalid-value spec.inline.caBundleRef"},
           {"{type: inline, inline: {issuer: 'https://i', caBundleRef: {configMapRef: {key: k}}}}",
            "error invalid-value spec.inline.caBundleRef.configMapRef"},
           {long_config.c_str(), "error invalid-value spec.inline.caBundleRef.configMapRef.name"},
       }) {
    CAPTURE(row.config);
    const TestWorld test(world("{name: sso, audience: a}", row.config));
    convert_oidc(test.context());
    CHECK(test.findings() == std::vector<std::string>{row.finding});
  }
  const TestWorld insecure(
      world("{name: sso, audience: a}", "{type: inline, inline: {issuer: 'http://i', insecureAllowHTTP: true}}"));
  convert_oidc(insecure.context());
  CHECK(insecure.findings().empty());
}

}  // namespace
}  // namespace vmcp::op
