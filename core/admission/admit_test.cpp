#include "core/admission/admit.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

struct Outcome {
  std::optional<Object> object;
  std::vector<diag::Diagnostic> findings;
};

Outcome admit_text(const std::string& text, const Options& options = {}) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("cr.yaml", text), sink);
  REQUIRE(documents.size() == 1);
  Outcome outcome;
  outcome.object = admit(std::move(documents.front()), Schemas::builtin(), options, sources, sink);
  outcome.findings.assign(sink.all().begin(), sink.all().end());
  return outcome;
}

std::string server(const std::string& rest) {
  return "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\n" + rest;
}

TEST_CASE("a refused object is kept as far as it was understood") {
  source::Sources sources;
  diag::Sink sink;
  const std::string text = server("metadata: {name: gateway}\nspec: {groupReff: {name: tools}, nonsense: 1}\n");
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("cr.yaml", text), sink);
  Object refused;
  CHECK_FALSE(admit(std::move(documents.front()), Schemas::builtin(), {}, sources, sink, &refused).has_value());
  const yaml::Value* spec = refused.value.find("spec");
  REQUIRE(spec != nullptr);
  REQUIRE(spec->find("groupRef") != nullptr);
  CHECK(spec->find("groupRef")->string_at("name") == "tools");
  CHECK(spec->find("nonsense") == nullptr);
}

