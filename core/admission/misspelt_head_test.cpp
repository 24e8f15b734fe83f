#include "core/admission/misspelt_head.h"

#include <doctest/doctest.h>
#include <vector>

#include "core/admission/admit.h"
#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

using Texts = std::vector<std::string>;

/// What is found in a document, and who it is taken to be.
Texts findings(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("cr.yaml", text), sink);
  REQUIRE(documents.size() == 1);
  MisspeltKeys misspelt;
  mend_head(documents.front().root, misspelt);
  Object refused;
  admit(std::move(documents.front()), Schemas::builtin(), {"default", &misspelt}, sources, sink, &refused);
  Texts texts{refused.name_space + '/' + refused.name};
  for (const diag::Diagnostic& finding : sink.all()) {
    texts.push_back(std::to_string(finding.place.line) + ' ' + std::string(finding.code) + ' ' + finding.path + " -> " +
                    finding.suggestion);
  }
  return texts;
}

TEST_CASE("a misspelt field of a head is one finding, and the object is who it was meant to be") {
  const auto of = [](const std::string& api_version, const std::string& kind, const std::string& metadata) {
    return findings(api_version + ": toolhive.stacklok.dev/v1beta1\n" + kind + ": MCPGroup\n" + metadata);
  };
  const std::string named = "metadata: {name: tools, namespace: mcp}\n";
  CHECK(of("apiversion", "kind", named) == Texts{"mcp/tools", "1 unknown-field apiversion -> apiVersion"});
  CHECK(of("apiVersion", "kind", named + "sepc: {}\n") == Texts{"mcp/tools", "4 unknown-field sepc -> spec"});
  CHECK(of("apiVersion", "knid", named) == Texts{"mcp/tools", "2 unknown-field knid -> kind"});
  CHECK(of("apiVersion", "kind", "metdata: {name: tools, namespace: mcp}\n") ==
        Texts{"mcp/tools", "3 unknown-field metdata -> metadata"});
  CHECK(of("apiVersion", "kind", "metadata: {nmae: tools, namespace: mcp}\n") ==
        Texts{"mcp/tools", "3 unknown-field metadata.nmae -> name"});
  CHECK(of("apiVersion", "kind", "metadata: {name: tools, nmaespace: mcp}\n") ==
        Texts{"mcp/tools", "3 unknown-field metadata.nmaespace -> namespace"});
}

TEST_CASE("which of two fields was meant is not guessed") {
  CHECK(findings("apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPGroup\nmetadata: {nam: a, nme: b}\n").size() ==
        4);
}

TEST_CASE("heads are mended of what is read, and stay as they are in other objects") {
  const auto mends = [](const std::string& kind) {
    source::Sources sources;
    diag::Sink sink;
    std::vector<yaml::Document> documents =
        yaml::read(sources, sources.add("a.yaml", "apiVersion: v1\nkind: " + kind + "\nmetdata: {name: a}\n"), sink);
    MisspeltKeys misspelt;
    mend_head(documents.front().root, misspelt);
    CHECK((documents.front().root.find("metdata") == nullptr) == !misspelt.empty());
    return !misspelt.empty();
  };
  CHECK(mends("Secret"));
  CHECK_FALSE(mends("Pod"));
}

}  // namespace
}  // namespace vmcp::admission
