#include "core/admission/other_releases.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/admission/admit.h"
#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

using release::Set;

/// What admission in a set of releases says of an object: "path: message", and the related messages behind it.
std::vector<std::string> admitted_with(const Schemas& schemas, const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("cr.yaml", text), sink);
  REQUIRE(documents.size() == 1);
  admit(std::move(documents.front()), schemas, {}, sources, sink);
  std::vector<std::string> said;
  for (const diag::Diagnostic& finding : sink.all()) {
    said.push_back(finding.path + ": " + finding.message);
    for (const diag::Related& related : finding.related) said.push_back(related.message);
  }
  return said;
}

std::vector<std::string> admitted(Set set, const std::string& text) {
  return admitted_with(Schemas::builtin(set), text);
}

using Said = std::vector<std::string>;

std::string telemetry(const std::string& spec) {
  return "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPTelemetryConfig, metadata: {name: x}, spec: " + spec +
         "}";
}

std::string server(const std::string& fields) {
  return "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPServer, metadata: {name: x}, spec: {image: x, " +
         fields + "}}";
}

TEST_CASE("a field that another release has is said so") {
  const std::string text = telemetry("{prometheus: {enabled: true, metricsOnTransportPort: true}}");
  CHECK(admitted(Set::kV0_44, text) ==
        Said{"spec.prometheus.metricsOnTransportPort: unknown field \"metricsOnTransportPort\"; accepted since v0.47.0",
             "v0.47.0 is the first known release of ToolHive that accepts this"});
  CHECK(admitted(Set::kV0_47, text).empty());
  CHECK(admitted(Set::kV0_62, text).empty());
}

TEST_CASE("a field that no release has is as before") {
  CHECK(admitted(Set::kV0_44, telemetry("{prometheus: {enabld: true}}")) ==
        Said{"spec.prometheus.enabld: unknown field \"enabld\""});
}

TEST_CASE("a value that an older release took is said so") {
  const std::string text =
      telemetry("{openTelemetry: {enabled: true, endpoint: x, caBundleRef: {configMapRef: {key: ca.crt}}}}");
  CHECK(admitted(Set::kV0_44, text).empty());
  const Said said = admitted(Set::kV0_62, text);
  REQUIRE(said.size() == 2);
  CHECK(said[0].ends_with("; accepted until v0.44.0"));
  CHECK(said[1] == "v0.44.0 is the last known release of ToolHive that accepts this");
}

TEST_CASE("a list whose keys have changed is said so") {
  const std::string text = server("secrets: [{name: s, key: a}, {name: s, key: b}]");
  CHECK(admitted(Set::kV0_55, text).empty());
  const Said said = admitted(Set::kV0_47, text);
  REQUIRE(said.size() == 3);
  CHECK(said[0].ends_with("is in the list already; accepted since v0.55.1"));
  CHECK(admitted(Set::kV0_47, server("secrets: [{name: s, key: a}, {name: s, key: a}]")).size() == 2);
}

TEST_CASE("a required field that another release does not require is said so") {
  const std::string text = R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPExternalAuthConfig
metadata: {name: x}
spec:
  type: embeddedAuthServer
  embeddedAuthServer:
    issuer: https://a.example
    upstreamProviders:
    - {name: corp, type: oidc, oidcConfig: {issuerUrl: "https://b.example", dcrConfig: {discoveryUrl: "https://b.example/x"}}}
)";
  const Said said = admitted(Set::kV0_44, text);
  REQUIRE(said.size() == 4);
  CHECK(said[2] ==
        "spec.embeddedAuthServer.upstreamProviders[0].oidcConfig.clientId: \"clientId\" is required; "
        "accepted since v0.55.1");
  CHECK(admitted(Set::kV0_55, text).empty());
}

TEST_CASE("a release that refuses the same value for another reason does not take it") {
  // Since v0.47.0 upstreamProviders may be absent, but a rule asks for an upstream or a grant.
  const std::string text = R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPExternalAuthConfig
metadata: {name: x}
spec: {type: embeddedAuthServer, embeddedAuthServer: {issuer: "https://a.example"}}
)";
  CHECK(admitted(Set::kV0_44, text) ==
        Said{"spec.embeddedAuthServer.upstreamProviders: \"upstreamProviders\" is required"});
  const Said said = admitted(Set::kV0_62, text);
  REQUIRE(said.size() == 1);
  CHECK(said[0].find("accepted") == std::string::npos);
}

TEST_CASE("each refusal of an object is held against other releases by itself") {
  const Said said = admitted(
      Set::kV0_44, telemetry("{prometheus: {enabled: often, metricsOnTransportPort: true}, openTelemetry: {enabled: "
                             "true, endpoint: x, caBundleRef: {configMapRef: {}}}}"));
  int accepted = 0;
  for (const std::string& line : said) accepted += line.find("; accepted since v0.47.0") != std::string::npos ? 1 : 0;
  CHECK(accepted == 1);
}

TEST_CASE("CRDs know no other releases") {
  source::Sources sources;
  diag::Sink sink;
  const auto crds = yaml::read(sources, sources.add("crd.yaml", R"(
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: toolhive.stacklok.dev
  names: {kind: MCPTelemetryConfig}
  versions:
  - {name: v1beta1, served: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}}
)"),
                               sink);
  CHECK(admitted_with(Schemas::from_crds(crds, sources, sink), telemetry("{prometheus: {}}")) ==
        Said{"spec.prometheus: unknown field \"prometheus\""});
}

}  // namespace
}  // namespace vmcp::admission
