#include "testdata/faults/faults.h"

#include <array>
#include <cstdlib>
#include <dlfcn.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <new>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "core/source/folder_fixture.h"
#include "testdata/support.h"

/// The program's main() under another name.
int program_main(int argc, char** argv);

namespace vmcp::faults {
namespace {

namespace fs = std::filesystem;
using source::TestFolder;

constexpr const char* kReport = "report.sarif";

/// What a process that runs the program tells the one that started it, in memory that both have.
class Shared {
 public:
  /// The numbers of an Ended.
  struct Numbers {
    bool returned = false;
    long calls = 0;
    bool failed = false;
    bool muted = false;
    long kept = 0;
    int descriptors = 0;
    std::array<void*, 64> stack = {};
  };

  Shared()
      : numbers_(new (::mmap(nullptr, sizeof(Numbers), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
                     Numbers()) {}
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  ~Shared() { ::munmap(numbers_, sizeof(Numbers)); }

  void put(const Ended& ended) {
    *numbers_ = {ended.returned, ended.calls, ended.failed, ended.muted, ended.kept, ended.descriptors, ended.stack};
  }
  Ended get() const {
    Ended ended;
    ended.returned = numbers_->returned;
    ended.calls = numbers_->calls;
    ended.failed = numbers_->failed;
    ended.muted = numbers_->muted;
    ended.kept = numbers_->kept;
    ended.descriptors = numbers_->descriptors;
    ended.stack = numbers_->stack;
    return ended;
  }

 private:
  Numbers* numbers_;
};

/// The functions that a stack goes through, innermost first. Addresses are the same in a process that was forked.
std::string functions(const Ended& ended) {
  std::string text;
  for (void* frame : ended.stack) {
    Dl_info info;
    if (frame != nullptr && ::dladdr(frame, &info) != 0 && info.dli_sname != nullptr) {
      text.append(info.dli_sname).append("\n");
    }
  }
  return text;
}

bool is_in_re2(const std::string& functions) {
  return functions.find("_ZN3re2") != std::string::npos || functions.find("_ZNK3re2") != std::string::npos;
}

/// RE2, and nlohmann::json where it is made of lists in braces, keep what they had when they find no memory. That is
/// their own affair, and a process that ends for want of memory does not suffer from it. An optimised nlohmann::json
/// is part of the functions that use it.
bool is_in_library(const std::string& functions) {
  const auto names = [&](std::string_view name) { return functions.find(name) != std::string::npos; };
  return is_in_re2(functions) || names("8nlohmann") || names("render_sarif") || names("render_json");
}

int open_descriptors() {
  constexpr int kMost = 256;
  int count = 0;
  for (int i = 0; i < kMost; ++i) count += ::fcntl(i, F_GETFD) == -1 ? 0 : 1;
  return count;
}

void redirect(int descriptor, const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags, 0600);
  ::dup2(file, descriptor);
  ::close(file);
}

/// The streams of a run: files of a folder beside the one that it runs in.
struct Streams {
  std::string in;
  std::string out;
  std::string err;

  void redirect_all() const {
    redirect(STDIN_FILENO, in, O_RDONLY);
    redirect(STDOUT_FILENO, out, O_WRONLY | O_CREAT | O_TRUNC);
    redirect(STDERR_FILENO, err, O_WRONLY | O_CREAT | O_TRUNC);
  }
};

/// The words of a command line, as main() takes them.
class CommandLine {
 public:
  explicit CommandLine(const std::vector<std::string>& arguments) : words_({"vmcp-render"}) {
    words_.insert(words_.end(), arguments.begin(), arguments.end());
    for (std::string& word : words_) pointers_.push_back(word.data());
    pointers_.push_back(nullptr);
  }
  /// Runs the program. What main() lets out ends the process, here as everywhere.
  int run() noexcept { return program_main(static_cast<int>(words_.size()), pointers_.data()); }

