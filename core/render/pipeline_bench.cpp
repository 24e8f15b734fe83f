// Prints how rendering scales: time against yaml-cpp's bare event parse of the same bytes, and peak memory against the
// input's size, for ever twice as many gateways; and what one small resource costs. Figures, never verdicts.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
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

/// `count` gateways, each with its group, OIDC configuration and what makes its Secret: about 1.5 kB of YAML each.
std::string gateways(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const std::string name = "gateway-" + std::to_string(i);
    text += "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPGroup\nmetadata:\n  name: " + name +
            "\n  namespace: bench\n---\n"
            "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPOIDCConfig\nmetadata:\n  name: " +
            name + "\n  namespace: bench\nspec:\n  type: inline\n  inline:\n    issuer: https://" + name +
            ".example.com\n---\n"
            "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: " +
            name +
            "\n  namespace: bench\nspec:\n  secretStoreRef:\n    kind: ClusterSecretStore\n    name: vault\n  data:\n"
            "  - secretKey: private.pem\n    remoteRef:\n      key: signing\n"
            "  - secretKey: current\n    remoteRef:\n      key: hmac\n"
            "  - secretKey: client-secret\n    remoteRef:\n      key: corporate\n---\n"
            "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata:\n  name: " +
            name + "\n  namespace: bench\nspec:\n  groupRef:\n    name: " + name +
            "\n  incomingAuth:\n    type: oidc\n    oidcConfigRef:\n      name: " + name +
            "\n      audience: https://" + name + ".example.com/mcp\n      resourceUrl: https://" + name +
            ".example.com/mcp\n  config:\n    aggregation:\n      conflictResolution: prefix\n"
            "  authServerConfig:\n    issuer: https://" +
            name + ".example.com\n    signingKeySecretRefs:\n    - name: " + name +
            "\n      key: private.pem\n    hmacSecretRefs:\n    - name: " + name +
            "\n      key: current\n"
            "    upstreamProviders:\n    - name: corporate\n      type: oidc\n      oidcConfig:\n"
            "        issuerUrl: https://login.example.com\n        clientId: " +
            name + "\n        clientSecretRef:\n          name: " + name +
            "\n          key: client-secret\n"
            "        scopes: [openid, profile, email]\n---\n";
  }
  return text;
}

/// The shortest of some runs, in seconds: what else a machine does only ever adds to a run's time.
struct Times {
  double wall = std::numeric_limits<double>::infinity();
  double processors = std::numeric_limits<double>::infinity();  ///< of all threads together

  void add_run(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t clock = std::clock();
    work();
    processors = std::min(processors, static_cast<double>(std::clock() - clock) / CLOCKS_PER_SEC);
    wall = std::min(wall, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
};

constexpr int kRuns = 7;

double seconds(const std::function<void()>& work) {
  Times times;
  for (int run = 0; run < kRuns; ++run) times.add_run(work);
  return times.wall;
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

std::size_t render_all(const std::string& text, render::Start start = render::Start::kWarn,
                       render::Emit emit = render::kEverything) {
  source::Sources sources;
  diag::Sink sink;
  source::Inputs inputs{{{"bench.yaml", sources.add("bench.yaml", text)}}};
  render::Options options;
  options.emit = emit;
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

/// How many times the bytes of the input a process holds at its peak that renders so many gateways.
struct Memory {
  double usual = 0;       ///< to print what is printed unless something else is asked for
  double everything = 0;  ///< to print all
};

Memory memory_of(const std::string& text) {
  const double bare = peak_memory([] {});
  const auto times = [&](render::Emit emit) {
    const double peak = peak_memory([&] { render_all(text, render::Start::kWarn, emit); });
    return (peak - bare) / static_cast<double>(text.size());
  };
  return {times(render::Options().emit), times(render::kEverything)};
}

/// A line of the table: what so many gateways cost.
struct Line {
  int count = 0;
  std::string text;
  Memory memory;
  Times events;
  Times render;
};

/// `half`: the line of half as many, or null.
void print(const Line& line, const Line* half) {
  std::printf("%9d %8.2f %10.1f %10.1f %8.2f %8.2f %8s %8.1f %6.1f\n", line.count,
              static_cast<double>(line.text.size()) / 1e6, line.events.wall * 1e3, line.render.wall * 1e3,
              line.render.wall / line.events.wall, line.render.processors / line.events.processors,
              half == nullptr ? "" : std::to_string(line.render.wall / half->render.wall).substr(0, 4).c_str(),
              line.memory.usual, line.memory.everything);
}

}  // namespace

int main() {
  std::vector<Line> lines;
  for (const int count : {1000, 2000, 4000, 8000, 16'000}) {
    Line& line = lines.emplace_back();
    line.count = count;
    line.text = gateways(count);
    // Before anything is rendered here, whose memory a child would have already.
    line.memory = memory_of(line.text);
  }
  for (const Line& line : lines) {
    if (render_all(line.text) == 0) {
      std::fputs("the benchmark's input is refused\n", stderr);
      return 1;
    }
  }
  // In rounds, not line by line: a machine that is slower for a while is so for what is compared, too.
  for (int run = 0; run < kRuns; ++run) {
    for (Line& line : lines) {
      line.events.add_run([&] { parse_bare(line.text); });
      line.render.add_run([&] { render_all(line.text); });
    }
  }
  std::printf("%9s %8s %10s %10s %8s %8s %8s %8s %6s\n", "gateways", "MB", "events ms", "render ms", "wall x", "CPU x",
              "twice x", "memory x", "all x");
  for (const Line& line : lines) print(line, &line == &lines.front() ? nullptr : &line - 1);

  const std::string resource = file(VMCP_SOURCE_DIR "/testdata/conformance/a-authserver-everything-on/input.yaml");
  std::optional<admission::Schemas> schemas;
  const double cold = admission_seconds(
      resource, [&]() -> const admission::Schemas& { return schemas.emplace(admission::Schemas::builtin()); });
  const double warm = admission_seconds(resource, [&]() -> const admission::Schemas& { return *schemas; });
  const double rendered = seconds([&] { render_all(resource, render::Start::kOff); });
  const double checked = seconds([&] { render_all(resource, render::Start::kError); });
  std::printf("%-52s %10.3f ms\n", "render 7.7 kB of resources", rendered * 1e3);
  std::printf("%-52s %10.2f\n", "the same with the start stage / without", checked / rendered);
  std::printf("%-52s %10.3f ms\n", "admit 7.7 kB of resources, schemas read for it", cold * 1e3);
  std::printf("%-52s %10.3f ms\n", "admit 7.7 kB of resources, schemas at hand", warm * 1e3);
  return 0;
}
