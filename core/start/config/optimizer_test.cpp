#include <doctest/doctest.h>

#include "core/start/config/checks.h"
#include "core/start/test_gateway.h"

using Findings = std::vector<std::string>;

namespace {

Findings optimizer(std::string_view members, std::string_view more = "") {
  return vmcp::start::foretold(vmcp::start::gateway_with("config: {optimizer: {embeddingService: 'http://e', " +
                                                         std::string(members) + "}}" + std::string(more)),
                               vmcp::start::check_optimizer);
}

const std::string kPath = "spec.config.optimizer";

}  // namespace

TEST_CASE("ratio and threshold are numbers within their bounds") {
  CHECK(optimizer("hybridSearchSemanticRatio: '1.0', semanticDistanceThreshold: '2.0'").empty());
  CHECK(optimizer("hybridSearchSemanticRatio: '.5', semanticDistanceThreshold: '0'").empty());
  CHECK(optimizer("hybridSearchSemanticRatio: '0." + std::string(400, '0') + "1'").empty());
  CHECK(optimizer("hybridSearchSemanticRatio: '1.01', semanticDistanceThreshold: '2.01'") ==
        Findings{"error out-of-range " + kPath + ".hybridSearchSemanticRatio",
                 "error out-of-range " + kPath + ".semanticDistanceThreshold"});
  CHECK(optimizer("hybridSearchSemanticRatio: '" + std::string(400, '9') + "'") ==
        Findings{"error out-of-range " + kPath + ".hybridSearchSemanticRatio"});
}

TEST_CASE("OpenAI needs a model, and headers that HTTP knows") {
  CHECK(optimizer("embeddingProvider: tei").empty());
  CHECK(optimizer("embeddingProvider: openai, embeddingModel: m, embeddingHeaders: {X-Team: a}").empty());
  CHECK(optimizer("embeddingProvider: openai, embeddingHeaders: {" + std::string(257, 'x') + ": a, z: ''}") ==
        Findings{"error missing-field " + kPath + ".embeddingModel",
                 "error invalid-format " + kPath + ".embeddingHeaders[" + std::string(257, 'x') + "]",
                 "error invalid-format " + kPath + ".embeddingHeaders[z]"});
}

TEST_CASE("an optimizer and policies exclude each other") {
  constexpr std::string_view kAuthz =
      ", incomingAuth: {type: anonymous, authzConfig: {type: inline, inline: {policies: [p]}}}";
  const std::string text =
      "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: v, namespace: ns}, "
      "spec: {groupRef: {name: g}" +
      std::string(kAuthz);
  const auto check = [&](std::string_view members) {
    return vmcp::start::foretold(
        text + std::string(members) + vmcp::start::object_with("EmbeddingServer", "e", "port: 1"),
        vmcp::start::check_optimizer);
  };
  CHECK(check("}}\n").empty());
  CHECK(check(", config: {optimizer: {embeddingService: x}}}}\n") == Findings{"error conflicting-fields " + kPath});
  CHECK(check(", embeddingServerRef: {name: e}}}\n") == Findings{"error conflicting-fields spec.embeddingServerRef"});
}