 private:
  std::vector<std::string> words_;
  std::vector<char*> pointers_;
};

void fill(const TestFolder& folder, const Scenario& scenario) {
  for (const auto& [name, text] : scenario.folder) folder.write(name, text);
}

/// In the new process: one run with faults, then one without, after which nothing but what is made once may be left.
[[noreturn]] void run_twice(const Scenario& scenario, const Injector& injector, const std::string& first,
                            const std::string& second, const Streams& streams, Shared& shared) {
  Ended ended;
  CommandLine command(scenario.arguments);
  streams.redirect_all();
  if (::chdir(first.c_str()) != 0) ::_exit(99);
  const long before = Allocations::kept();
  injector.arm();
  const int exit_code = command.run();
  injector.disarm(ended);
  ended.returned = true;
  ended.descriptors = open_descriptors();

  redirect(STDIN_FILENO, streams.in, O_RDONLY);
  redirect(STDOUT_FILENO, "/dev/null", O_WRONLY);
  redirect(STDERR_FILENO, "/dev/null", O_WRONLY);
  if (::chdir(second.c_str()) != 0) ::_exit(99);
  command.run();
  ended.kept = Allocations::kept() - before;
  shared.put(ended);
  ::_exit(exit_code);
}

/// How many lines of a message there are, the summary apart.
std::ptrdiff_t message_lines(const std::string& err) {
  std::istringstream stream(err);
  std::ptrdiff_t count = 0;
  for (std::string line; std::getline(stream, line);) count += line.find(" skipped; ") == std::string::npos ? 1 : 0;
  return count;
}

}  // namespace

std::vector<Scenario> scenarios() {
  const std::string gateway = test::read_file(test::testdata() / "demo/gateway.yaml");
  const std::string group =
      "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPGroup\nmetadata: {name: research, namespace: mcp}\n";
  const std::string list = test::read_file(test::testdata() / "golden/function/renamed-by-kustomize/stdin");
  return {{"check",
           {"check", "-q", "-R", ".", "--report", kReport},
           "",
           {{"gateway.yaml", gateway}, {"group.yaml", group}, {kReport, "old\n"}}},
          {"render",
           {"render", "-q", "--emit", "all", "--report", kReport, "gateway.yaml", "-"},
           group,
           {{"gateway.yaml", gateway}}},
          {"function", {}, list, {}}};
}

Ended run(const Scenario& scenario, const Injector& injector) {
  const TestFolder first;
  const TestFolder second;
  const TestFolder beside;
  fill(first, scenario);
  fill(second, scenario);
  beside.write("in", scenario.input);
  const Streams streams{beside / "in", beside / "out", beside / "err"};
  const std::string first_path = first / "";
  const std::string second_path = second / "";

  Shared shared;
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) run_twice(scenario, injector, first_path, second_path, streams, shared);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);

  Ended ended = shared.get();
  ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  ended.out = beside.read("out");
  ended.err = beside.read("err");
  for (const auto& entry : fs::directory_iterator(first_path)) {
    const std::string name = entry.path().filename().string();
    ended.folder[name] = first.read(name);
  }
  return ended;
}

void check(const Scenario& scenario, const Ended& good, const Ended& ended) {
  const std::string failed_in = functions(ended);
  CAPTURE(ended.err);
  CAPTURE(failed_in);
  if (ended.returned) {
    if (!is_in_library(failed_in)) CHECK(ended.kept == good.kept);
    CHECK(ended.descriptors == good.descriptors);
  }
  if (ended.exit_code == good.exit_code) {
    CHECK(ended.out == good.out);
    CHECK(ended.err == good.err);
    CHECK(ended.folder == good.folder);
    return;
  }
  CHECK((ended.exit_code == 2 || ended.exit_code == 3));
  CHECK((ended.out.empty() || ended.out == good.out));
  if (ended.muted) {
    CHECK((ended.err.empty() || ended.err == good.err));
  } else {
    const std::string added = ended.err.starts_with(good.err) ? ended.err.substr(good.err.size()) : ended.err;
    // RE2 says so, too.
    CHECK((message_lines(added) == 1 || is_in_re2(failed_in)));
  }
  std::map<std::string, std::string> others = ended.folder;
  std::map<std::string, std::string> expected = scenario.folder;
  const auto report = others.find(kReport);
  if (report != others.end() && report->second != expected[kReport]) CHECK(nlohmann::json::accept(report->second));
  others.erase(kReport);
  expected.erase(kReport);
  CHECK(others == expected);
}

}  // namespace vmcp::faults
