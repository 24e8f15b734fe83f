#include "cli/run.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/release/release.h"
#include "core/source/files.h"
#include "core/source/folder_fixture.h"

namespace {

using namespace vmcp;

constexpr std::string_view kGateway =
    "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: a, namespace: mcp}\n"
    "spec:\n  groupRef: {name: g}\n  incomingAuth: {type: anonymous}\n";
constexpr std::string_view kRefused =
    "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: b, namespace: mcp}\n"
    "spec:\n  groupRef: {name: g}\n  incomingAuth: {type: anonymouse}\n";

/// Files that say whether one was read.
class WatchedFiles final : public source::FileSystem {
 public:
  source::MemoryFileSystem memory;
  mutable bool read_any = false;

  WatchedFiles() {
    memory.files = {{"gw.yaml", std::string(kGateway)},
                    {"bad.yaml", std::string(kRefused)},
                    {"check", std::string(kGateway)},
                    {"apps/a/gw.yaml", std::string(kGateway)}};
  }

  Kind kind(const std::string& path) const override { return memory.kind(path); }
  std::string identity(const std::string& path) const override { return memory.identity(path); }
  Result read(const std::string& path) const override {
    read_any = true;
    return memory.read(path);
  }
  Result read_stdin() const override {
    read_any = true;
    return memory.read_stdin();
  }
  std::optional<std::vector<std::string>> list(const std::string& path) const override { return memory.list(path); }
};

cli::Outcome run(const std::vector<std::string>& arguments, WatchedFiles& files, cli::Terminal terminal = {}) {
  return cli::run("vmcp-render", arguments, files, terminal);
}

std::string last_line(const std::string& text) {
  const std::string lines = text.substr(0, text.size() - 1);
  return lines.substr(lines.rfind('\n') + 1);
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("wrong usage is all that is said, and nothing is read") {
  struct Case {
    std::vector<std::string> arguments;
    std::string err;
  };
  const std::vector<Case> cases = {
      {{"chek", "bad.yaml"}, "chek: error: no such command or file; did you mean \"check\"? [no-such-path]\n"},
      {{"lint", "bad.yaml"}, "lint: error: no such command or file; did you mean \"check\"? [no-such-path]\n"},
      {{"template", "a-missing.yaml"},
       "template: error: no such command or file; did you mean \"render\"? [no-such-path]\n"},
      {{"zz", "bad.yaml"},
       "zz: error: no such command or file; the commands are render, check, graph, fix, diff, upgrade, explain, "
       "completion, help and version "
       "[no-such-path]\n"},
      {{"check", "bad.yaml", "zz"}, "zz: error: no such file or directory [no-such-path]\n"},
      {{"check", "bad.yaml", "DB_PASS=zz"}, "DB_PASS=***: error: no such file or directory [no-such-path]\n"},
      {{"gw.yml", "bad.yaml"}, "gw.yml: error: no such file or directory [no-such-path]\n"},
      {{"bad.yaml", "graph"},
       "graph: error: no such file or directory; a command stands before all paths [no-such-path]\n"},
      {{"-f", "chek", "bad.yaml"}, "chek: error: no such file or directory [no-such-path]\n"},
      {{"--", "chek"}, "chek: error: no such file or directory [no-such-path]\n"},
      {{"check", "--crds", "zz", "bad.yaml"}, "zz: error: no such file or directory [no-such-path]\n"},
      {{"check", "--crds", "https://u:hunter2@h/x", "bad.yaml"},
       "https://h/x: error: a URL is not read; save what is there: curl -fsSL -o FILE URL [no-such-path]\n"},
      {{"check", "--var-file", "zz", "-"}, "zz: error: no such file or directory [no-such-path]\n"},
      {{"check", "--var-file", "apps", "-"}, "apps: error: cannot be read: is a directory [unreadable-path]\n"},
      {{"check", "--var-file", "https://u:hunter2@h/x", "-"},
       "https://h/x: error: a URL is not read; save what is there: curl -fsSL -o FILE URL [no-such-path]\n"},
      {{"bad.yaml", "-", "-"}, "-: error: standard input can be read once only [stdin-twice]\n"},
      {{"check", "https://user:password@example.com/gw.yaml?token=password#password", "bad.yaml"},
       "https://example.com/gw.yaml: error: a URL is not read; pipe what is there into standard input: curl -fsSL URL "
       "| "
       "vmcp-render check - [no-such-path]\n"}};
  for (const Case& one : cases) {
    WatchedFiles files;
    const cli::Outcome outcome = run(one.arguments, files);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err == one.err);
    CHECK(!files.read_any);
  }
}

TEST_CASE("without a path a terminal gets the usage, and is not read") {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{{}, {"check"}, {"graph"}}) {
    WatchedFiles files;
    files.memory.stdin_text = std::string(kGateway);
    const cli::Outcome outcome = run(arguments, files, {.stdin_is_terminal = true});
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.starts_with("vmcp-render: no input: name a file, a directory or - for standard input\nUsage: "));
    CHECK(!files.read_any);
    // Where it is named it is read, a terminal or not.
    CHECK(run({"check", "-"}, files, {.stdin_is_terminal = true}).exit_code == 0);
  }
}

