#include <doctest/doctest.h>

#include "core/start/config/checks.h"
#include "core/start/test_gateway.h"

using Findings = std::vector<std::string>;
using vmcp::start::object_with;

namespace {

const std::string kSecret =
    "---\n{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: ns}, data: {k: eA==}}\n";

std::string config(std::string_view name, std::string_view spec) {
  return object_with("MCPExternalAuthConfig", name, spec);
}

Findings auth(std::string_view outgoing_auth, std::string_view objects, std::string_view more = "") {
  return vmcp::start::foretold(
      vmcp::start::gateway_with("outgoingAuth: {" + std::string(outgoing_auth) + "}" + std::string(more)) +
          object_with("MCPServer", "m", "groupRef: {name: g}, transport: sse, externalAuthConfigRef: {name: own}") +
          kSecret + std::string(objects),
      vmcp::start::check_outgoing_auth);
}

const std::string kOwn = config("own", "type: unauthenticated");

}  // namespace

TEST_CASE("vmcp knows no strategy \"discovered\"") {
  CHECK(auth("source: discovered, default: {type: discovered}, backends: {m: {type: discovered}}", kOwn).empty());
  CHECK(auth("source: inline, default: {type: discovered}, backends: {m: {type: discovered}}", kOwn) ==
        Findings{"error unsupported-type spec.outgoingAuth.default.type",
                 "error unsupported-type spec.outgoingAuth.backends[m].type"});
}

TEST_CASE("a strategy has all that its type needs, whoever refers to it") {
  constexpr std::string_view kByServer =
      "source: discovered, backends: {m: {type: externalAuthConfigRef, externalAuthConfigRef: {name: x}}}";
  struct Case {
    const char* spec;
    Findings findings;
  };
  const Case cases[] = {
      {"type: tokenExchange, tokenExchange: {tokenUrl: 'https://t', audience: a}", {}},
      {"type: tokenExchange, tokenExchange: {tokenUrl: '', audience: a}",
       {"error missing-field spec.tokenExchange.tokenUrl"}},
      {"type: headerInjection, headerInjection: {headerName: H, valueSecretRef: {name: s, key: k}}", {}},
      {"type: headerInjection, headerInjection: {headerName: ''}",
       {"error missing-field spec.headerInjection.headerName",
        "error missing-field spec.headerInjection.valueSecretRef"}},
      {"type: awsSts, awsSts: {region: r, fallbackRoleArn: a}", {}},
      {"type: awsSts, awsSts: {region: '', fallbackRoleArn: a}", {"error missing-field spec.awsSts.region"}},
      {"type: xaa, xaa: {idpTokenUrl: i, targetTokenUrl: t, targetAudience: a, "
       "subjectTokenType: 'urn:ietf:params:oauth:token-type:id_token'}",
       {}},
      {"type: xaa, xaa: {idpTokenUrl: '', targetTokenUrl: '', targetAudience: '', subjectTokenType: id_token}",
       {"error missing-field spec.xaa.idpTokenUrl", "error missing-field spec.xaa.targetTokenUrl",
        "error missing-field spec.xaa.targetAudience", "error invalid-value spec.xaa.subjectTokenType"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.spec);
    CHECK(auth(kByServer, kOwn + config("x", c.spec)) == c.findings);
    CHECK(auth("source: inline, default: {type: externalAuthConfigRef, externalAuthConfigRef: {name: x}}",
               kOwn + config("x", c.spec)) == c.findings);
  }
  const std::string member = config("own", "type: tokenExchange, tokenExchange: {tokenUrl: '', audience: a}");
  CHECK(auth("source: inline", member) == Findings{"error missing-field spec.tokenExchange.tokenUrl"});
  CHECK(auth("source: discovered", member).empty());
}

TEST_CASE("an xaa strategy names its subject's provider where several upstreams could be it") {
  const auto providers = [](std::string_view upstreams, std::string_view xaa) {
    const std::string text =
        "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: v, namespace: ns}, "
        "spec: {groupRef: {name: g}, incomingAuth: {type: oidc, oidcConfigRef: {name: o, audience: 'https://v/mcp', "
        "resourceUrl: 'https://v/mcp'}}, authServerConfig: {issuer: 'https://as', upstreamProviders: [" +
        std::string(upstreams) +
        "]}, outgoingAuth: {source: discovered, backends: {m: {type: externalAuthConfigRef, "
        "externalAuthConfigRef: {name: x}}}}}}\n";
    return vmcp::start::foretold(
        text + object_with("MCPOIDCConfig", "o", "type: inline, inline: {issuer: 'https://as'}") +
            config("x",
                   "type: xaa, xaa: {idpTokenUrl: i, targetTokenUrl: t, targetAudience: a" + std::string(xaa) + "}"),
        vmcp::start::check_subject_providers);
  };
  const std::string one = "{name: a, type: oidc, oidcConfig: {issuerUrl: 'https://a'}}";
  const std::string two = one + ", {name: b, type: oidc, oidcConfig: {issuerUrl: 'https://b'}}";
  CHECK(providers(one, "").empty());
  CHECK(providers(two, ", subjectProviderName: b").empty());
  CHECK(providers(two, "") == Findings{"error ambiguous-subject-provider spec.xaa"});
}
