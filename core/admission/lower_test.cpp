#include "core/admission/lower.h"

#include <doctest/doctest.h>

#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

struct Lowered {
  explicit Lowered(std::string text) {
    const std::uint32_t source = sources.add("test.yaml", std::move(text));
    documents = yaml::read(sources, source, sink);
    lower_auth_server_refs(documents, "default", UnreadTexts({}), sources, sink);
  }
  const yaml::Value& spec() const { return *documents.front().root.find("spec"); }

  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents;
};

std::string gateway(std::string_view spec) {
  return "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: gate}\nspec:\n  " +
         std::string(spec) + "\n";
}

std::string config(std::string_view name, std::string_view spec, std::string_view name_space = "default") {
  return "---\napiVersion: toolhive.stacklok.dev/v1alpha1\nkind: MCPExternalAuthConfig\nmetadata: {name: " +
         std::string(name) + ", namespace: " + std::string(name_space) + "}\nspec: " + std::string(spec) + "\n";
}

constexpr const char* kEmbedded = "{type: embeddedAuthServer, embeddedAuthServer: {issuer: 'https://as'}}";

TEST_CASE("a gateway whose config may be in a text that could not be read is left out without a word") {
  source::Sources sources;
  diag::Sink sink;
  auto documents = yaml::read(
      sources, sources.add("test.yaml", gateway("authServerConfigRef: {name: as}") + config("other", kEmbedded)), sink);
  const std::vector<std::string_view> texts = {"kind: MCPExternalAuthConfig\nmetadata: {name: as\n"};
  lower_auth_server_refs(documents, "default", UnreadTexts(texts), sources, sink);
  CHECK(sink.all().empty());
  REQUIRE(documents.size() == 1);
  CHECK(documents.front().root.string_at("kind") == "MCPExternalAuthConfig");
}

TEST_CASE("a reference becomes the block that it names, where that was written") {
  const Lowered lowered(gateway("authServerConfigRef: {name: as}") + config("as", kEmbedded));
  CHECK(lowered.spec().find("authServerConfigRef") == nullptr);
  const yaml::Value* block = lowered.spec().find("authServerConfig");
  REQUIRE(block != nullptr);
  CHECK(block->string_at("issuer") == "https://as");
  CHECK(block->find("issuer")->mark().line == 10);
  REQUIRE(lowered.sink.all().size() == 1);
  CHECK(lowered.sink.all()[0].severity == diag::Severity::kWarning);
  CHECK(lowered.sink.all()[0].place.line == 5);
}

TEST_CASE("references that cannot be lowered are refused and dropped") {
  struct Case {
    std::string text;
    diag::Code code;
    const char* hint;
  };
  for (const Case& row : {
           Case{gateway("authServerConfigRef: {name: az}") + config("as", kEmbedded), "reference-not-found", "as"},
           {gateway("authServerConfigRef: {name: as}") + config("as", kEmbedded, "prod"), "reference-not-found",
            "\"prod\""},
           {gateway("authServerConfigRef: {name: as}") + config("as", "{type: tokenExchange}"), "wrong-config-type",
            "tokenExchange"},
           {gateway("authServerConfigRef: {name: as}\n  authServerConfig: {issuer: 'https://x'}") +
                config("as", kEmbedded),
            "conflicting-fields", "both"},
           {gateway("authServerConfigRef: as") + config("as", kEmbedded), "invalid-reference", "name"},
           {gateway("authServerConfigRef: {name: as, kind: x}") + config("as", kEmbedded), "invalid-reference", "name"},
       }) {
    CAPTURE(row.text);
    const Lowered lowered(row.text);
    CHECK(lowered.spec().find("authServerConfigRef") == nullptr);
    REQUIRE(lowered.sink.all().size() == 1);
    const diag::Diagnostic& finding = lowered.sink.all()[0];
    CHECK(finding.severity == diag::Severity::kError);
    CHECK(finding.code == row.code);
    CHECK((finding.message + finding.suggestion).find(row.hint) != std::string::npos);
  }
}

}  // namespace
}  // namespace vmcp::admission