TEST_CASE("where gateways may be is said with the error that there is none") {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"check", "apps"},
                                             {"check", "-q", "apps"},
                                             {"-q", "apps"},
                                             {"upgrade", "--from", "0.56", "apps"},
                                             {"upgrade", "-q", "--from", "0.56", "apps"}}) {
    WatchedFiles files;
    const cli::Outcome outcome = run(arguments, files);
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code != 0);
    CHECK(outcome.err.find("its subdirectories hold manifests, which --recursive (-R) reads") != std::string::npos);
  }
}

TEST_CASE("help is help, whatever word stands with it") {
  WatchedFiles files;
  const std::string help = run({"--help"}, files).out;
  CHECK(help.find("--diagnostics") != std::string::npos);
  CHECK(run({"version", "--help"}, files).out == help);
  CHECK(run({"help"}, files).out == help);
  CHECK(run({"version"}, files).out == run({"-V"}, files).out);
}

TEST_CASE("the password of a URL that an option names is not shown") {
  const std::string url = "https://user:hunter2@example.invalid/x";
  std::vector<std::vector<std::string>> all = {{"explain", url},
                                               {"explain", "x", url},
                                               {"completion", url},
                                               {"help", url},
                                               {"version", url},
                                               {"--" + url},
                                               {"check", "--quiet=" + url},
                                               {"check", "--report", url, "--report", "b"},
                                               {"upgrade", "--from", url, "gw.yaml"},
                                               {"check", "-", "--stdin-filename", url},
                                               {"diff", "--against", url, "gw.yaml"}};
  for (const char* option : {"--var-file", "--report", "--toolhive", "--crds", "--namespace", "--only", "--emit", "-o",
                             "--platform", "--start", "--diagnostics", "--color", "--fail-on", "--suppress",
                             "--exclude", "--operator-env", "--var", "-f"}) {
    all.push_back({"render", "gw.yaml", option, url});
  }
  for (const std::vector<std::string>& arguments : all) {
    WatchedFiles files;
    CAPTURE(arguments.back());
    const cli::Outcome outcome = run(arguments, files);
    CHECK(!outcome.err.empty());
    CHECK((outcome.out + outcome.err).find("hunter2") == std::string::npos);
  }
}

TEST_CASE("a report in the directory of --output-dir is wrong usage, and nothing is written") {
  const source::TestFolder folder;
  const source::RealFileSystem files;
  folder.write("gw.yaml", std::string(kGateway));
  std::filesystem::create_directory(folder / "out");
  std::filesystem::create_directory_symlink(folder / "out", folder / "link");
  for (const char* report :
       {"out/mcp_deployment_a.yaml", "out/.vmcp-render", "out/r.json", "link/r.json", "out", "out/../out//./r.json"}) {
    CAPTURE(report);
    const std::vector<std::string> arguments = {folder / "gw.yaml", "--output-dir", folder / "out/", "--report",
                                                folder / report};
    const cli::Outcome outcome = cli::run("vmcp-render", arguments, files, {});
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.err.find("is in the directory that --output-dir writes") != std::string::npos);
    CHECK(std::filesystem::is_empty(folder / "out"));
  }
  const std::vector<std::string> beside = {folder / "gw.yaml", "--output-dir", folder / "new", "--report",
                                           folder / "new.json"};
  CHECK(cli::run("vmcp-render", beside, files, {}).exit_code == 0);
}

