// Prints how the program that is its argument scales: time against yaml-cpp's bare event parse of the same bytes, and
// peak memory against the input's size, for ever twice as many gateways; and what the stages of one small resource
// cost. Figures, never verdicts.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <spawn.h>
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

  void add(double wall_of_run, double processors_of_run) {
    wall = std::min(wall, wall_of_run);
    processors = std::min(processors, processors_of_run);
  }
};

class Stopwatch {
 public:
  double wall() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
  double processors() const { return static_cast<double>(std::clock() - clock_) / CLOCKS_PER_SEC; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::clock_t clock_ = std::clock();
};

constexpr int kRuns = 7;

double seconds(const std::function<void()>& work) {
  Times times;
  for (int run = 0; run < kRuns; ++run) {
    const Stopwatch watch;
    work();
    times.add(watch.wall(), watch.processors());
  }
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

void render_all(const std::string& text, render::Start start) {
  source::Sources sources;
  diag::Sink sink;
  source::Inputs inputs{{{"bench.yaml", sources.add("bench.yaml", text)}}};
  render::Options options;
  options.emit = render::kEverything;
  options.start = start;
  render::run(source::MemoryFileSystem(), sources, inputs, nullptr, options, sink);
}

/// The program that is measured, from its start to its end.
class Program {
 public:
  explicit Program(const char* path) : path_(path) {}

  struct Run {
    double wall = 0;
    double processors = 0;
    double memory = 0;  ///< resident at its peak, in bytes
  };

  /// A run that prints nothing; the benchmark ends where it is no success.
  Run run(std::vector<const char*> arguments) const {
    arguments.insert(arguments.begin(), path_);
    arguments.push_back(nullptr);
    const Stopwatch watch;
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    for (const int output : {STDOUT_FILENO, STDERR_FILENO}) {
      posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0);
    }
    pid_t child = 0;
    const bool spawned =
        posix_spawn(&child, path_, &actions, nullptr, const_cast<char* const*>(arguments.data()), environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    rusage usage{};
    if (spawned) wait4(child, &status, 0, &usage);
    const double wall = watch.wall();
    if (!spawned || status != 0) {
      std::fprintf(stderr, "%s: is no program, or refuses the benchmark's input\n", path_);
      std::exit(1);
    }
    const auto seconds_of = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {wall, seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime), static_cast<double>(usage.ru_maxrss) * 1024};
  }

 private:
  const char* path_;
};

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

/// How many times the bytes of the input the program holds at its peak.
struct Memory {
  double usual = 0;       ///< to print what is printed unless something else is asked for
  double everything = 0;  ///< to print all
};

Memory memory_of(const Program& program, const std::string& text, const char* path) {
  const double bare = program.run({"--version"}).memory;
  const auto times = [&](const char* emit) {
    return (program.run({"render", "--emit", emit, "-f", path}).memory - bare) / static_cast<double>(text.size());
  };
  return {times("deployment"), times("all")};
}

/// A line of the table: what so many gateways cost.
struct Line {
  int count = 0;
  std::string text;
  std::string path;  ///< of the file that has it
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

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: %s vmcp-render\n", arguments[0]);
    return 2;
  }
  const Program program(arguments[1]);
  const std::string directory = std::filesystem::temp_directory_path() / ("vmcp-bench-" + std::to_string(getpid()));
  std::filesystem::create_directory(directory);
  std::vector<Line> lines;
  for (const int gateway_count : {1000, 2000, 4000, 8000, 16'000}) {
    Line& line = lines.emplace_back();
    line.count = gateway_count;
    line.text = gateways(gateway_count);
    line.path = directory + "/" + std::to_string(gateway_count) + ".yaml";
    std::ofstream(line.path) << line.text;
    line.memory = memory_of(program, line.text, line.path.c_str());
  }
  // In rounds, not line by line: a machine that is slower for a while is so for what is compared, too. What is short is
  // disturbed more easily, and is run more often.
  for (int round = 0; round < kRuns; ++round) {
    for (Line& line : lines) {
      for (int run = 0; run < std::max(1, 4000 / line.count); ++run) {
        const Stopwatch watch;
        parse_bare(line.text);
        line.events.add(watch.wall(), watch.processors());
        const Program::Run render = program.run({"render", "--emit", "all", "-f", line.path.c_str()});
        line.render.add(render.wall, render.processors);
      }
    }
  }
  std::filesystem::remove_all(directory);
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
