// What `explain` shows is so: the example of each code draws a finding of that code, and what to write instead draws
// none and is accepted; and a code is found by no other stages than its explanation says.
#include "core/diag/explanations/explanations.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "core/diag/explanations/example.h"
#include "core/diag/render.h"
#include "testdata/support.h"

namespace fs = std::filesystem;
using nlohmann::json;
using namespace vmcp;

namespace {

/// An example as people would take it off a page: the files, and the command.
struct Example {
  std::string command = "vmcp-render check gateway.yaml";
  std::map<std::string, std::string> files;
};

Example read_example(const std::string& text) {
  constexpr std::string_view kCommand = "$ ";
  constexpr std::string_view kBegin = "==> ";
  constexpr std::string_view kEnd = " <==";
  Example example;
  std::string file = "gateway.yaml";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(kCommand)) {
      example.command = line.substr(kCommand.size());
    } else if (line.starts_with(kBegin)) {
      file = line.substr(kBegin.size(), line.size() - kBegin.size() - kEnd.size());
    } else if (!line.empty()) {
      example.files[file] += line + '\n';
    }
  }
  return example;
}

std::string output_of(const std::string& command) {
  std::string output;
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> bytes{};
  for (std::size_t got = 0; (got = std::fread(bytes.data(), 1, bytes.size(), pipe)) != 0;) {
    output.append(bytes.data(), got);
  }
  pclose(pipe);
  return output;
}

/// Runs an example in an empty folder. What stands before the program in its command is a shell's, and its output is
/// the program's standard input. Returns the findings.
json findings_of(const std::string& text) {
  constexpr std::string_view kProgram = "vmcp-render ";
  const Example example = read_example(text);
  const fs::path before = fs::current_path();
  const fs::path folder = fs::temp_directory_path() / ("vmcp-example-" + std::to_string(getpid()));
  fs::remove_all(folder);
  fs::create_directory(folder);
  fs::current_path(folder);
  for (const auto& [name, content] : example.files) {
    if (const fs::path parent = fs::path(name).parent_path(); !parent.empty()) fs::create_directories(parent);
    std::ofstream(name, std::ios::binary) << content;
  }
  const std::size_t begin = example.command.find(kProgram);
  REQUIRE(begin != std::string::npos);
  std::string shell = example.command.substr(0, begin);
  shell.erase(shell.find_last_not_of("|; ") + 1);
  const std::string input = shell.empty() ? "" : output_of(shell);
  std::istringstream words(example.command.substr(begin + kProgram.size()));
  std::vector<std::string> arguments;
  for (std::string word; words >> word;) arguments.push_back(word);
  REQUIRE(!arguments.empty());
  arguments.insert(arguments.begin() + 1, {"--diagnostics", "json"});
  const cli::Outcome outcome = test::run(arguments, input);
  fs::current_path(before);
  fs::remove_all(folder);
  return json::parse(outcome.err, nullptr, false);
}

bool is_error(const json& finding) { return finding.at("severity") == "error"; }

std::set<std::string> stages_of(const diag::Explanation& explanation) {
  std::set<std::string> names;
  for (const diag::Stage stage :
       {diag::Stage::kUsage, diag::Stage::kParse, diag::Stage::kAdmission, diag::Stage::kOperator, diag::Stage::kApply,
        diag::Stage::kPod, diag::Stage::kStart}) {
    if (explanation.stages.holds(stage)) names.emplace(diag::stage_name(stage));
  }
  return names;
}

}  // namespace

TEST_CASE("explanations: every example draws its finding, and what to write instead does not") {
  for (const diag::Explanation& explanation : diag::explanations()) {
    const std::string code(std::string_view(explanation.code));
    CAPTURE(code);
    const auto is_it = [&](const json& finding) { return finding.at("code") == code; };
    const json drawn = findings_of(diag::drawing(explanation));
    REQUIRE(drawn.is_array());
    CHECK_MESSAGE(std::ranges::any_of(drawn, is_it), drawn.dump(1));
    const std::string cured = diag::cured(explanation);
    if (cured.empty()) continue;
    const json left = findings_of(cured);
    REQUIRE(left.is_array());
    CHECK_MESSAGE(std::ranges::none_of(left, is_it), left.dump(1));
    CHECK_MESSAGE(std::ranges::none_of(left, is_error), left.dump(1));
  }
}

TEST_CASE("explanations: the golden cases show a code in the stages of its explanation only") {
  const fs::path before = fs::current_path();
  for (const fs::path& area : test::folders(test::testdata() / "golden")) {
    for (const fs::path& folder : test::folders(area)) {
      CAPTURE(folder.string());
      std::istringstream words(test::read_file(folder / "command"));
      std::vector<std::string> arguments;
      for (std::string word; words >> word;) arguments.push_back(word);
      if (std::ranges::find(arguments, "--") != arguments.end() || arguments.empty()) continue;
      const auto form = std::ranges::find(arguments, "--diagnostics");
      if (form != arguments.end()) arguments.erase(form, std::min(form + 2, arguments.end()));
      arguments.insert(arguments.end(), {"--diagnostics", "json"});
      fs::current_path(folder);
      const json findings = json::parse(test::run(arguments, test::read_file(folder / "stdin")).err, nullptr, false);
      if (!findings.is_array()) continue;
      for (const json& finding : findings) {
        const auto code = finding.at("code").get<std::string>();
        CAPTURE(code);
        CHECK(stages_of(*diag::find_explanation(code)).contains(finding.at("stage").get<std::string>()));
      }
    }
  }
  fs::current_path(before);
}
