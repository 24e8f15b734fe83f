#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/diag/code.h"
#include "core/diag/excerpts.h"
#include "core/diag/render.h"

using namespace vmcp::diag;
using Json = nlohmann::json;

namespace {

Diagnostic finding(Place place, std::string message, Severity severity = Severity::kError) {
  Diagnostic result;
  result.severity = severity;
  result.code = "not-in-enum";
  result.path = "spec.serviceType";
  result.message = std::move(message);
  result.place = std::move(place);
  return result;
}

Json sarif_result(const Diagnostic& one) {
  return Json::parse(render_sarif(std::vector{one}, "1.2.3")).at("runs").at(0).at("results").at(0);
}

}  // namespace

TEST_CASE("GitHub gets one workflow command per finding") {
  Diagnostic one = finding({"a/cr.yaml", 12, 7}, "found \"x\"");
  one.suggestion = "ClusterIP";
  CHECK(render_github(std::vector{one}) ==
        "::error file=a/cr.yaml,line=12,col=7,title=not-in-enum::spec.serviceType: found \"x\"; did you mean "
        "\"ClusterIP\"?\n");
  one = finding({}, "nothing to render", Severity::kWarning);
  one.path.clear();
  one.code = {};
  CHECK(render_github(std::vector{one}) == "::warning::nothing to render\n");
  one.severity = Severity::kNote;
  one.place.file = "cr.yaml";
  CHECK(render_github(std::vector{one}) == "::notice file=cr.yaml::nothing to render\n");
}

TEST_CASE("GitHub sees no command that an input wrote") {
  Diagnostic one = finding({"50%,a:b.yaml", 1, 0}, "100%\r\n::error::x");
  one.path.clear();
  one.related = {{{"other.yaml", 3, 1}, "given\nhere"}};
  CHECK(render_github(std::vector{one}) ==
        "::error file=50%25%2Ca%3Ab.yaml,line=1,title=not-in-enum::100%25\\x0d\\x0a::error::x%0Aother.yaml:3: "
        "given\\x0ahere\n");
}

TEST_CASE("GitLab gets all that it needs of each finding") {
  Diagnostic one = finding({"./a/cr.yaml", 12, 7}, "found \"x\"");
  one.suggestion = "ClusterIP";
  Diagnostic nowhere = finding({}, "nothing to render", Severity::kWarning);
  nowhere.path.clear();
  nowhere.code = {};
  const Json report = Json::parse(render_gitlab(std::vector{one, nowhere}));
  REQUIRE(report.size() == 2);
  CHECK(report.at(0).at("description") == "spec.serviceType: found \"x\"; did you mean \"ClusterIP\"?");
  CHECK(report.at(0).at("check_name") == "not-in-enum");
  CHECK(report.at(0).at("severity") == "critical");
  CHECK(report.at(0).at("location") == Json::parse(R"({"path": "a/cr.yaml", "lines": {"begin": 12}})"));
  CHECK(report.at(1).at("description") == "nothing to render");
  CHECK(report.at(1).at("check_name") == "vmcp-render");
  CHECK(report.at(1).at("severity") == "minor");
  CHECK(report.at(1).at("location") == Json::parse(R"({"path": ".", "lines": {"begin": 1}})"));
  CHECK(render_gitlab({}) == "[]\n");
}

TEST_CASE("GitLab knows a finding again, and tells those apart that look the same") {
  const auto fingerprints = [](const std::vector<Diagnostic>& findings) {
    std::vector<std::string> all;
    for (const Json& one : Json::parse(render_gitlab(findings))) all.push_back(one.at("fingerprint"));
    return all;
  };
  const Diagnostic one = finding({"cr.yaml", 12, 7}, "found \"x\"");
  const Diagnostic moved = finding({"cr.yaml", 13, 7}, "found \"x\"");
  const Diagnostic elsewhere = finding({"other.yaml", 12, 7}, "found \"x\"");
  const std::vector<std::string> before = fingerprints({one});
  CHECK(before == fingerprints({moved}));
  CHECK(before != fingerprints({elsewhere}));
  CHECK(before.front().size() == 16);
  const std::vector<std::string> twice = fingerprints({one, moved, elsewhere});
  CHECK(twice.at(0) == before.at(0));
  CHECK(twice.at(1) != twice.at(0));
  CHECK(twice.at(2) == fingerprints({elsewhere}).at(0));
}

