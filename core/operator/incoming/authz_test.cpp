#include "core/operator/incoming/authz.h"

#include <doctest/doctest.h>

#include "core/operator/incoming/authz_payload.h"
#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

struct PayloadCase {
  const char* text;
  const char* policy;   ///< the first policy; null: refused
  const char* problem;  ///< part of what is said about it
};

TEST_CASE("authorization payloads are read as loosely as the operator reads them") {
  for (const PayloadCase& row : {
           PayloadCase{"version: '1'\ntype: cedarv1\ncedar: {policies: [p]}\n", "p", nullptr},
           {R"({"version": "1.0", "type": "cedarv1", "cedar": {"policies": ["p"], "entities_json": "[]"}})", "p",
            nullptr},
           {"{\n\t\"version\": \"1\",\n\t\"type\": \"cedarv1\",\n\t\"cedar\": {\"policies\": [\"p\"]}\n}", "p",
            nullptr},
           {"Version: x\nTYPE: cedarv1\nCedar: {Policies: [p]}\n", "p", nullptr},
           {"version: x\ntype: cedarv1\nCedar: {policies: [a]}\ncedar: {policies: [b]}\n", "b", nullptr},
           {"version: a\nversion: b\ntype: cedarv1\ncedar: {policies: [p]}\n", "p", nullptr},
           {"version: a\ntype: cedarv1\ncedar: {policies: [p]}\n---\nkind: other\n", "p", nullptr},
           {"version: a\ntype: httpv1\npdp: {http: {url: u}, claim_mapping: mpe}\ncedar: {policies: [p]}\n", "p",
            nullptr},
           {"version: a\ntype: httpv1\npdp: {http: {url: u}, claim_mapping: mpe}\n", nullptr, "cedar"},
           {"version: a\ntype: httpv1\npdp: {http: {url: u}}\ncedar: {policies: [p]}\n", nullptr, "claim_mapping"},
           {"version: 1.0\ntype: cedarv1\ncedar: {policies: [p]}\n", nullptr, "version"},
           {"type: cedarv1\ncedar: {policies: [p]}\n", nullptr, "version"},
           {"version: a\ntype: CedarV1\ncedar: {policies: [p]}\n", nullptr, "type"},
           {"version: a\ntype: cedarv1\n", nullptr, "cedar"},
           {"version: a\ntype: cedarv1\ncedar: {policies: []}\n", nullptr, "policies"},
           {"version: a\ntype: cedarv1\ncedar: {policies: p}\n", nullptr, "policies"},
           {"version: a\ntype: cedarv1\ncedar: {policies: [p], entities_json: []}\n", nullptr, "entities_json"},
           {"version: a\ntype: cedarv1\ncedar: {policies: [p], multi_valued_claims: scp}\n", nullptr,
            "multi_valued_claims"},
           {" \n\t\n", nullptr, "empty"},
           {"a: [b\n", nullptr, "neither"},
           {"permit\n", nullptr, "string"},
       }) {
    CAPTURE(row.text);
    std::string said;
    const auto options = read_authz_payload(row.text, [&](const std::string& problem) { said += problem + '\n'; });
    CAPTURE(said);
    REQUIRE(options.has_value() == (row.policy != nullptr));
    if (options) {
      CHECK(options->policies.front() == row.policy);
      CHECK(said.empty());
    } else {
      CHECK(said.find(row.problem) != std::string::npos);
    }
  }
}

std::string gateway(std::string_view incoming, std::string_view upstreams, std::string_view primary = "") {
  std::string text =
      "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: gate}\nspec:\n";
  text.append("  incomingAuth: {type: oidc, ").append(incoming).append("}\n");
  if (!upstreams.empty()) {
    text.append("  authServerConfig: {upstreamProviders: [").append(upstreams).append("]");
    if (!primary.empty()) text.append(", primaryUpstreamProvider: ").append(primary);
    text.append("}\n");
  }
  return text;
}

struct PrimaryCase {
  std::string yaml;
  std::vector<std::string> findings;
  const char* provider;
};

