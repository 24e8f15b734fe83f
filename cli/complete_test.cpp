#include "cli/complete.h"

#include <doctest/doctest.h>
#include <sstream>
#include <string>
#include <vector>

#include "cli/completion.h"
#include "cli/vocabulary.h"
#include "core/diag/code.h"

using namespace vmcp;

namespace {

using Lines = std::vector<std::string>;

const std::string kGateway = "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata:\n";

source::MemoryFileSystem example() {
  source::MemoryFileSystem files;
  files.files["gw.yaml"] = kGateway + "  name: desk\n  namespace: mcp\n---\nkind: MCPGroup\nmetadata: {name: tools}\n";
  files.files["dir/one.yaml"] = kGateway + "  name: one\n";
  files.files["dir/sub/two.yaml"] = kGateway + "  name: two\n---\n" + kGateway + "  name: $(rm -rf)\n";
  files.files["broken.yaml"] = kGateway + "  name: [\n";
  return files;
}

Lines completed(const std::vector<std::string>& words) {
  std::istringstream text(cli::complete(words, example()));
  Lines lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

/// The candidates alone, without what they are.
Lines candidates(const std::vector<std::string>& words) {
  Lines lines = completed(words);
  lines.pop_back();
  for (std::string& line : lines) line.erase(std::min(line.find('\t'), line.size()));
  return lines;
}

}  // namespace

TEST_CASE("complete: commands, files and options where a word begins") {
  const Lines first = completed({""});
  REQUIRE(first.size() == cli::command_rows().size() + 3);
  CHECK(first.front() == "render\tprint the manifests (the default)");
  CHECK(first.back() == ":manifests");
  CHECK(candidates({"ch"}) == Lines{"check"});
  CHECK(completed({"check", ""}) == Lines{":manifests"});
  CHECK(completed({"check", "--", "--em"}) == Lines{":manifests"});
  CHECK(completed({"gw.yaml", "ch"}) == Lines{":manifests"});
  CHECK(candidates({"help", "expl"}) == Lines{"explain"});
  CHECK(completed({"version", ""}) == Lines{":"});
}

TEST_CASE("complete: the options of the command, once unless they may be repeated") {
  CHECK(
      completed({"render", "--em"}) ==
      Lines{"--emit\tWhat to print or compare, a comma list of deployment (the default), service, config, rbac, patch, "
            "cr, all (the default of diff)",
            ":"});
  CHECK(completed({"check", "--em"}) == Lines{":"});
  CHECK(candidates({"check", "--requ"}) == Lines{"--require-deployment"});
  CHECK(candidates({"fix", "--d"}) == Lines{"--dry-run", "--diagnostics"});
  CHECK(candidates({"check", "--dry"}).empty());
  CHECK(candidates({"fix", "--out"}).empty());
  CHECK(candidates({"-q", "--qui"}).empty());
  CHECK(candidates({"-Rq", "--qui"}).empty());
  CHECK(candidates({"--only", "a", "--onl"}) == Lines{"--only"});
  CHECK(candidates({"--strict=true", "--stri"}).empty());
  CHECK(candidates({"explain", "-"}) == Lines{"--help", "--version"});
  std::size_t of_all = 0;
  for (const std::string& candidate : candidates({"-"})) of_all += candidate.starts_with("--") ? 1 : 0;
  CHECK(of_all == cli::option_rows().size());
}

TEST_CASE("complete: values of options in every spelling") {
  CHECK(candidates({"-o", ""}) == Lines{"yaml", "json"});
  CHECK(candidates({"graph", "-o", ""}) == Lines{"mermaid", "dot", "json"});
  CHECK(candidates({"diff", "--output="}) == Lines{"--output=text", "--output=json"});
  CHECK(candidates({"--output", "j"}) == Lines{"json"});
  CHECK(candidates({"--output=j"}) == Lines{"--output=json"});
  CHECK(candidates({"--strict="}) == Lines{"--strict=true", "--strict=false"});
  CHECK(candidates({"--emit", "service,c"}) == Lines{"service,config", "service,cr"});
  CHECK(candidates({"--emit", "config,c"}) == Lines{"config,cr"});
  CHECK(completed({"-f", ""}) == Lines{":manifests"});
  CHECK(completed({"--crds", "x"}) == Lines{":directories"});
  CHECK(completed({"--report="}) == Lines{":files"});
  CHECK(completed({"--exclude", ""}) == Lines{":"});
  CHECK(candidates({"--toolhive", "v0.44"}) == Lines{"v0.44.0"});
  CHECK(candidates({"upgrade", "--from", "0.44"}) == Lines{"0.44.0"});
  CHECK(completed({"diff", "--against", ""}) == Lines{":manifests"});
  CHECK(candidates({"--toolhive=0.44"}) == Lines{"--toolhive=0.44.0"});
  CHECK(candidates({"--operator-env", "VMCP"}) == Lines{"VMCP_IMAGE="});
}

TEST_CASE("complete: the gateways of the files that are named") {
  CHECK(candidates({"check", "gw.yaml", "--only", ""}) == Lines{"desk"});
  CHECK(candidates({"-f", "gw.yaml", "--only=d"}) == Lines{"--only=desk"});
  CHECK(candidates({"-fgw.yaml", "--only", "mcp/"}) == Lines{"mcp/desk"});
  CHECK(candidates({"gw.yaml", "dir", "--only", ""}) == Lines{"desk", "one"});
  CHECK(candidates({"-R", "dir", "--only", ""}) == Lines{"one", "two"});
  CHECK(candidates({"--recursive=false", "dir", "--only", ""}) == Lines{"one"});
  CHECK(candidates({"broken.yaml", "missing.yaml", "-", "gw.yaml", "--only", ""}) == Lines{"desk"});
  CHECK(candidates({"--only", ""}).empty());
}

TEST_CASE("complete: codes, and the gateways that they are suppressed for") {
  CHECK(candidates({"explain", ""}).size() == diag::kCodes.size());
  CHECK(completed({"explain", "unknown-fi"}) == Lines{"unknown-field\tthe schema has no such field", ":"});
  CHECK(candidates({"explain", "unknown-field", ""}).empty());
  CHECK(candidates({"gw.yaml", "--suppress", "assumed"}) == Lines{"assumed-object"});
  CHECK(candidates({"gw.yaml", "--suppress", "assumed-object=d"}) == Lines{"assumed-object=desk"});
  CHECK(candidates({"gw.yaml", "--suppress=assumed-object=mcp/"}) == Lines{"--suppress=assumed-object=mcp/desk"});
}

TEST_CASE("complete: nothing where the words make no sense") {
  CHECK(cli::complete({}, example()).ends_with(":manifests\n"));
  CHECK(completed({"--no-such-option="}) == Lines{":"});
  CHECK(completed({"--help=x"}) == Lines{":"});
  CHECK(completed({"-Z", "--no-such", "x", "--zzz"}) == Lines{":"});
}

TEST_CASE("completion prints a script for each shell, and asks the program by its hidden word") {
  CHECK(candidates({"completion", ""}) == Lines{"bash", "zsh", "fish"});
  for (const std::string_view shell : cli::shells()) {
    const std::vector<std::string> words = {std::string(shell)};
    const std::string script = cli::completion(words);
    CHECK(script.find("__complete -- ") != std::string::npos);
    CHECK(script.ends_with('\n'));
  }
  const std::vector<std::string> asked = {"__complete", "--", ""};
  CHECK(cli::asks_for_completion(asked));
  const std::vector<std::string> path = {"__complete"};
  CHECK(!cli::asks_for_completion(path));
  CHECK_THROWS_WITH_AS(cli::completion(std::vector<std::string>{"bsh"}),
                       R"("bsh" is none of bash, zsh, fish; did you mean "bash"?)", cli::UsageError);
  CHECK_THROWS_WITH_AS(cli::completion({}), "the name of a shell is missing: bash, zsh, fish", cli::UsageError);
}