TEST_CASE("JUnit has a suite per input and a failure per error") {
  const std::vector findings = {finding({"a.yaml", 2, 3}, "a < \"b\" & 'c'\x01"),
                                finding({"a.yaml", 9, 0}, "hm", Severity::kWarning), finding({}, "no place")};
  CHECK(render_junit(findings) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"vmcp-render\" tests=\"3\" failures=\"2\" errors=\"0\">\n"
        "  <testsuite name=\"a.yaml\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
        "    <testcase classname=\"a.yaml\" name=\"not-in-enum at a.yaml:2:3\">\n"
        "      <failure type=\"not-in-enum\" message=\"spec.serviceType: a &lt; &quot;b&quot; &amp; 'c'\\x01\">"
        "a.yaml:2:3: error: spec.serviceType: a &lt; &quot;b&quot; &amp; 'c'\\x01</failure>\n"
        "    </testcase>\n"
        "    <testcase classname=\"a.yaml\" name=\"not-in-enum at a.yaml:9\">\n"
        "      <system-out>a.yaml:9: warning: spec.serviceType: hm</system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "  <testsuite name=\"vmcp-render\" tests=\"1\" failures=\"1\" errors=\"0\">\n"
        "    <testcase classname=\"vmcp-render\" name=\"not-in-enum\">\n"
        "      <failure type=\"not-in-enum\" message=\"spec.serviceType: no place\">error: spec.serviceType: no place"
        "</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n");
}

TEST_CASE("JUnit has a suggestion of several lines as such") {
  Diagnostic one = finding({"a\u202e.yaml", 3, 1}, "found");
  one.suggestion = "a: b\n::error::\n";
  const std::string report = render_junit(std::vector{one});
  CHECK(
      report.find(">a\\u202e.yaml:3:1: error: spec.serviceType: found\nsuggestion:\na: b\n\\x3a:error::\n</failure>") !=
      std::string::npos);
}

TEST_CASE("no form has what is invisible, or turns the writing direction") {
  const std::string unseen = "\u202e\u200b\u2028\u0085\U000e0041";
  Diagnostic one = finding({"a" + unseen + ".yaml", 3, 1}, "found \"" + unseen + "\"");
  one.path = "spec[" + unseen + "]";
  one.resource = {"v1", "Kind" + unseen, "space" + unseen, "name" + unseen};
  one.object = {"Kind" + unseen, "space" + unseen, "name" + unseen, "spec[" + unseen + "]"};
  one.related = {{{"b" + unseen + ".yaml", 1, 1}, "here " + unseen}};
  one.suggestion = unseen;
  one.edits = {{one.place.file, 3, 1, 3, 2, unseen}};
  const std::vector<Diagnostic> all = {one};
  Excerpts excerpts([&](const std::string&) { return std::string_view{"a:\n\n \u202e\u200b: b\n"}; });
  for (const std::string& form : {render_text(all, excerpts), render_json(all), render_sarif(all, "1"),
                                  render_github(all), render_gitlab(all), render_junit(all)}) {
    CAPTURE(form);
    for (const char* character : {"\u202e", "\u200b", "\u2028", "\u0085", "\U000e0041"}) {
      CHECK(form.find(character) == std::string::npos);
    }
  }
  const Json json = Json::parse(render_json(all)).at(0);
  CHECK(json.at("message") == "found \"\\u202e\\u200b\\u2028\\u0085\\U000e0041\"");
  CHECK(json.at("suggestion") == unseen);
  CHECK(json.at("file") == one.place.file);
}

TEST_CASE("JUnit without a finding has a case that passes") {
  CHECK(render_junit({}) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"vmcp-render\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
        "  <testsuite name=\"vmcp-render\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
        "    <testcase classname=\"vmcp-render\" name=\"no findings\"/>\n"
        "  </testsuite>\n"
        "</testsuites>\n");
}

TEST_CASE("JUnit counts the difference that a comparison ends with") {
  Diagnostic difference;
  difference.message = "something differs";
  const std::string report = render_junit(std::vector{difference});
  CHECK(report.find("tests=\"1\" failures=\"1\"") != std::string::npos);
  CHECK(report.find("<testcase classname=\"vmcp-render\" name=\"differs\">") != std::string::npos);
  CHECK(report.find("<failure type=\"differs\" message=\"something differs\">") != std::string::npos);
}

TEST_CASE("a finding that stands for others is one, which says how many") {
  Diagnostic rest = finding({"cr.yaml", 0, 0}, "7 more findings of this code");
  rest.path.clear();
  rest.more = 7;
  const std::vector findings = {finding({"cr.yaml", 12, 7}, "found \"x\""), rest};
  CHECK(render_junit(findings).find("tests=\"2\" failures=\"2\"") != std::string::npos);
  CHECK(render_junit(findings).find("<testcase classname=\"cr.yaml\" name=\"not-in-enum at cr.yaml\">") !=
        std::string::npos);
  CHECK(Json::parse(render_json(findings)).at(1).at("more") == 7);
  CHECK(sarif_result(rest).at("message").at("text") == "7 more findings of this code");
}

