// What `fix` makes of the files of testdata/fix: beside NAME.yaml or NAME.json stands NAME.fixed.yaml or
// NAME.fixed.json, where anything changes. VMCP_GOLDEN_UPDATE=1 writes what it makes now, and fails, so that an update
// is always seen and reviewed.
#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/diag/cures.h"
#include "core/source/folder_fixture.h"
#include "testdata/support.h"

namespace fs = std::filesystem;

namespace {

using vmcp::test::read_file;

fs::path fixed_name(const fs::path& path) {
  return path.parent_path() / (path.stem().string() + ".fixed" + path.extension().string());
}

std::vector<fs::path> inputs() {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(vmcp::test::testdata() / "fix")) {
    if (entry.path().stem().extension() != ".fixed") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

nlohmann::json findings_of(const fs::path& path) {
  return nlohmann::json::parse(vmcp::test::run({"check", "--diagnostics", "json", path.string()}).err);
}

using Key = std::tuple<std::string, std::string, std::string>;

/// `only_refusals`: of what the API server refuses.
std::set<Key> keys_of(const nlohmann::json& findings, bool only_refusals) {
  std::set<Key> keys;
  for (const nlohmann::json& finding : findings) {
    const bool is_refusal =
        finding["severity"] == "error" && (finding["stage"] == "parse" || finding["stage"] == "admission");
    if (only_refusals && !is_refusal) continue;
    keys.emplace(finding["code"], finding.value("resource", nlohmann::json::object()).value("name", ""),
                 finding.value("path", ""));
  }
  return keys;
}

/// `text` with the edits of one finding, applied by line and column as any other program would.
std::string with_edits(std::string text, nlohmann::json edits) {
  const std::size_t start = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const auto offset = [&](std::size_t line, std::size_t column) {
    std::size_t at = start;
    for (; line > 1; --line) at = text.find('\n', at) + 1;
    for (; column > 1; --column) {
      do ++at;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
    }
    return at;
  };
  std::reverse(edits.begin(), edits.end());
  for (const nlohmann::json& edit : edits) {
    const std::size_t begin = offset(edit["line"], edit["column"]);
    const std::size_t end = offset(edit["endLine"], edit["endColumn"]);
    text.replace(begin, end - begin, edit["text"].get<std::string>());
  }
  return text;
}

}  // namespace

TEST_CASE("fix: the files of the corpus") {
  const char* const asked = std::getenv("VMCP_GOLDEN_UPDATE");
  const bool update = asked != nullptr && std::string_view(asked) == "1";
  const std::vector<fs::path> paths = inputs();
  CHECK(paths.size() >= 60);
  for (const fs::path& input : paths) {
    CAPTURE(input.filename().string());
    const vmcp::source::TestFolder folder;
    const std::string before = read_file(input);
    const std::string name = folder / input.filename().string();
    const fs::path file(name);
    folder.write(input.filename().string(), before);
    const nlohmann::json found = findings_of(file);

    const vmcp::cli::Outcome dry = vmcp::test::run({"fix", "--dry-run", name});
    CHECK(read_file(file) == before);
    const vmcp::cli::Outcome outcome = vmcp::test::run({"fix", name});
    CHECK(outcome.out.empty());
    const std::string after = read_file(file);
    CHECK(dry.exit_code == (after == before ? 0 : 1));
    CHECK(dry.out.empty() == (after == before));
    if (update) {
      fs::remove(fixed_name(input));
      if (after != before) std::ofstream(fixed_name(input), std::ios::binary) << after;
    }
    CHECK(after == (fs::exists(fixed_name(input)) ? read_file(fixed_name(input)) : before));
    // What could not be cured has a name that says so.
    CHECK((after == before) == input.filename().string().starts_with("left-"));

    // Twice is the same as once.
    const vmcp::cli::Outcome again = vmcp::test::run({"fix", name});
    CHECK(again.exit_code == outcome.exit_code);
    CHECK(read_file(file) == after);

    // A finding that was cured is gone, and nothing is refused that was not.
    const nlohmann::json left = findings_of(file);
    std::set<Key> known = keys_of(found, true);
    for (const Key& key : keys_of(left, true)) CHECK_MESSAGE(known.contains(key), std::get<2>(key));
    for (const nlohmann::json& finding : left) CHECK_MESSAGE(!finding.contains("edits"), finding.dump());
    for (const nlohmann::json& finding : found) {
      if (!finding.contains("edits")) continue;
      CHECK(vmcp::diag::certainty_of(finding["code"].get<std::string>()) != vmcp::diag::Certainty::kNever);
      CHECK_FALSE(keys_of(left, false).contains(*keys_of(nlohmann::json::array({finding}), false).begin()));
    }
  }
  CHECK_MESSAGE(!update, "the expectations were rewritten; review them and run again without VMCP_GOLDEN_UPDATE");
}

TEST_CASE("fix: the edits of a finding cure it alone") {
  for (const fs::path& input : inputs()) {
    CAPTURE(input.filename().string());
    const std::string before = read_file(input);
    for (const nlohmann::json& finding : findings_of(input)) {
      if (!finding.contains("edits")) continue;
      CAPTURE(finding.dump());
      const vmcp::source::TestFolder folder;
      folder.write(input.filename().string(), with_edits(before, finding["edits"]));
      const nlohmann::json left = findings_of(folder / input.filename().string());
      CHECK_FALSE(keys_of(left, false).contains(*keys_of(nlohmann::json::array({finding}), false).begin()));
      for (const nlohmann::json& one : left) CHECK(one["stage"] != "parse");
    }
  }
}

TEST_CASE("fix: the log of SARIF has the edits, too") {
  const fs::path input = vmcp::test::testdata() / "fix/rename-plain.yaml";
  const auto log = nlohmann::json::parse(vmcp::test::run({"check", "--diagnostics", "sarif", input.string()}).err);
  std::size_t fixes = 0;
  for (const nlohmann::json& result : log["runs"][0]["results"]) fixes += result.contains("fixes") ? 1 : 0;
  std::size_t cured = 0;
  for (const nlohmann::json& finding : findings_of(input)) cured += finding.contains("edits") ? 1 : 0;
  CHECK(fixes > 0);
  CHECK(fixes == cured);
}

TEST_CASE("fix: edits that do not overlap go together") {
  for (const fs::path& input : inputs()) {
    CAPTURE(input.filename().string());
    using Place = std::pair<std::size_t, std::size_t>;
    std::vector<std::tuple<Place, Place, nlohmann::json>> taken;
    std::vector<Key> cured;
    for (const nlohmann::json& finding : findings_of(input)) {
      if (!finding.contains("edits")) continue;
      std::vector<std::tuple<Place, Place, nlohmann::json>> own;
      for (const nlohmann::json& edit : finding["edits"]) {
        own.push_back({{edit["line"], edit["column"]}, {edit["endLine"], edit["endColumn"]}, edit});
      }
      const bool overlaps = std::ranges::any_of(own, [&](const auto& one) {
        return std::ranges::any_of(taken, [&](const auto& other) {
          return std::get<0>(one) < std::get<1>(other) && std::get<0>(other) < std::get<1>(one);
        });
      });
      if (overlaps) continue;
      taken.insert(taken.end(), own.begin(), own.end());
      cured.push_back(*keys_of(nlohmann::json::array({finding}), false).begin());
    }
    std::ranges::stable_sort(taken, {}, [](const auto& one) { return std::pair(std::get<0>(one), std::get<1>(one)); });
    nlohmann::json edits = nlohmann::json::array();
    for (const auto& one : taken) edits.push_back(std::get<2>(one));
    const vmcp::source::TestFolder folder;
    folder.write(input.filename().string(), with_edits(read_file(input), edits));
    const std::set<Key> left = keys_of(findings_of(folder / input.filename().string()), false);
    for (const Key& key : cured) CHECK_FALSE(left.contains(key));
  }
}

TEST_CASE("fix: a finding of a code that is never cured for certain has no edits") {
  std::size_t findings = 0;
  for (const fs::path& area : vmcp::test::folders(vmcp::test::testdata() / "golden")) {
    for (const fs::path& folder : vmcp::test::folders(area)) {
      if (!fs::exists(folder / "input.yaml")) continue;
      CAPTURE(folder.string());
      const vmcp::cli::Outcome outcome =
          vmcp::test::run({"check", "--diagnostics", "json", (folder / "input.yaml").string()});
      for (const nlohmann::json& finding : nlohmann::json::parse(outcome.err)) {
        ++findings;
        if (vmcp::diag::certainty_of(finding["code"].get<std::string>()) != vmcp::diag::Certainty::kNever) continue;
        CHECK_FALSE(finding.contains("edits"));
      }
    }
  }
  CHECK(findings > 500);
}
