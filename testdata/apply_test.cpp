// Holds `check` against what a kube-apiserver of 1.36 says of the objects that the operator makes of the gateways in
// testdata/apply in ToolHive v0.44.0: `apply.json` of a case lists the refused ones with their causes; of the accepted
// cases of testdata/conformance it refuses none.
#include <doctest/doctest.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "testdata/support.h"

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

/// An object's kind, namespace and name, and one of its fields.
using Cause = std::vector<std::string>;

Cause cause_of(const json& object, const std::string& field) {
  return {object.value("kind", ""), object.value("namespace", ""), object.value("name", ""), field};
}

std::set<Cause> refused_by_server(const json& objects) {
  std::set<Cause> causes;
  for (const json& object : objects) {
    for (const json& error : object["errors"]) {
      causes.insert(cause_of(object, error.value("field", "")));
    }
  }
  return causes;
}

std::set<Cause> refused_by_check(const fs::path& folder) {
  std::vector<std::string> arguments = vmcp::test::arguments_for(folder);
  arguments.insert(arguments.begin(), {"check", "--toolhive", "0.44.0"});
  const vmcp::cli::Outcome outcome = vmcp::test::run(arguments);
  std::set<Cause> causes;
  for (const json& finding : json::parse(outcome.err)) {
    if (finding["stage"] != "apply" || finding["severity"] != "error") continue;
    const json& object = finding["object"];
    causes.insert(cause_of(object, object.value("path", "")));
    CHECK_MESSAGE(finding.contains("line"), "a finding has no place");
  }
  if (!causes.empty()) CHECK(outcome.exit_code == 1);
  return causes;
}

}  // namespace

TEST_CASE("apply: the API server's verdict, cause by cause") {
  const std::vector<fs::path> cases = vmcp::test::folders(vmcp::test::testdata() / "apply");
  REQUIRE(cases.size() >= 96);
  for (const fs::path& folder : cases) {
    CAPTURE(folder.filename().string());
    CHECK(refused_by_check(folder) == refused_by_server(json::parse(vmcp::test::read_file(folder / "apply.json"))));
  }
}

TEST_CASE("apply: what the operator makes of the accepted cases is taken") {
  for (const fs::path& folder : vmcp::test::folders(vmcp::test::testdata() / "conformance")) {
    const fs::path verdict = folder / "verdict.json";
    if (!fs::exists(verdict) || json::parse(vmcp::test::read_file(verdict))["verdict"] != "accept") continue;
    CAPTURE(folder.filename().string());
    CHECK(refused_by_check(folder).empty());
  }
}
