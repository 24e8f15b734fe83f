// Holds the program against what the real operator and API server said: every case of testdata/conformance, byte for
// byte.
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/run.h"
#include "testdata/support.h"

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::vector<std::string> arguments_for(const fs::path& folder) {
  std::vector<std::string> arguments = vmcp::test::arguments_for(folder);
  arguments.insert(arguments.begin(), {"--emit", "all"});
  return arguments;
}

/// The fields that the API server complained of, without the "doc[2] Kind/name " that the corpus puts before them.
std::vector<std::string> fields_of(const json& verdict) {
  std::vector<std::string> fields;
  const json errors = verdict.value("errors", json::array());
  for (const json& error : errors) {
    std::string field = error.value("field", "");
    if (field.starts_with("doc[")) {
      const std::size_t kind = field.find(' ');
      const std::size_t path = kind == std::string::npos ? kind : field.find(' ', kind + 1);
      field = path == std::string::npos ? "" : field.substr(path + 1);
    }
    if (!field.empty()) fields.push_back(field);
  }
  return fields;
}

std::vector<std::string> documents(std::string text) {
  std::vector<std::string> result;
  constexpr std::string_view kSeparator = "\n---\n";
  for (std::size_t at = text.find(kSeparator); at != std::string::npos; at = text.find(kSeparator)) {
    result.push_back(text.substr(0, at + 1));
    text.erase(0, at + kSeparator.size());
  }
  result.push_back(std::move(text));
  return result;
}

}  // namespace

TEST_CASE("conformance: the operator's verdict and the operator's bytes") {
  const std::vector<fs::path> cases = vmcp::test::folders(vmcp::test::testdata() / "conformance");
  REQUIRE(cases.size() > 800);
  int schema_refusals = 0;
  int fields_named = 0;
  for (const fs::path& folder : cases) {
    const std::string name = folder.filename().string();
    CAPTURE(name);
    const json verdict = json::parse(vmcp::test::read_file(folder / "verdict.json"));
    const vmcp::cli::Outcome outcome = vmcp::test::run(arguments_for(folder));
    CAPTURE(outcome.err);
    if (verdict["verdict"] == "accept") {
      CHECK(outcome.exit_code == 0);
      const bool same_bytes = outcome.out == vmcp::test::read_file(folder / "expected.yaml");
      CHECK(same_bytes);
      continue;
    }
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.out.empty());
    const std::vector<std::string> fields = fields_of(verdict);
    if (verdict.value("stage", "") == "schema" && !fields.empty()) {
      ++schema_refusals;
      const bool named = std::ranges::any_of(
          fields, [&](const std::string& field) { return outcome.err.find(field) != std::string::npos; });
      CHECK_MESSAGE(named, "the findings name none of the fields that the API server names");
      fields_named += named ? 1 : 0;
    }
  }
  MESSAGE("fields named: " << fields_named << " of " << schema_refusals);
}

TEST_CASE("conformance: the order of the input's documents does not matter") {
  int shuffled = 0;
  for (const fs::path& folder : vmcp::test::folders(vmcp::test::testdata() / "conformance")) {
    std::vector<std::string> input = documents(vmcp::test::read_file(folder / "input.yaml"));
    if (input.size() < 3 || json::parse(vmcp::test::read_file(folder / "verdict.json"))["verdict"] != "accept")
      continue;
    const std::string name = folder.filename().string();
    CAPTURE(name);
    std::vector<std::string> arguments = arguments_for(folder);
    arguments.back() = "-";
    std::ranges::reverse(input);
    std::string text;
    for (const std::string& document : input) text += document + (document.ends_with('\n') ? "---\n" : "\n---\n");
    const vmcp::cli::Outcome outcome = vmcp::test::run(arguments, text);
    CAPTURE(outcome.err);
    std::vector<std::string> objects = documents(outcome.out);
    std::vector<std::string> expected = documents(vmcp::test::read_file(folder / "expected.yaml"));
    for (std::vector<std::string>* list : {&objects, &expected}) {
      for (std::string& object : *list) object.erase(object.find_last_not_of('\n') + 1);
      std::ranges::sort(*list);
    }
    CHECK(objects == expected);
    ++shuffled;
  }
  CHECK(shuffled > 100);
}