TEST_CASE("the upstream whose claims policies see") {
  const char* own = "authzConfig: {type: inline, inline: {policies: [p]}}";
  const char* deprecated = "authzConfig: {type: inline, inline: {policies: [p], primaryUpstreamProvider: b}}";
  const char* two = "{name: a}, {name: b}";
  const std::string old_field = "spec.incomingAuth.authzConfig.inline.primaryUpstreamProvider";
  const std::string new_field = "spec.authServerConfig.primaryUpstreamProvider";
  for (const PrimaryCase& row : {
           PrimaryCase{gateway(own, ""), {}, ""},
           {gateway(own, "{name: a}"), {}, "a"},
           {gateway(own, two), {"warning auto-selected-upstream spec.authServerConfig.upstreamProviders"}, "a"},
           {gateway(own, two, "b"), {}, "b"},
           {gateway(own, two, "c"), {"error unknown-upstream " + new_field}, "c"},
           {gateway(deprecated, two), {"warning deprecated-field " + old_field}, "b"},
           {gateway(deprecated, "{name: a}"),
            {"warning deprecated-field " + old_field, "error unknown-upstream " + old_field},
            "b"},
           {gateway(deprecated, "{name: a}", "a"), {}, "a"},
           {gateway(deprecated, ""),
            {"warning deprecated-field " + old_field, "error auth-server-required " + old_field},
            "b"},
           {gateway("authzConfig: null", two, "c"), {}, nullptr},
       }) {
    CAPTURE(row.yaml);
    const TestWorld cluster(row.yaml);
    validate_authz(cluster.context());
    CHECK(cluster.findings() == row.findings);
    const auto converted = convert_authz(cluster.context());
    REQUIRE(converted.has_value() == (row.provider != nullptr));
    if (converted) CHECK(converted->primary_upstream_provider == row.provider);
  }
}

TEST_CASE("spec-level claim names win over a ConfigMap's") {
  const TestWorld cluster(
      gateway("authzConfig: {type: configMap, configMap: {name: rules}, groupClaimName: mine}", "") +
      R"(---
apiVersion: v1
kind: ConfigMap
metadata: {name: rules}
data:
  authz.json: |
    version: "1"
    type: cedarv1
    cedar: {policies: [p], group_claim_name: theirs, role_claim_name: roles, primary_upstream_provider: ignored}
)");
  const auto authz = convert_authz(cluster.context());
  REQUIRE(authz);
  CHECK(cluster.findings().empty());
  CHECK(authz->group_claim_name == "mine");
  CHECK(authz->role_claim_name == "roles");
  CHECK(authz->primary_upstream_provider.empty());
}

struct SourceCase {
  const char* incoming;
  const char* object;
  const char* finding;
};

TEST_CASE("a source of policies that cannot be used is refused where it is wrong") {
  const char* from_map = "authzConfig: {type: configMap, configMap: {name: rules}}";
  const char* shared = "authzConfigRef: {name: rules}";
  for (const SourceCase& row : {
           SourceCase{from_map, "", "error reference-not-found spec.incomingAuth.authzConfig.configMap.name"},
           {from_map, "{apiVersion: v1, kind: ConfigMap, metadata: {name: rules}, binaryData: {authz.json: eA==}}",
            "error config-map-key-missing spec.incomingAuth.authzConfig.configMap.key"},
           {from_map, "{apiVersion: v1, kind: ConfigMap, metadata: {name: rules}, data: {authz.json: x}}",
            "error invalid-authz-payload data[authz.json]"},
           {shared, "", "error reference-not-found spec.incomingAuth.authzConfigRef.name"},
           {shared,
            "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPAuthzConfig, metadata: {name: rules}, "
            "spec: {type: httpv1, config: {}}}",
            "error unsupported-type spec.type"},
           {shared,
            "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPAuthzConfig, metadata: {name: rules}, "
            "spec: {type: cedarv1, config: {policies: [1]}}}",
            "error invalid-authz-payload spec.config"},
       }) {
    CAPTURE(row.object);
    const TestWorld cluster(gateway(row.incoming, "") + "---\n" + row.object);
    CHECK_FALSE(convert_authz(cluster.context()));
    CHECK(cluster.findings() == std::vector<std::string>{row.finding});
  }
}

}  // namespace
}  // namespace vmcp::op
