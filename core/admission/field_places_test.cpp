#include "core/admission/field_places.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/moved_fields.h"
#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

/// What the newest release says of an unknown field: "path -> suggestion", and what its message says beside that.
std::vector<std::string> unknown_fields(const std::string& kind, const std::string& spec) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents =
      yaml::read(sources,
                 sources.add("cr.yaml", "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: " + kind +
                                            ", metadata: {name: x}, spec: " + spec + "}"),
                 sink);
  REQUIRE(documents.size() == 1);
  admit(std::move(documents.front()), Schemas::builtin(), {}, sources, sink);
  std::vector<std::string> said;
  for (const diag::Diagnostic& finding : sink.all()) {
    if (finding.code != "unknown-field") continue;
    const std::size_t note = finding.message.find("; ");
    said.push_back(finding.path + " -> " + finding.suggestion +
                   (note == std::string::npos ? "" : finding.message.substr(note)));
  }
  return said;
}

using Said = std::vector<std::string>;

TEST_CASE("a field that has moved gets its new place") {
  constexpr const char* kGateway = "VirtualMCPServer";
  CHECK(unknown_fields(kGateway, "{aggregation: {}, compositeToolRefs: [], compositeTools: [], operational: {}}") ==
        Said{"spec.aggregation -> spec.config.aggregation", "spec.compositeToolRefs -> spec.config.compositeToolRefs",
             "spec.compositeTools -> spec.config.compositeTools", "spec.operational -> spec.config.operational"});
  CHECK(unknown_fields(kGateway, "{incomingAuth: {type: anonymous, authServerConfig: {}}}") ==
        Said{"spec.incomingAuth.authServerConfig -> spec.authServerConfig"});
  CHECK(unknown_fields(kGateway, "{config: {aggregation: {tools: [{workload: a, conflictResolution: manual}]}}}") ==
        Said{"spec.config.aggregation.tools[0].conflictResolution -> spec.config.aggregation.conflictResolution"});
  CHECK(unknown_fields(kGateway, "{authServerConfig: {upstreamProviders: [{name: a, type: oidc, issuerUrl: x}]}}") ==
        Said{"spec.authServerConfig.upstreamProviders[0].issuerUrl -> "
             "spec.authServerConfig.upstreamProviders[0].oidcConfig.issuerUrl"});
}

TEST_CASE("a key that is nearly a field is shown where keys may be secrets, and no other") {
  CHECK(unknown_fields("MCPServer", "{image: x, secrets: [{name: a, key: b, targetEnvname: C}]}") ==
        Said{"spec.secrets[0].targetEnvname -> targetEnvName"});
  CHECK(unknown_fields("MCPServer", "{image: x, secrets: [{name: a, key: b, hunter2hunter2: C}]}") ==
        Said{"spec.secrets[0] -> "});
}

TEST_CASE("a field that has another name now gets that") {
  CHECK(unknown_fields("MCPServer",
                       "{image: x, port: 8080, targetPort: 80, tools: [a], telemetry: {}, oidcConfig: {}}") ==
        Said{"spec.port -> proxyPort", "spec.targetPort -> mcpPort",
             "spec.tools -> toolConfigRef; an MCPToolConfig lists them in spec.toolsFilter",
             "spec.telemetry -> telemetryConfigRef; an MCPTelemetryConfig holds what stood here",
             "spec.oidcConfig -> oidcConfigRef; an MCPOIDCConfig holds what stood here"});
  CHECK(unknown_fields("MCPRemoteProxy", "{remoteURL: x, port: 8080}") ==
        Said{"spec.remoteURL -> remoteUrl", "spec.port -> proxyPort"});
  CHECK(unknown_fields("MCPOIDCConfig",
                       "{type: inline, inline: {issuer: x, clientSecret: s, thvCABundlePath: /a, audience: a}}") ==
        Said{"spec.inline.clientSecret -> clientSecretRef",
             "spec.inline.thvCABundlePath -> caBundleRef; it names a ConfigMap",
             "spec.inline.audience -> ; it stands beside the name of this object, in the oidcConfigRef that refers to "
             "it"});
  CHECK(unknown_fields("VirtualMCPServer", "{incomingAuth: {type: oidc, oidcConfig: {}}, tokenCache: {}}") ==
        Said{"spec.tokenCache -> ; ToolHive has given it up",
             "spec.incomingAuth.oidcConfig -> oidcConfigRef; an MCPOIDCConfig holds what stood here"});
  CHECK(unknown_fields("VirtualMCPServer", "{outgoingAuth: {backends: {a: {type: discovered, serviceAccount: {}}}}}") ==
        Said{"spec.outgoingAuth.backends.a.serviceAccount -> ; ToolHive has given it up"});
  CHECK(unknown_fields("VirtualMCPServer",
                       "{config: {compositeTools: [{name: a, steps: [{id: a, onError: {maxRetries: 2}}]}]}}") ==
        Said{"spec.config.compositeTools[0].steps[0].onError.maxRetries -> retryCount"});
}