TEST_CASE("an object's identity shows no secret that was pasted into it") {
  Diagnostic one = finding({}, "no place");
  one.resource = {"v1", "Secret", "ghp_hunter2hunter2hunter2hunter2hunter2", "https://u:hunter2@h"};
  one.object = {"Service", "https://u:hunter2@h", "ghp_hunter2hunter2hunter2hunter2hunter2", "spec"};
  const std::vector findings = {one};
  const Json json = Json::parse(render_json(findings)).at(0);
  CHECK(json.at("resource") ==
        Json{{"apiVersion", "v1"}, {"kind", "Secret"}, {"namespace", "***"}, {"name", "https://***@h"}});
  CHECK(json.at("object") ==
        Json{{"kind", "Service"}, {"namespace", "https://***@h"}, {"name", "***"}, {"path", "spec"}});
  CHECK(sarif_result(one).at("locations").at(0).at("logicalLocations").at(0).at("fullyQualifiedName") ==
        "Secret/***/https://***@h/spec.serviceType");
  for (const std::string& text : {render_json(findings), render_sarif(findings, "1"), render_gitlab(findings),
                                  render_junit(findings), render_github(findings)}) {
    CHECK(text.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("SARIF names the tool and every code as a rule") {
  const Json log = Json::parse(render_sarif({}, "1.2.3"));
  CHECK(log.at("version") == "2.1.0");
  const Json& run = log.at("runs").at(0);
  CHECK(run.at("results") == Json::array());
  CHECK(run.at("columnKind") == "unicodeCodePoints");
  CHECK(run.at("tool").at("driver").at("name") == "vmcp-render");
  CHECK(run.at("tool").at("driver").at("version") == "1.2.3");
  const Json& rules = run.at("tool").at("driver").at("rules");
  REQUIRE(rules.size() == kCodes.size());
  constexpr std::size_t kMostOfADescription = 1024;  // what GitHub's code scanning takes
  for (const Json& rule : rules) {
    CAPTURE(rule.at("id"));
    const auto& full = rule.at("fullDescription").at("text").get_ref<const std::string&>();
    CHECK(!full.empty());
    CHECK(full.size() <= kMostOfADescription);
    CHECK(rule.at("help").at("text").get_ref<const std::string&>().find("\nExample\n") != std::string::npos);
  }
}

TEST_CASE("SARIF points to the rule, the region and the object") {
  Diagnostic one = finding({"dir/a b.yaml", 2, 3}, "found \"x\"", Severity::kWarning);
  one.resource = {"v1", "Service", "ns", "gw"};
  one.related = {{{"c.yaml", 1, 1}, "given here"}};
  const Json result = sarif_result(one);
  CHECK(kCodes.at(result.at("ruleIndex").get<std::size_t>()).code == result.at("ruleId").get<std::string>());
  CHECK(result.at("level") == "warning");
  CHECK(result.at("message").at("text") == "spec.serviceType: found \"x\"");
  CHECK(result.at("locations") == Json::parse(R"([{"physicalLocation": {"artifactLocation": {"uri": "dir/a%20b.yaml"},
                                              "region": {"startLine": 2, "startColumn": 3}},
                         "logicalLocations": [{"fullyQualifiedName": "Service/ns/gw/spec.serviceType"}]}])"));
  CHECK(result.at("relatedLocations").at(0).at("message").at("text") == "given here");
}

TEST_CASE("SARIF has the edits of a finding as one fix") {
  Diagnostic one = finding({"a b.yaml", 2, 3}, "m");
  CHECK_FALSE(sarif_result(one).contains("fixes"));
  one.edits = {{"a b.yaml", 2, 3, 2, 6, "type"}, {"a b.yaml", 4, 1, 5, 1, ""}};
  CHECK(sarif_result(one).at("fixes") == Json::parse(R"([{"artifactChanges": [{
      "artifactLocation": {"uri": "a%20b.yaml"},
      "replacements": [
        {"deletedRegion": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 6},
         "insertedContent": {"text": "type"}},
        {"deletedRegion": {"startLine": 4, "startColumn": 1, "endLine": 5, "endColumn": 1},
         "insertedContent": {"text": ""}}]}]}])"));
}

TEST_CASE("SARIF claims no more of a place than is known") {
  Diagnostic one = finding({"a.yaml", 0, 0}, "m");
  one.path.clear();
  CHECK_FALSE(sarif_result(one).at("locations").at(0).at("physicalLocation").contains("region"));
  one.place.line = 4;
  CHECK(sarif_result(one).at("locations").at(0).at("physicalLocation").at("region") == Json{{"startLine", 4}});
  one.place = {};
  CHECK_FALSE(sarif_result(one).contains("locations"));
}
