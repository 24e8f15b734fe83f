#include "core/operator/config/optimizer.h"

#include <doctest/doctest.h>

#include "core/operator/config/embedding_server.h"
#include "core/operator/test_world.h"

using vmcp::op::TestWorld;
using Findings = std::vector<std::string>;

namespace {

std::string server_with(std::string_view spec) {
  return "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s, namespace: ns}, "
         "spec: " +
         std::string(spec) + "}\n";
}

constexpr std::string_view kEmbeddingServer = R"(---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: EmbeddingServer
metadata: {name: e, namespace: ns}
spec: {port: 9090}
)";

Findings validated(std::string_view spec) {
  const TestWorld world(server_with(spec));
  vmcp::op::validate_optimizer(world.context());
  return world.findings();
}

}  // namespace

TEST_CASE("an optimizer needs an embedding service") {
  CHECK(validated("{}").empty());
  CHECK(validated("{embeddingServerRef: {name: e}, config: {optimizer: {}}}").empty());
  CHECK(validated("{config: {optimizer: {embeddingService: http://e}}}").empty());
  CHECK(validated("{config: {optimizer: {}}}") ==
        Findings{"error missing-field spec.config.optimizer.embeddingService"});
  CHECK(validated("{embeddingServerRef: {}}") == Findings{"error missing-field spec.embeddingServerRef.name"});
}

TEST_CASE("an EmbeddingServer's URL is the embedding service") {
  const auto populated = [](std::string_view spec, Findings findings) {
    const TestWorld world(server_with(spec) + std::string(kEmbeddingServer));
    vmcp::model::config::Config config = world.context().spec().config;
    vmcp::op::populate_optimizer(world.context(), config);
    CHECK(world.findings() == findings);
    return config.optimizer ? config.optimizer->embedding_service : "no optimizer";
  };
  const std::string url = "http://e.ns.svc.cluster.local:9090";
  CHECK(populated("{}", {}) == "no optimizer");
  CHECK(populated("{embeddingServerRef: {name: e}}", {}) == url);
  CHECK(populated("{embeddingServerRef: {name: e}, config: {optimizer: {}}}", {}) == url);
  CHECK(populated("{embeddingServerRef: {name: e}, config: {optimizer: {embeddingService: x}}}",
                  {"warning embedding-service-replaced spec.config.optimizer.embeddingService"}) == url);
  CHECK(populated("{config: {optimizer: {embeddingService: x}}}",
                  {"warning unmanaged-embedding-service spec.config.optimizer.embeddingService"}) == "x");
  // No EmbeddingServer could be named in its place.
  CHECK(populated("{config: {optimizer: {embeddingProvider: openai, embeddingService: x}}}", {}) == "x");
}

TEST_CASE("an EmbeddingServer that is not there is an error") {
  const TestWorld world(server_with("{embeddingServerRef: {name: f}}") + std::string(kEmbeddingServer));
  vmcp::op::validate_embedding_server_ref(world.context());
  CHECK(world.findings() == Findings{"error reference-not-found spec.embeddingServerRef.name"});
}
