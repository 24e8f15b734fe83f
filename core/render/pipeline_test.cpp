#include "core/render/pipeline.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace vmcp;

namespace {

/// Enough gateways that reading and rendering are cut into parts, on a machine with several processors.
constexpr int kMany = 300;

std::string gateway(int number, const std::string& authentication) {
  const std::string name = "gateway-" + std::to_string(number);
  return "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPGroup\nmetadata:\n  name: " + name +
         "\n---\napiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata:\n  name: " + name +
         "\n  annotations:\n    filler: " + std::string(400, 'x') + "\nspec:\n  groupRef:\n    name: " + name +
         "\n  incomingAuth:\n    type: " + authentication + "\n---\n";
}

struct Run {
  std::string manifests;
  std::vector<diag::Diagnostic> findings;
};

Run run(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  source::Inputs inputs{{{"in.yaml", sources.add("in.yaml", text)}}};
  const render::Result result = render::run(source::MemoryFileSystem(), sources, inputs, nullptr, {}, sink);
  return {result.manifests, sink.sorted()};
}

}  // namespace

TEST_CASE("many gateways are printed as each of them would be, in order") {
  std::string all;
  std::string expected;
  for (int i = 0; i < kMany; ++i) {
    const std::string one = gateway(i, "anonymous");
    all += one;
    if (i > 0) expected += "---\n";
    expected += run(one).manifests;
  }
  REQUIRE(all.size() > 128 * 1024);
  const Run many = run(all);
  CHECK(many.findings.empty());
  CHECK(many.manifests == expected);
}

TEST_CASE("what gateways suppress is not found in a large input either") {
  std::string all;
  for (int i = 0; i < kMany; ++i) {
    std::string one = gateway(i, "anonymous");
    one.replace(one.find("  annotations:\n"), 15, "  annotations:\n    vmcp-render/suppress: object-field-invalid\n");
    one.insert(one.rfind("---\n"), "  podTemplateSpec: {metadata: {labels: {app.kubernetes.io/instance: other}}}\n");
    all += one;
  }
  const Run many = run(all);
  CHECK(many.findings.empty());
  CHECK(many.manifests.find("name: gateway-299\n") != std::string::npos);
}

TEST_CASE("findings in a large input have the lines of the whole") {
  std::string all;
  for (int i = 0; i < kMany; ++i) all += gateway(i, i == 7 || i == kMany - 1 ? "none" : "anonymous");
  constexpr std::size_t kLinesEach = 17;
  constexpr std::size_t kLine = 16;
  const Run many = run(all);
  REQUIRE(many.findings.size() == 2);
  CHECK(many.findings[0].place.line == 7 * kLinesEach + kLine);
  CHECK(many.findings[1].place.line == (kMany - 1) * kLinesEach + kLine);
  CHECK(many.findings[1].resource.name == "gateway-299");
}