TEST_CASE("a report is written over no part of the input") {
  const source::TestFolder folder;
  const source::RealFileSystem files;
  std::filesystem::create_directories(folder / "k/.git");
  folder.write("k/gw.yaml", std::string(kGateway));
  folder.write("k/.gitignore", "*.tmp\n");
  folder.write("k/kustomization.yaml",
               "resources: [gw.yaml]\npatches: [{path: patch.txt}]\nconfigurations: [names.conf]\n"
               "configMapGenerator: [{name: c, envs: [a.env], files: [b=file.txt]}]\n");
  for (const char* part : {"patch.txt", "names.conf", "a.env", "file.txt"})
    folder.write("k/" + std::string(part), "A=1\n");
  folder.write("v.env", "A=1\n");
  for (const char* part : {"k/gw.yaml", "k/.gitignore", "k/kustomization.yaml", "k/patch.txt", "k/names.conf",
                           "k/a.env", "k/file.txt", "v.env"}) {
    CAPTURE(part);
    const std::string before = folder.read(part);
    const std::vector<std::string> arguments = {"check",          folder / "k", "--var-file",
                                                folder / "v.env", "--report",   folder / part};
    const cli::Outcome outcome = cli::run("vmcp-render", arguments, files, {});
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.err.ends_with("cannot be written: it is an input\n"));
    CHECK(folder.read(part) == before);
  }
  // Nor where wrong usage keeps it from being read.
  for (const char* part : {"k/gw.yaml", "v.env"}) {
    CAPTURE(part);
    const std::vector<std::string> arguments = {"check",          folder / "k", folder / "none", "--var-file",
                                                folder / "v.env", "--report",   folder / part};
    CHECK(cli::run("vmcp-render", arguments, files, {}).err.ends_with("cannot be written: it may be an input\n"));
    CHECK(folder.read(part) != "");
  }
}

TEST_CASE("wrong usage has the form that was asked for") {
  WatchedFiles files;
  const cli::Outcome outcome = run({"--diagnostics", "json", "chek", "bad.yaml"}, files);
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err.find(R"("suggestion": "check")") != std::string::npos);
}

TEST_CASE("a file that is called as a command is read") {
  WatchedFiles files;
  CHECK(run({"check", "check"}, files).exit_code == 0);
  CHECK(run({"-f", "check"}, files).exit_code == 0);
}

TEST_CASE("no path and a terminal is wrong usage") {
  WatchedFiles files;
  const cli::Outcome outcome = run({"check", "-q"}, files, {.stdin_is_terminal = true});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err.find("\nUsage: vmcp-render [render|check|graph|fix|diff|upgrade] [OPTIONS] [PATH...]\n") !=
        std::string::npos);
  CHECK(!files.read_any);
}

TEST_CASE("the summary counts what was refused") {
  WatchedFiles files;
  const std::string tail = "; ToolHive " + std::string(release::kDefault.tag);
  CHECK(last_line(run({"check", "gw.yaml"}, files).err) ==
        "1 object read, 0 skipped; 1 gateway: 0 errors, 1 warning" + tail);
  CHECK(last_line(run({"check", "bad.yaml"}, files).err) ==
        "1 object read, 0 skipped, 1 refused; 1 gateway refused: 1 error, 1 warning" + tail);
  CHECK(last_line(run({"check", "gw.yaml", "bad.yaml"}, files).err) ==
        "2 objects read, 0 skipped, 1 refused; 1 gateway, 1 gateway refused: 1 error, 2 warnings" + tail);
  CHECK(last_line(run({"check", "gw.yaml", "bad.yaml", "--only", "a"}, files).err) ==
        "2 objects read, 0 skipped, 1 refused; 1 gateway: 1 error, 1 warning" + tail);
  files.memory.stdin_text = kRefused;
  CHECK(last_line(run({"check", "-"}, files).err) ==
        "1 object read, 0 skipped, 1 refused; 1 gateway refused: 1 error, 1 warning" + tail);
}

