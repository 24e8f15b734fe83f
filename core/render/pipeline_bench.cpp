// Prints how rendering scales: time against yaml-cpp's bare event parse of the same bytes, time for twice the input,
// peak memory against the input's size, and what one small resource costs. Figures, never verdicts.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include "core/admission/admit.h"
#include "core/admission/schemas.h"
#include "core/render/pipeline.h"
#include "core/yaml/read.h"

namespace {

using namespace vmcp;

/// `count` gateways, each with its group, OIDC configuration and two back ends: about 1.2 kB of YAML each.
std::string gateways(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const std::string name = "gateway-" + std::to_string(i);
    text += "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPGroup\nmetadata:\n  name: " + name +
            "\n  namespace: bench\n---\n"
            "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPOIDCConfig\nmetadata:\n  name: " +
            name + "\n  namespace: bench\nspec:\n  type: inline\n  inline:\n    issuer: https://" + name +
            ".example.com\n---\n"
            "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata:\n  name: " +
            name + "\n  namespace: bench\nspec:\n  groupRef:\n    name: " + name +
            "\n  incomingAuth:\n    type: oidc\n    oidcConfigRef:\n      name: " + name +
            "\n      audience: https://" + name + ".example.com/mcp\n      resourceUrl: https://" + name +
            ".example.com/mcp\n  config:\n    aggregation:\n      conflictResolution: prefix\n"
            "  authServerConfig:\n    issuer: https://" +
            name +
            ".example.com\n    signingKeySecretRefs:\n    - name: signing\n      key: private.pem\n"
            "    hmacSecretRefs:\n    - name: hmac\n      key: current\n"
            "    upstreamProviders:\n    - name: corporate\n      type: oidc\n      oidcConfig:\n"
            "        issuerUrl: https://login.example.com\n        clientId: " +
            name +
            "\n        clientSecretRef:\n          name: corporate\n          key: client-secret\n"
            "        scopes: [openid, profile, email]\n---\n";
  }
  return text;
}

double seconds(const std::function<void()>& work) {
  constexpr int kRuns = 7;
  std::vector<double> times;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = std::chrono::steady_clock::now();
    work();
    times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::ranges::sort(times);
  return times[times.size() / 2];
}

class IgnoreEvents final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

void parse_bare(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  IgnoreEvents events;
  while (parser.HandleNextDocument(events)) {
  }
}

std::size_t render_all(const std::string& text, render::Start start = render::Start::kWarn) {
  source::Sources sources;
  diag::Sink sink;
  source::Inputs inputs{{{"bench.yaml", sources.add("bench.yaml", text)}}};
  render::Options options;
  options.emit = render::Emit::kRbac | render::Emit::kConfig | render::Emit::kService | render::Emit::kDeployment;
  options.start = start;
  const render::Result result = render::run(source::MemoryFileSystem(), sources, inputs, nullptr, options, sink);
  return sink.has_errors() ? 0 : result.manifests.size();
}

/// Peak resident memory in bytes of a process that does only `work`.
double peak_memory(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;
}

/// Seconds that admission alone takes, for a document as it comes from the reader.
double admission_seconds(const std::string& text, const std::function<const admission::Schemas&()>& schemas) {
  source::Sources sources;
  diag::Sink sink;
  const std::vector<yaml::Document> documents = yaml::read(sources, sources.add("bench.yaml", text), sink);
  return seconds([&] {
    const admission::Schemas& used = schemas();
    for (const yaml::Document& document : documents) admission::admit(document, used, {}, sources, sink);
  });
}

std::string file(const std::string& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

int main() {
  const std::string text = gateways(1000);
  const std::string twice = gateways(2000);
  const double memory = peak_memory([&] { render_all(text); });
  const double bare_memory = peak_memory([] {});
  const std::size_t bytes = render_all(text);
  if (bytes == 0) {
    std::fputs("the benchmark's input is refused\n", stderr);
    return 1;
  }
  const double parse = seconds([&] { parse_bare(text); });
  const double once = seconds([&] { render_all(text); });
  const double doubled = seconds([&] { render_all(twice); });
  const std::string resource = file(VMCP_SOURCE_DIR "/testdata/conformance/a-authserver-everything-on/input.yaml");
  std::optional<admission::Schemas> schemas;
  const double cold = admission_seconds(
      resource, [&]() -> const admission::Schemas& { return schemas.emplace(admission::Schemas::builtin()); });
  const double warm = admission_seconds(resource, [&]() -> const admission::Schemas& { return *schemas; });

  std::printf("input %.2f MB, output %.2f MB\n", static_cast<double>(text.size()) / 1e6,
              static_cast<double>(bytes) / 1e6);
  std::printf("%-52s %10.1f ms\n", "yaml-cpp, events only", parse * 1e3);
  std::printf("%-52s %10.1f ms\n", "render, 1,000 gateways", once * 1e3);
  std::printf("%-52s %10.2f\n", "render / events only", once / parse);
  std::printf("%-52s %10.2f\n", "render of twice the input / render", doubled / once);
  std::printf("%-52s %10.1f\n", "peak memory / input", (memory - bare_memory) / static_cast<double>(text.size()));
  const double rendered = seconds([&] { render_all(resource, render::Start::kOff); });
  const double checked = seconds([&] { render_all(resource, render::Start::kError); });

  std::printf("%-52s %10.3f ms\n", "render 7.7 kB of resources", rendered * 1e3);
  std::printf("%-52s %10.2f\n", "the same with the start stage / without", checked / rendered);
  std::printf("%-52s %10.3f ms\n", "admit 7.7 kB of resources, schemas read for it", cold * 1e3);
  std::printf("%-52s %10.3f ms\n", "admit 7.7 kB of resources, schemas at hand", warm * 1e3);
  return 0;
}
