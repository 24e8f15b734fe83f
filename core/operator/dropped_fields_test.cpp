#include "core/operator/dropped_fields.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/admission/admit.h"
#include "core/yaml/read.h"

namespace vmcp::op {
namespace {

using admission::Schemas;
using release::Set;

/// "path -> suggestion: message" of each warning about an object.
std::vector<std::string> warnings(const std::string& kind, const std::string& spec, const Schemas* admitting = nullptr,
                                  Set set = release::kNewestSet) {
  source::Sources sources;
  diag::Sink sink;
  const std::string text =
      "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: " + kind + ", metadata: {name: x}, spec: " + spec + "}";
  const std::vector<yaml::Document> documents = yaml::read(sources, sources.add("cr.yaml", text), sink);
  REQUIRE(documents.size() == 1);
  const admission::Reporter reporter(sink, sources, diag::Stage::kOperator);
  const Schemas known = Schemas::builtin(set);
  const admission::Object identity = admission::identify(documents.front().root, {});
  DroppedFields(admitting == nullptr ? known : *admitting, known, reporter).warn(identity, documents.front().root);
  std::vector<std::string> said;
  for (const diag::Diagnostic& finding : sink.all()) {
    CHECK(finding.severity == diag::Severity::kWarning);
    CHECK(finding.code == diag::Code("ignored-field"));
    CHECK(finding.place.line == 1);
    said.push_back(finding.path + " -> " + finding.suggestion + ": " + finding.message);
  }
  return said;
}

/// The same without the messages.
std::vector<std::string> paths(const std::string& kind, const std::string& spec, const Schemas* admitting = nullptr,
                               Set set = release::kNewestSet) {
  std::vector<std::string> said = warnings(kind, spec, admitting, set);
  for (std::string& line : said) line.resize(line.find(": "));
  return said;
}

using Said = std::vector<std::string>;
constexpr const char* kGateway = "VirtualMCPServer";

TEST_CASE("an unknown field directly below spec.config is dropped with a warning") {
  CHECK(
      warnings(kGateway, "{config: {agregation: {}}}") ==
      Said{"spec.config.agregation -> aggregation: the operator does not know \"agregation\" and drops it, though the "
           "API server admits it"});
  CHECK(paths(kGateway, "{config: {authServerConfig: {}, aggregation: {}, anything: 1}}") ==
        Said{"spec.config.authServerConfig -> spec.authServerConfig", "spec.config.anything -> "});
}

TEST_CASE("what the API server refuses is left to it") {
  CHECK(paths(kGateway, "{agregation: {}, config: {operational: {timeout: {}}}}").empty());
  CHECK(paths(kGateway, "[]").empty());
  CHECK(paths(kGateway, "{config: text, incomingAuth: [a]}").empty());
  CHECK(paths("MCPGroups", "{a: 1}").empty());
}

TEST_CASE("an unknown field in what the schema leaves open is dropped with a warning") {
  const std::string step = "{id: a, tool: t, step: {id: b, tol: t, arguments: {any: 1}, step: {tipe: tool}}}";
  CHECK(paths(kGateway, "{config: {compositeTools: [{name: c, steps: [" + step + "]}]}}") ==
        Said{"spec.config.compositeTools[0].steps[0].step.tol -> tool",
             "spec.config.compositeTools[0].steps[0].step.step.tipe -> type"});
  CHECK(paths("VirtualMCPCompositeToolDefinition", "{steps: [" + step + "]}") ==
        Said{"spec.steps[0].step.tol -> tool", "spec.steps[0].step.step.tipe -> type"});
  CHECK(paths("VirtualMCPCompositeToolDefinition",
              "{parameters: {type: object, propertis: {a: {}}, properties: {tpe: {descripton: x}}}}") ==
        Said{"spec.parameters.propertis -> properties", "spec.parameters.properties.tpe.descripton -> description"});
  CHECK(paths("VirtualMCPCompositeToolDefinition", "{steps: [{id: a, schema: {requird: [a]}}]}") ==
        Said{"spec.steps[0].schema.requird -> required"});
  CHECK(paths("VirtualMCPCompositeToolDefinition",
              "{output: {properties: {a: {type: object, properties: {b: {vlaue: x, default: {vlaue: x}}}}}}}") ==
        Said{"spec.output.properties.a.properties.b.vlaue -> value"});
}

TEST_CASE("an unknown field in a pod template is dropped with a warning, whose kind ever it is") {
  for (const char* kind : {kGateway, "MCPServer", "MCPRemoteProxy", "EmbeddingServer", "MCPRegistry"}) {
    CAPTURE(kind);
    CHECK(
        paths(kind, "{podTemplateSpec: {spec: {containers: [{name: vmcp, imagee: x, env: [{name: A, vlue: b}]}]}}}") ==
        Said{"spec.podTemplateSpec.spec.containers[0].imagee -> image",
             "spec.podTemplateSpec.spec.containers[0].env[0] -> value"});
  }
  CHECK(warnings(kGateway, "{podTemplateSpec: {Spec: {}}}") ==
        Said{"spec.podTemplateSpec.Spec -> spec: Kubernetes reads \"Spec\" as \"spec\"; where both are given, one is "
             "lost"});
  CHECK(paths("MCPRegistry", "{volumes: [{name: a, secrt: {}}], volumeMounts: [{name: a, mountpaht: /a}]}") ==
        Said{"spec.volumes[0].secrt -> secret", "spec.volumeMounts[0].mountpaht -> mountPath"});
}

TEST_CASE("what an authorizer does not read is dropped with a warning") {
  CHECK(paths("MCPAuthzConfig", "{type: cedarv1, config: {policies: [a], entitys_json: '[]', Group_Claim_Name: g}}") ==
        Said{"spec.config.entitys_json -> entities_json"});
  CHECK(paths("MCPAuthzConfig",
              "{type: httpv1, config: {http: {url: x, timeot: 3}, context: {include_argz: true}, cedar: {}}}") ==
        Said{"spec.config.http.timeot -> timeout", "spec.config.context.include_argz -> include_args",
             "spec.config.cedar -> "});
}

TEST_CASE("keys that are the user's own are quiet") {
  CHECK(
      paths(kGateway,
            "{config: {metadata: {any: thing}, operational: {timeouts: {perWorkload: {a: 1s}}}, optimizer: "
            "{embeddingHeaders: {X-Any: y}}, aggregation: {tools: [{workload: a, overrides: {any_tool: {name: b}}}]}}, "
            "outgoingAuth: {backends: {any: {type: discovered}}}, podTemplateSpec: {metadata: {labels: {any: x}}}}")
          .empty());
  CHECK(paths("MCPToolConfig", "{toolsOverride: {any: {name: x}}}").empty());
}

TEST_CASE("a field of newer CRDs is dropped with a warning, and said since which release it is known") {
  source::Sources sources;
  diag::Sink sink;
  const auto documents = yaml::read(sources, sources.add("crd.yaml", R"(
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: toolhive.stacklok.dev
  names: {kind: MCPTelemetryConfig}
  versions:
  - name: v1beta1
    served: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              sampling: {type: object, properties: {ratio: {type: string}}}
              prometheus:
                type: object
                properties: {enabled: {type: boolean}, metricsOnTransportPort: {type: boolean}, path: {type: string}}
)"),
                                    sink);
  const Schemas crds = Schemas::from_crds(documents, sources, sink);
  REQUIRE_FALSE(sink.has_errors());
  CHECK(paths("MCPTelemetryConfig", "{sampling: {ratio: a}, prometheus: {enabled: true, path: a, enabld: true}}",
              &crds) == Said{"spec.sampling -> ", "spec.prometheus.path -> "});
  CHECK(warnings("MCPTelemetryConfig", "{prometheus: {metricsOnTransportPort: true}}", &crds, Set::kV0_44) ==
        Said{"spec.prometheus.metricsOnTransportPort -> : the operator does not know \"metricsOnTransportPort\" and "
             "drops it, though the API server admits it; accepted since v0.47.0"});
  CHECK(paths("MCPTelemetryConfig", "{prometheus: {metricsOnTransportPort: true}}", &crds).empty());
}

}  // namespace
}  // namespace vmcp::op
