#include "core/admission/facts.h"

#include <doctest/doctest.h>
#include <functional>
#include <string>
#include <vector>

#include "core/admission/rule_messages.h"
#include "core/admission/schemas.h"
#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

void visit(const Schema& schema, const std::function<void(const Schema&)>& visitor) {
  visitor(schema);
  for (const Property& property : schema.properties) visit(*property.schema, visitor);
  if (schema.items != nullptr) visit(*schema.items, visitor);
  if (schema.additional_properties != nullptr) visit(*schema.additional_properties, visitor);
}

std::vector<yaml::Document> parse(source::Sources& sources, const std::string& text) {
  diag::Sink sink;
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("crd.yaml", text), sink);
  REQUIRE_FALSE(sink.has_errors());
  return documents;
}

constexpr const char* kCrd = R"(
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: toolhive.stacklok.dev
  names: {kind: Thing}
  versions:
  - name: v1alpha1
    served: true
    schema:
      openAPIV3Schema: &schema
        description: prose
        type: object
        properties:
          spec:
            type: object
            description: prose
            properties:
              size: {type: integer, default: 1, maximum: 3}
            x-kubernetes-validations:
            - {rule: "self.size != 2", message: two is taken, fieldPath: .size}
            - {rule: "self.size ===", message: no CEL}
          status: {type: object, properties: {phase: {type: string}}}
  - name: v1beta1
    served: true
    schema: {openAPIV3Schema: *schema}
  - name: v1
    served: false
    schema: {openAPIV3Schema: {type: object}}
)";

TEST_CASE("every built-in kind has a schema in every version, with rules and patterns that compile") {
  for (const release::Set set : release::kSets) {
    CAPTURE(release::first_tag(set));
    const Schemas schemas = Schemas::builtin(set);
    CHECK(schemas.kinds().size() == 14);
    for (const std::string_view kind : schemas.kinds()) {
      CAPTURE(kind);
      const auto versions = schemas.versions(kind);
      REQUIRE_FALSE(versions.empty());
      for (const std::string_view version : versions) {
        const Schema* schema = schemas.find(version, kind);
        REQUIRE(schema != nullptr);
        REQUIRE(schema->property("spec") != nullptr);
        CHECK(schema->property("status") == nullptr);
        visit(*schema, [](const Schema& node) {
          if (node.pattern) CHECK(node.pattern->valid());
          for (const Rule& rule : node.rules) {
            CAPTURE(rule.text().expression);
            CHECK(rule.compile_error().empty());
            CHECK(rule.text().message.empty());
            CHECK_FALSE(rule_message(rule.text().expression).empty());
          }
        });
      }
    }
    CHECK(schemas.versions("VirtualMCPServer") == std::vector<std::string_view>{"v1alpha1", "v1beta1"});
    CHECK(schemas.find("v1", "VirtualMCPServer") == nullptr);
    CHECK(schemas.find("v1beta1", "VirtualMcpServer") == nullptr);
  }
}

TEST_CASE("sets of releases share the schemas in which they do not differ") {
  const Schemas schemas = Schemas::builtin(release::Set::kV0_56);
  CHECK(schemas.set() == release::Set::kV0_56);
  const auto find = [&](std::string_view kind, release::Set set) { return schemas.find("v1beta1", kind, set); };
  CHECK(schemas.find("v1beta1", "VirtualMCPServer") == find("VirtualMCPServer", release::Set::kV0_56));
  CHECK(find("VirtualMCPServer", release::Set::kV0_59) == find("VirtualMCPServer", release::Set::kV0_60));
  CHECK(find("VirtualMCPServer", release::Set::kV0_57) != find("VirtualMCPServer", release::Set::kV0_56));
  CHECK(find("MCPServer", release::Set::kV0_55) == find("MCPServer", release::kNewestSet));
  CHECK(find("MCPGroup", release::kOldestSet) == find("MCPGroup", release::kNewestSet));
}

TEST_CASE("facts keep what a schema says and no prose") {
  source::Sources sources;
  const auto documents = parse(sources, kCrd);
  const auto facts = facts_of(documents.at(0).root, RuleMessages::kDrop);
  REQUIRE(facts.has_value());
  const auto expected = parse(sources, R"(
kind: Thing
schemas:
- versions: [v1alpha1, v1beta1]
  schema:
    type: object
    properties:
      spec:
        type: object
        properties: {size: {type: integer, default: 1, maximum: 3}}
        rules: [{rule: "self.size != 2", fieldPath: .size}, {rule: "self.size ==="}]
)");
  CHECK(*facts == expected.at(0).root);
}

TEST_CASE("CRDs can be read at run time") {
  source::Sources sources;
  diag::Sink sink;
  const Schemas schemas = Schemas::from_crds(parse(sources, kCrd), sources, sink);
  CHECK(schemas.kinds() == std::vector<std::string_view>{"Thing"});
  const Schema* schema = schemas.find("v1beta1", "Thing");
  REQUIRE(schema != nullptr);
  REQUIRE(schema->property("spec")->rules.size() == 2);
  CHECK(schema->property("spec")->rules[0].text().message == "two is taken");
  CHECK(schemas.find("v1", "Thing") == nullptr);

  CHECK_FALSE(sink.has_errors());
  REQUIRE_FALSE(sink.all().empty());
  for (const diag::Diagnostic& warning : sink.all()) {
    CHECK(warning.code == diag::Code("rule-not-checked"));
    CHECK(warning.message.find("self.size ===") != std::string::npos);
    CHECK(warning.place.file == "crd.yaml");
  }
}

TEST_CASE("CRDs without ToolHive's kinds are refused") {
  source::Sources sources;
  diag::Sink sink;
  const auto documents = parse(sources, "{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}");
  Schemas::from_crds(documents, sources, sink);
  REQUIRE(sink.all().size() == 1);
  CHECK(sink.all()[0].code == diag::Code("no-crd"));
}

}  // namespace
}  // namespace vmcp::admission
