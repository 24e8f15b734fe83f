// Black-box cases of the command line. A case is a folder testdata/golden/<area>/<case> with `command` (the arguments,
// separated by blanks), its inputs, and what is expected: `stdout`, `stderr` and `exit`; an absent one means empty, or
// 0; names of those that fail begin with "fail-". VMCP_GOLDEN_UPDATE=1 writes what is printed now, and fails, so that
// an update is always seen and reviewed. VMCP_CASE=CASE runs that case alone.
#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/code.h"
#include "testdata/support.h"

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> golden_cases() {
  std::vector<fs::path> cases;
  for (const fs::path& area : vmcp::test::folders(vmcp::test::testdata() / "golden")) {
    const std::vector<fs::path> found = vmcp::test::folders(area);
    cases.insert(cases.end(), found.begin(), found.end());
  }
  return cases;
}

std::vector<std::string> words(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> result;
  for (std::string word; stream >> word;) result.push_back(word);
  return result;
}

void write_or_remove(const fs::path& path, const std::string& text) {
  if (text.empty()) {
    fs::remove(path);
  } else {
    std::ofstream(path, std::ios::binary) << text;
  }
}

}  // namespace

TEST_CASE("golden: the command line") {
  const char* const asked = std::getenv("VMCP_GOLDEN_UPDATE");
  const bool update = asked != nullptr && std::string_view(asked) == "1";
  const std::vector<fs::path> cases = vmcp::test::chosen(golden_cases());
  REQUIRE_FALSE(cases.empty());
  const fs::path before = fs::current_path();
  for (const fs::path& folder : cases) {
    CAPTURE(folder.lexically_relative(vmcp::test::testdata()).string());
    fs::current_path(folder);
    const vmcp::cli::Outcome outcome =
        vmcp::test::run(words(vmcp::test::read_file("command")), vmcp::test::read_file("stdin"));
    const std::string exit_code = outcome.exit_code == 0 ? "" : std::to_string(outcome.exit_code) + "\n";
    const bool same = outcome.out == vmcp::test::read_file("stdout") &&
                      outcome.err == vmcp::test::read_file("stderr") && exit_code == vmcp::test::read_file("exit");
    if (update && !same) {
      write_or_remove("stdout", outcome.out);
      write_or_remove("stderr", outcome.err);
      write_or_remove("exit", exit_code);
    }
    CHECK(outcome.out == vmcp::test::read_file("stdout"));
    CHECK(outcome.err == vmcp::test::read_file("stderr"));
    CHECK(exit_code == vmcp::test::read_file("exit"));
    CHECK(folder.filename().string().starts_with("fail-") == (outcome.exit_code != 0));
    CHECK_MESSAGE(same, "differs from what is expected");
  }
  fs::current_path(before);
  CHECK_MESSAGE(!update, "the expectations were rewritten; review them and run again without VMCP_GOLDEN_UPDATE");
}

TEST_CASE("golden: every code is shown by a case") {
  std::string shown;
  for (const fs::path& folder : golden_cases()) shown += vmcp::test::read_file(folder / "stderr");
  for (const vmcp::diag::CodeMeaning& entry : vmcp::diag::kCodes) {
    CAPTURE(entry.code);
    CHECK(shown.find("[" + std::string(entry.code) + "]") != std::string::npos);
  }
}
