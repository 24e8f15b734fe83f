// Whatever is fed to the program, it ends with exit code 1 or 2, a message and nothing on standard output.
#include <algorithm>
#include <cstdint>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "testdata/support.h"

namespace {

void check_refused(const std::string& text) {
  const vmcp::cli::Outcome outcome = vmcp::test::run_on_stdin(text);
  CHECK((outcome.exit_code == 1 || outcome.exit_code == 2));
  CHECK(outcome.out.empty());
  CHECK_FALSE(outcome.err.empty());
}

std::string repeat(std::string_view part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text;
}

std::string alias_bomb() {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + repeat(", " + before, 9) + "]\n";
  }
  return text;
}

/// A text's documents, each with the line behind it.
std::vector<std::string> documents_of(const std::string& text) {
  const std::string separator = "\n---\n";
  std::vector<std::string> documents;
  std::size_t begin = 0;
  for (std::size_t end = 0; end != std::string::npos; begin = end + separator.size()) {
    end = text.find(separator, begin);
    documents.push_back(text.substr(begin, end - begin) + '\n');
  }
  return documents;
}

long lines_of(const std::string& text) { return std::ranges::count(text, '\n'); }

/// Checks that a run on `documents`, of which the one at `at` cannot be read, says so and finds no other fault.
void check_only_broken(const std::vector<std::string>& documents, std::size_t at, const std::string& command) {
  std::string text;
  long first = 0;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (i != 0) text += "---\n";
    if (i == at) first = lines_of(text) + 1;
    text += documents[i];
  }
  const vmcp::cli::Outcome outcome = vmcp::test::run({command, "--diagnostics", "json", "-"}, text);
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out.empty());
  int errors = 0;
  for (const nlohmann::json& finding : nlohmann::json::parse(outcome.err)) {
    if (finding.at("severity") != "error") continue;
    ++errors;
    CHECK(finding.at("line") >= first);
    // What is left open is noticed where the next document begins.
    CHECK(finding.at("line") <= first + lines_of(documents[at]));
  }
  CHECK(errors > 0);
}

}  // namespace

TEST_CASE("hostile: texts that are no manifests") {
  const std::vector<std::string> texts = {
      "",
      "# nothing\n",
      std::string("\x7f\x45\x4c\x46\x02\x01\x01\x00\x00\x00", 10),
      "key: \xff\xfe\n",
      repeat("[", 100'000),
      repeat("{a: ", 100'000),
      repeat("- ", 100'000),
      repeat("{\"a\":", 100'000),
      alias_bomb(),
      "a: &a [*a]\n",
      "{\"apiVersion\": \"v1\", \"kind\": ",
      "apiVersion: v1\nkind: [ConfigMap\n",
      "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: x}\nspec: null\n",
      "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: 3\nspec: []\n",
  };
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 40));
    check_refused(text);
  }
}

TEST_CASE("hostile: paths") {
  for (const char* path : {"no/such/file.yaml", "/dev/null", "."}) {
    CAPTURE(path);
    const vmcp::cli::Outcome outcome = vmcp::test::run({"-f", path});
    CHECK((outcome.exit_code == 1 || outcome.exit_code == 2));
    CHECK(outcome.out.empty());
    CHECK_FALSE(outcome.err.empty());
  }
}

TEST_CASE("hostile: mutations of a good file never crash, and never print beside an error") {
  const std::string good =
      vmcp::test::read_file(vmcp::test::testdata() / "conformance/a-authserver-everything-on/input.yaml");
  REQUIRE(!good.empty());
  std::mt19937 random(20261124);  // NOLINT: the same mutations in every run
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
  int refused = 0;
  for (int round = 0; round < 1000; ++round) {
    std::string text = good;
    for (std::size_t edits = 1 + below(3); edits > 0; --edits) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text[at] = static_cast<char>(below(256));
          break;
        case 1:
          text.erase(at, 1 + below(40));
          break;
        case 2:
          text.insert(at, text.substr(below(text.size()), 1 + below(40)));
          break;
        default:
          text.insert(at, std::string(1, ":-{}[]&*!|>'\"%@`#,?\t\n"[below(21)]));
          break;
      }
      if (text.empty()) break;
    }
    CAPTURE(round);
    const vmcp::cli::Outcome outcome = vmcp::test::run_on_stdin(text);
    CHECK(outcome.exit_code <= 2);
    if (outcome.exit_code != 0) {
      CHECK(outcome.out.empty());
      CHECK_FALSE(outcome.err.empty());
      ++refused;
    }
  }
  CHECK(refused > 300);
}

TEST_CASE("hostile: where any one document cannot be read, that is said, and nothing else") {
  const std::vector<std::string> breaks = {"k: {}\nk: {}\n", "k: [\n", "\tk: 1\n", "k: 'open\n", "k: *nothing\n"};
  std::size_t inputs = 0;
  std::size_t ways = 0;
  for (const auto& folder : vmcp::test::folders(vmcp::test::testdata() / "conformance")) {
    const std::string text = vmcp::test::read_file(folder / "input.yaml");
    const std::vector<std::string> documents = documents_of(text);
    if (documents.size() < 3 || vmcp::test::run({"check", "-"}, text).exit_code != 0) continue;
    if (++inputs % 4 != 0) continue;
    CAPTURE(folder.filename().string());
    for (std::size_t at = 0; at < documents.size(); ++at) {
      const std::string& added = breaks[++ways % breaks.size()];
      CAPTURE(at);
      CAPTURE(added);
      std::vector<std::string> broken = documents;
      broken[at] += added;
      check_only_broken(broken, at, ways % 2 == 0 ? "check" : "render");
    }
  }
  CHECK(ways > 100);
}