TEST_CASE("an admitted object is defaulted, without its status and what SOPS says of it") {
  const Outcome outcome = admit_text(server(R"(metadata: {name: gateway}
spec:
  groupRef: {name: tools}
  incomingAuth: {type: anonymous}
status: {phase: 3}
sops: {mac: "ENC[AES256_GCM,data:x]", version: 3.9.0}
)"));
  REQUIRE(outcome.object.has_value());
  const Object& object = *outcome.object;
  CHECK(object.name == "gateway");
  CHECK(object.name_space == "default");
  CHECK(object.group() == kToolhiveGroup);
  CHECK(object.value.find("status") == nullptr);
  CHECK(object.value.find("sops") == nullptr);
  CHECK(object.value.find("spec")->string_at("serviceType") == "ClusterIP");
}

TEST_CASE("what SOPS says of a ConfigMap is no field of it, and tells of a Secret that it is encrypted") {
  const std::string sops = "sops: {mac: 'ENC[AES256_GCM,data:x]', version: 3.9.0}\n";
  const auto admitted = [&](const std::string& kind) {
    return admit_text("apiVersion: v1\nkind: " + kind + "\nmetadata: {name: a}\n" + sops);
  };
  const Outcome config_map = admitted("ConfigMap");
  REQUIRE(config_map.object.has_value());
  CHECK(config_map.object->value.find("sops") == nullptr);
  const Outcome secret = admitted("Secret");
  REQUIRE(secret.object.has_value());
  CHECK(secret.object->value.find("sops") != nullptr);
}

TEST_CASE("the namespace is the object's, else the one asked for") {
  Options options;
  options.default_namespace = "elsewhere";
  const std::string spec = "spec: {groupRef: {name: a}, incomingAuth: {type: anonymous}}";
  CHECK(admit_text(server("metadata: {name: a}\n" + spec), options).object->name_space == "elsewhere");
  CHECK(admit_text(server("metadata: {name: a, namespace: b}\n" + spec), options).object->name_space == "b");
}

TEST_CASE("what is not served is refused, what nothing reads is passed over") {
  struct Case {
    std::string document;
    std::string code;  ///< empty: no finding and no object
    std::string suggestion;
  };
  const Case cases[] = {
      {"{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMcpServer, metadata: {name: x}}", "unknown-kind",
       "VirtualMCPServer"},
      {"{apiVersion: toolhive.stacklok.dev/v1, kind: MCPGroup, metadata: {name: x}}", "unknown-version",
       "toolhive.stacklok.dev/v1beta1"},
      {"{apiVersion: toolhive.stacklok.dev/v1beta1, metadata: {name: x}}", "missing-field", ""},
      {"{kind: MCPGroup, metadata: {name: x}}", "missing-field", "toolhive.stacklok.dev/v1beta1"},
      {"{kind: MCPServer, metadata: {name: x}}", "missing-field", ""},
      {"{apiVersion: toolhive.stacklok.com/v1alpha1, kind: MCPGroup, metadata: {name: x}}", "unknown-group",
       "toolhive.stacklok.dev/v1alpha1"},
      {"{apiVersion: v1, kind: MCPGroup, metadata: {name: x}}", "unknown-group", "toolhive.stacklok.dev/v1beta1"},
      {"{apiVersion: kagent.dev/v1alpha1, kind: MCPServer, metadata: {name: x}}", "", ""},
      {"{apiVersion: 1, kind: MCPGroup, metadata: {name: x}}", "wrong-type", ""},
      {"{apiVersion: v2, kind: Secret, metadata: {name: x}}", "unknown-version", ""},
      {"{apiVersion: batch/v1, kind: Job, metadata: {name: Not Checked}}", "", ""},
      {"{apiVersion: external-secrets.io/v1beta1, kind: ExternalSecret, metadata: {name: Bad}}", "invalid-name", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.document);
    const Outcome outcome = admit_text(c.document);
    CHECK_FALSE(outcome.object.has_value());
    REQUIRE(outcome.findings.size() == (c.code.empty() ? 0 : 1));
    if (outcome.findings.empty()) continue;
    CHECK(std::string(outcome.findings[0].code) == c.code);
    CHECK(outcome.findings[0].suggestion == c.suggestion);
  }
}

TEST_CASE("all findings come at once, each with its place") {
  const Outcome outcome = admit_text(server(R"(metadata:
  name: Gateway
spec:
  groupRef: {name: tools}
  incomingAuth:
    typ: oidc
  replicas: many
)"));
  CHECK_FALSE(outcome.object.has_value());
  std::vector<std::string> seen;
  for (const diag::Diagnostic& finding : outcome.findings) {
    seen.push_back(std::to_string(finding.place.line) + ':' + std::to_string(finding.place.column) + ' ' +
                   std::string(finding.code) + ' ' + finding.path);
    CHECK(finding.stage == diag::Stage::kAdmission);
    CHECK(finding.resource.kind == "VirtualMCPServer");
  }
  CHECK(seen == std::vector<std::string>{"4:3 invalid-name metadata.name", "8:5 unknown-field spec.incomingAuth.typ",
                                         "9:3 wrong-type spec.replicas"});
}

TEST_CASE("what is wrong below a misspelt field, or in an object of a misspelt type, is said with that") {
  const auto said = [](const std::string& text) {
    std::vector<std::string> seen;
    for (const diag::Diagnostic& finding : admit_text(text).findings) {
      seen.push_back(std::to_string(finding.place.line) + ':' + std::to_string(finding.place.column) + ' ' +
                     std::string(finding.code) + ' ' + finding.path);
    }
    return seen;
  };
  using Said = std::vector<std::string>;
  const std::string spec = "  groupRef: {name: tools}\n  incomingAuth: {type: nobody}\n";
  const std::string beta = "apiVersion: toolhive.stacklok.dev/v1beta1\n";
  CHECK(said(server("metadata: {name: g}\nsepc:\n" + spec)) ==
        Said{"4:1 unknown-field sepc", "6:18 not-in-enum spec.incomingAuth.type"});
  CHECK(said(server("metadata: {name: g}\nspec:\n  groupRef: {name: tools}\n  incommingAuth: {typ: nobody}\n")) ==
        Said{"6:3 unknown-field spec.incommingAuth", "6:19 unknown-field spec.incomingAuth.typ",
             "6:19 not-in-enum spec.incomingAuth.type"});
  // What has another shape may have been meant otherwise.
  CHECK(said(server("metadata: {name: g}\nspecs: true\n")) == Said{"4:1 unknown-field specs"});
  CHECK(said(beta + "kind: VirtualMCPServers\nmetadata: {name: g}\nspec:\n" + spec) ==
        Said{"2:1 unknown-kind kind", "6:18 not-in-enum spec.incomingAuth.type"});
  CHECK(said("apiVersion: toolhive.stacklok.dev/v1\nkind: VirtualMCPServer\nmetadata: {name: g}\nspec:\n" + spec) ==
        Said{"1:1 unknown-version apiVersion", "6:18 not-in-enum spec.incomingAuth.type"});
  CHECK(said("apiVersion: toolhive.stacklok.com/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: g}\nspec:\n" +
             spec) == Said{"1:1 unknown-group apiVersion", "6:18 not-in-enum spec.incomingAuth.type"});
  CHECK(said("kind: VirtualMCPServer\nmetadata: {name: g}\nspec:\n" + spec) ==
        Said{"1:1 missing-field apiVersion", "5:18 not-in-enum spec.incomingAuth.type"});
  // As the items of a list whose kind is misspelt.
  CHECK(said(beta + "kind: VirtualMCPServerLists\nmetadata: {name: g}\nspec:\n" + spec) ==
        Said{"2:1 unknown-kind kind", "6:18 not-in-enum spec.incomingAuth.type"});
  // A kind that is near several is none of them for sure.
  CHECK(said(beta + "kind: VirtualMCPTool\nmetadata: {name: g}\nspec: {a: b}\n") == Said{"2:1 unknown-kind kind"});
}

TEST_CASE("quotes are named where they would help") {
  const auto hint = [](const std::string& image) {
    const Outcome outcome = admit_text(
        "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPServer\n"
        "metadata: {name: s}\nspec: {transport: stdio, image: " +
        image + "}\n");
    REQUIRE(outcome.findings.size() == 1);
    return outcome.findings[0].message;
  };
  CHECK(hint("1") == "expected string, found an integer; quotes would make it a string");
  CHECK(hint("!!int \"1\"") == "expected string, found an integer");
}

TEST_CASE("documents that are no objects are told from objects") {
  const auto is = [](const std::string& text) {
    source::Sources sources;
    diag::Sink sink;
    return is_object(yaml::read(sources, sources.add("x", text), sink).at(0).root);
  };
  CHECK(is("{apiVersion: v1, kind: Pod}"));
  CHECK(is("{apiVersion: toolhive.stacklok.dev/v1beta1}"));
  CHECK_FALSE(is("{replicaCount: 1, image: {tag: x}}"));
  CHECK_FALSE(is("{kind: StatefulSet}"));
}

}  // namespace
}  // namespace vmcp::admission