TEST_CASE("each row of what has moved is about a field that is not there, and names one that is") {
  const Schemas schemas = Schemas::builtin();
  for (const MovedField& moved : moved_fields()) {
    CAPTURE(moved.kind);
    CAPTURE(moved.path);
    const Schema* schema = schemas.find("v1beta1", moved.kind);
    REQUIRE(schema != nullptr);
    const Schema* parent = nullptr;
    std::string_view rest = moved.path;
    std::string_view name;
    while (schema != nullptr) {
      parent = schema;
      name = rest.substr(0, rest.find('.'));
      schema = parent->property(name);
      if (name.size() == rest.size()) break;
      rest.remove_prefix(name.size() + 1);
      if (schema != nullptr && schema->items != nullptr) schema = schema->items.get();
      if (schema != nullptr && schema->additional_properties != nullptr) schema = schema->additional_properties.get();
    }
    CHECK(name == rest);
    CHECK(schema == nullptr);
    if (!moved.successor.empty()) CHECK(parent->property(moved.successor) != nullptr);
    CHECK((!moved.successor.empty() || !moved.note.empty()));
  }
}

TEST_CASE("another form of a field's name gets that field, beside it or at another level") {
  constexpr const char* kGateway = "VirtualMCPServer";
  CHECK(unknown_fields(kGateway, "{sessionStorage: {provider: redis, addr: x, passwordSecretRef: {}, prefix: a}}") ==
        Said{"spec.sessionStorage.addr -> address", "spec.sessionStorage.passwordSecretRef -> passwordRef",
             "spec.sessionStorage.prefix -> keyPrefix"});
  CHECK(unknown_fields(kGateway, "{compositeToolRef: [], composite_tools: []}") ==
        Said{"spec.compositeToolRef -> spec.config.compositeToolRefs",
             "spec.composite_tools -> spec.config.compositeTools"});
  CHECK(unknown_fields(kGateway, "{group: g}") == Said{"spec.group -> groupRef"});
  CHECK(unknown_fields(kGateway, "{outgoingAuth: {default: {type: x, external_auth_config_ref: {}}}}") ==
        Said{"spec.outgoingAuth.default.external_auth_config_ref -> externalAuthConfigRef"});
  CHECK(unknown_fields("MCPRemoteProxy", "{url: x, externalURL: y, env: []}") ==
        Said{"spec.url -> remoteUrl", "spec.externalURL -> ; the operator writes it into status",
             "spec.env -> spec.resourceOverrides.proxyDeployment.env"});
  CHECK(unknown_fields("MCPServerEntry", "{remote_url: x}") == Said{"spec.remote_url -> remoteUrl"});
  CHECK(unknown_fields(kGateway, "{nodeSelector: {}, resources: {}, port: 1}") ==
        Said{"spec.nodeSelector -> spec.podTemplateSpec.spec.nodeSelector",
             "spec.resources -> spec.podTemplateSpec.spec.containers[].resources",
             "spec.port -> ; the operator gives a gateway its port"});
}

TEST_CASE("a field that is missing where it is read, and given where it is not, is told so") {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents =
      yaml::read(sources,
                 sources.add("cr.yaml",
                             "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: x}, "
                             "spec: {incomingAuth: {type: anonymous}, config: {groupRef: tools}}}"),
                 sink);
  admit(std::move(documents.front()), Schemas::builtin(), {}, sources, sink);
  REQUIRE(sink.all().size() == 1);
  CHECK(sink.all()[0].path == "spec.groupRef");
  CHECK(sink.all()[0].message == "\"groupRef\" is required; the operator does not read spec.config.groupRef");
}

TEST_CASE("a near name beside the unknown one comes first, and several places are none") {
  CHECK(unknown_fields("VirtualMCPServer", "{config: {operational: {timeout: {}}}}") ==
        Said{"spec.config.operational.timeout -> timeouts"});
  CHECK(unknown_fields("VirtualMCPServer", "{outgoingAuth: {default: {type: discovered, headerInjection: {}}}}") ==
        Said{"spec.outgoingAuth.default.headerInjection -> "});
  CHECK(unknown_fields("VirtualMCPServer", "{backends: []}") == Said{"spec.backends -> spec.outgoingAuth.backends"});
  CHECK(unknown_fields("VirtualMCPServer", "{name: gw}") == Said{"spec.name -> "});
  CHECK(unknown_fields("VirtualMCPServer", "{replicaz: 1}") == Said{"spec.replicaz -> replicas"});
  CHECK(unknown_fields("VirtualMCPServer", "{whatever: 1}") == Said{"spec.whatever -> "});
}

TEST_CASE("a reference that was a text once gets the object's form") {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents =
      yaml::read(sources,
                 sources.add("cr.yaml",
                             "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPServer, metadata: {name: x}, "
                             "spec: {image: x, groupRef: tools, toolConfigRef: 'not a name', resources: small}}"),
                 sink);
  admit(std::move(documents.front()), Schemas::builtin(), {}, sources, sink);
  REQUIRE(sink.all().size() == 3);
  CHECK(sink.all()[0].suggestion == "{name: tools}");
  CHECK(sink.all()[1].suggestion.empty());
  CHECK(sink.all()[2].suggestion.empty());
}

}  // namespace
}  // namespace vmcp::admission