TEST_CASE("a directory whose subdirectories hold the manifests is told of --recursive") {
  WatchedFiles files;
  constexpr std::string_view kHint = "which --recursive (-R) reads";
  CHECK(run({"check", "apps"}, files).err.find(kHint) != std::string::npos);
  CHECK(run({"check", "apps", "--allow-empty"}, files).exit_code == 0);
  CHECK(run({"check", "-R", "apps"}, files).err.find(kHint) == std::string::npos);
  CHECK(run({"check", "apps/a"}, files).err.find(kHint) == std::string::npos);
}

TEST_CASE("the counts of a JUnit report agree with the exit code") {
  WatchedFiles files;
  const cli::Outcome passes = run({"check", "--diagnostics", "junit", "gw.yaml"}, files);
  CHECK(passes.exit_code == 0);
  CHECK(count(passes.err, "failures=\"0\"") == 2);
  CHECK(count(passes.err, "<failure ") == 0);
  const cli::Outcome fails = run({"check", "--diagnostics", "junit", "--fail-on", "warning", "gw.yaml"}, files);
  CHECK(fails.exit_code == 1);
  CHECK(count(fails.err, "failures=\"1\"") == 2);
  CHECK(count(fails.err, "<failure ") == 1);
}

TEST_CASE("the summary names the release that is reproduced") {
  WatchedFiles files;
  const auto release = [&](const std::vector<std::string>& arguments) {
    const std::string line = last_line(run(arguments, files).err);
    return line.substr(line.rfind(' ') + 1);
  };
  CHECK(release({"check", "gw.yaml", "--toolhive", "0.55"}) == "v0.55.2");
  CHECK(release({"check", "gw.yaml", "--toolhive", "0.56.1"}) == "v0.56.0");
  files.memory.files["operator.yaml"] =
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: operator}\nspec: {template: {spec: {containers: "
      "[{image: 'ghcr.io/stacklok/toolhive/operator:v0.58.0'}]}}}\n";
  CHECK(release({"check", "gw.yaml", "operator.yaml"}) == "v0.58.0");
  CHECK(release({"check", "gw.yaml", "operator.yaml", "--toolhive", "0.60.0"}) == "v0.60.0");
}

TEST_CASE("--output-dir writes a file for each object, and nothing to standard output") {
  const source::TestFolder folder;
  WatchedFiles files;
  cli::Outcome outcome = run({"gw.yaml", "--emit", "all", "--output-dir", folder / "out"}, files);
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.empty());
  CHECK(last_line(outcome.err) == folder / "out" + ": files: 6 written, 0 unchanged, 0 removed");
  CHECK(folder.read("out/mcp_deployment_a.yaml") == run({"gw.yaml"}, files).out);

  outcome = run({"gw.yaml", "-q", "-o", "json", "--output-dir", folder / "out"}, files);
  CHECK(outcome.err.empty());
  CHECK(folder.read("out/mcp_deployment_a.json").starts_with("{\n  \"apiVersion\": \"apps/v1\""));
  CHECK(folder.read("out/mcp_deployment_a.yaml").empty());

  outcome = run({"gw.yaml", "bad.yaml", "--output-dir", folder / "out"}, files);
  CHECK(outcome.exit_code == 1);
  CHECK(folder.read("out/mcp_deployment_a.json").starts_with('{'));

  folder.write("file", "");
  outcome = run({"gw.yaml", "-q", "--output-dir", folder / "file"}, files);
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err == folder / "file" + ": error: cannot be written: not a directory\n");
}
