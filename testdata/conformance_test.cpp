// Holds the program against what the real operator, API server and vmcp said: every case of testdata/conformance, byte
// for byte, in all sets of releases.
//
// A case's folder holds its input and what was said in the oldest release: verdict.json, expected.yaml, start.json. A
// folder in it, named by the first release of a set, holds those of them that changed there; what is absent is as in
// the set before. A case that has none for the oldest release begins with its first folder. VMCP_CASE=CASE runs that
// case alone.
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/run.h"
#include "core/release/release.h"
#include "testdata/support.h"

namespace fs = std::filesystem;
using nlohmann::json;
using vmcp::release::Set;

namespace {

std::vector<fs::path> corpus() {
  return vmcp::test::chosen(vmcp::test::folders(vmcp::test::testdata() / "conformance"));
}

/// Whether as many cases were judged as the whole corpus has.
bool is_enough(std::size_t judged, std::size_t least) { return vmcp::test::is_one_case() || judged > least; }

/// The options that a case's settings and a release ask for, and its input last.
std::vector<std::string> options_for(const fs::path& folder, Set set) {
  std::vector<std::string> arguments = vmcp::test::arguments_for(folder);
  arguments.insert(arguments.begin(), {"--toolhive", std::string(vmcp::release::first_tag(set))});
  return arguments;
}

/// All that a case prints in a release.
std::vector<std::string> arguments_for(const fs::path& folder, Set set) {
  std::vector<std::string> arguments = options_for(folder, set);
  arguments.insert(arguments.begin(), {"--emit", "all"});
  return arguments;
}

/// The folder of a case for what changed in a set.
fs::path changes_of(const fs::path& folder, Set set) {
  return set == vmcp::release::kOldestSet ? folder : folder / vmcp::release::first_tag(set);
}

/// What was said of a case in a set: the file that holds there. Empty where the case begins later.
fs::path expected(const fs::path& folder, Set set, const std::string& file) {
  fs::path found;
  for (const Set at : vmcp::release::kSets) {
    const fs::path path = changes_of(folder, at) / file;
    if (at <= set && fs::exists(path)) found = path;
  }
  return found;
}

/// Whether a case tells something about a set that it does not tell about the others: it is of the first or the last,
/// or the case changes in it, or in the next.
bool tells_of(const fs::path& folder, Set set) {
  const auto* const at = std::ranges::find(vmcp::release::kSets, set);
  return set == vmcp::release::kOldestSet || set == vmcp::release::kNewestSet || fs::exists(changes_of(folder, set)) ||
         fs::exists(changes_of(folder, *std::next(at)));
}

json verdict_of(const fs::path& folder, Set set) {
  const fs::path path = expected(folder, set, "verdict.json");
  return path.empty() ? json() : json::parse(vmcp::test::read_file(path));
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
    // Where the API server cannot tell the field it prints a pointer to none.
    if (!field.empty() && field != "<nil>") fields.push_back(field);
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
  const std::vector<fs::path> cases = corpus();
  REQUIRE_FALSE(cases.empty());
  CHECK(is_enough(cases.size(), 800));
  int schema_refusals = 0;
  int fields_named = 0;
  for (const Set set : vmcp::release::kSets) {
    std::size_t judged = 0;
    for (const fs::path& folder : cases) {
      const std::string name = folder.filename().string();
      const std::string release(vmcp::release::first_tag(set));
      CAPTURE(name);
      CAPTURE(release);
      const json verdict = verdict_of(folder, set);
      if (verdict.is_null() || !tells_of(folder, set)) continue;
      ++judged;
      const vmcp::cli::Outcome outcome = vmcp::test::run(arguments_for(folder, set));
      CAPTURE(outcome.err);
      if (verdict["verdict"] == "accept") {
        CHECK(outcome.exit_code == 0);
        const bool same_bytes = outcome.out == vmcp::test::read_file(expected(folder, set, "expected.yaml"));
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
    MESSAGE(vmcp::release::first_tag(set) << ": " << judged << " cases");
    CHECK(is_enough(judged, 0));
  }
  MESSAGE("fields named: " << fields_named << " of " << schema_refusals);
}

TEST_CASE("conformance: what vmcp does when it starts") {
  // Its labels were measured in these.
  for (const Set set : {vmcp::release::kOldestSet, vmcp::release::kNewestSet}) {
    std::size_t judged = 0;
    for (const fs::path& folder : corpus()) {
      const fs::path labels = expected(folder, set, "start.json");
      if (labels.empty() || verdict_of(folder, set).value("verdict", "") != "accept") continue;
      const std::string name = folder.filename().string();
      const std::string release(vmcp::release::first_tag(set));
      CAPTURE(name);
      CAPTURE(release);
      std::vector<std::string> arguments = options_for(folder, set);
      arguments.insert(arguments.begin(), "check");
      const json findings = json::parse(vmcp::test::run(arguments).err);
      for (const json& gateway : json::parse(vmcp::test::read_file(labels))) {
        if (gateway["start"] == "unknown") continue;
        const bool accused = std::ranges::any_of(findings, [&](const json& finding) {
          const json resource = finding.value("resource", json::object());
          return finding["stage"] == "start" && finding["severity"] == "error" &&
                 resource.value("namespace", "") == gateway["namespace"].get<std::string>() &&
                 resource.value("name", "") == gateway["name"].get<std::string>();
        });
        CHECK(accused == (gateway["start"] == "refused"));
        ++judged;
      }
    }
    CHECK(is_enough(judged, 300));
  }
}

TEST_CASE("conformance: the order of the input's documents does not matter") {
  constexpr Set kSet = vmcp::release::kNewestSet;
  std::size_t shuffled = 0;
  for (const fs::path& folder : corpus()) {
    std::vector<std::string> input = documents(vmcp::test::read_file(folder / "input.yaml"));
    if (input.size() < 3 || verdict_of(folder, kSet)["verdict"] != "accept") continue;
    const std::string name = folder.filename().string();
    CAPTURE(name);
    std::vector<std::string> arguments = arguments_for(folder, kSet);
    arguments.back() = "-";
    std::ranges::reverse(input);
    std::string text;
    for (const std::string& document : input) text += document + (document.ends_with('\n') ? "---\n" : "\n---\n");
    const vmcp::cli::Outcome outcome = vmcp::test::run(arguments, text);
    CAPTURE(outcome.err);
    std::vector<std::string> objects = documents(outcome.out);
    std::vector<std::string> wanted = documents(vmcp::test::read_file(expected(folder, kSet, "expected.yaml")));
    for (std::vector<std::string>* list : {&objects, &wanted}) {
      for (std::string& object : *list) object.erase(object.find_last_not_of('\n') + 1);
      std::ranges::sort(*list);
    }
    CHECK(objects == wanted);
    ++shuffled;
  }
  CHECK(is_enough(shuffled, 100));
}
