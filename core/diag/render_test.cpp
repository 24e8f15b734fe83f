#include "core/diag/render.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

using namespace vmcp::diag;

namespace {

Diagnostic unknown_field() {
  return {Message("unknown field").because({{"group.yaml", 1, 1}, "referenced from here"}).suggest("type"),
          Severity::kError,
          Stage::kAdmission,
          "unknown-field",
          {"cr.yaml", 2, 3},
          "spec.typ",
          {"toolhive.stacklok.dev/v1beta1", "VirtualMCPServer", "default", "gw"}};
}

std::string text_of(const Diagnostic& finding, std::string_view input = "spec:\n  typ: oidc\nkind: X\n",
                    Color color = Color::kNever) {
  Excerpts excerpts([&](const std::string& file) { return file == "cr.yaml" ? input : std::string_view{}; });
  return render_text(std::vector{finding}, excerpts, color);
}

}  // namespace

TEST_CASE("text shows the finding, its line, and related places") {
  CHECK(text_of(unknown_field()) ==
        "cr.yaml:2:3: error: spec.typ: unknown field; did you mean \"type\"? [unknown-field]\n"
        "   2 |    typ: oidc\n"
        "     |    ^\n"
        "group.yaml:1:1: note: referenced from here\n");
}

TEST_CASE("text shows a suggestion of several lines as a block, once") {
  Diagnostic finding = unknown_field();
  finding.place = {};
  finding.resource = {};
  finding.related.clear();
  finding.suggestion = "a:\n  b: \x1b";
  Excerpts excerpts([](const std::string&) { return std::string_view{}; });
  CHECK(render_text(std::vector{finding, finding}, excerpts) ==
        "error: spec.typ: unknown field [unknown-field]\n"
        "  suggestion:\n"
        "    a:\n"
        "      b: \\x1b\n"
        "error: spec.typ: unknown field [unknown-field]\n"
        "  suggestion: as above\n");
}

TEST_CASE("text without a place names the object") {
  Diagnostic finding = unknown_field();
  finding.severity = Severity::kWarning;
  finding.place = {};
  finding.suggestion.clear();
  finding.related.clear();
  CHECK(text_of(finding) == "warning: VirtualMCPServer default/gw: spec.typ: unknown field [unknown-field]\n");
  finding.place.file = "cr.yaml";
  finding.resource = {};
  CHECK(text_of(finding) == "cr.yaml: warning: spec.typ: unknown field [unknown-field]\n");
  finding.place.line = 2;
  CHECK(text_of(finding) == "cr.yaml:2: warning: spec.typ: unknown field [unknown-field]\n");
}

TEST_CASE("text obeys nothing that an input says to the terminal") {
  Diagnostic finding = unknown_field();
  finding.message = "seen \"\x1b[2J\"\n";
  finding.related.clear();
  const std::string text = text_of(finding, "spec:\n  typ: \x1b[2J\xff\nkind: X\n");
  CHECK(text ==
        "cr.yaml:2:3: error: spec.typ: seen \"\\x1b[2J\"\\x0a; did you mean \"type\"? [unknown-field]\n"
        "   2 |    typ: \\x1b[2J\ufffd\n"
        "     |    ^\n");
}

TEST_CASE("text shows no line of a Secret") {
  CHECK(text_of(unknown_field(), "kind: Secret\n  a: hunter2").find("hunter2") == std::string::npos);
}

TEST_CASE("no line of the text is a workflow command") {
  Diagnostic finding = unknown_field();
  finding.place = {"::error title=x::y.yaml", 2, 3};
  finding.message = "##[error]x";
  finding.related = {{{" ::notice::", 1, 1}, "##[x"}};
  Excerpts excerpts([](const std::string&) { return std::string_view{"kind: X\n  ::error::##[x: y\n"}; });
  CHECK(render_text(std::vector{finding}, excerpts) ==
        "./::error title=x::y.yaml:2:3: error: spec.typ: \\x23#[error]x; did you mean \"type\"? [unknown-field]\n"
        "   2 |    ::error::\\x23#[x: y\n"
        "     |    ^\n"
        "./ ::notice:::1:1: note: \\x23#[x\n");
  CHECK(render_json(std::vector{finding}).find("##[") == std::string::npos);
  CHECK(nlohmann::json::parse(render_json(std::vector{finding})).at(0).at("message") == "\\x23#[error]x");
}

TEST_CASE("colour adds sequences only") {
  std::string text = text_of(unknown_field(), "spec:\n  typ: oidc\nkind: X\n", Color::kAlways);
  CHECK(text.starts_with("\x1b[1mcr.yaml:2:3:\x1b[0m \x1b[1;31merror:\x1b[0m spec.typ"));
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  CHECK(text == text_of(unknown_field()));
}

TEST_CASE("JSON holds every part of a finding, and nothing where there is none") {
  const auto parsed = nlohmann::json::parse(render_json(std::vector{unknown_field()}));
  CHECK(parsed == nlohmann::json::parse(R"([{
    "severity": "error", "code": "unknown-field", "stage": "admission", "message": "unknown field",
    "file": "cr.yaml", "line": 2, "column": 3, "path": "spec.typ", "suggestion": "type",
    "resource": {"apiVersion": "toolhive.stacklok.dev/v1beta1", "kind": "VirtualMCPServer",
                 "namespace": "default", "name": "gw"},
    "related": [{"file": "group.yaml", "line": 1, "column": 1, "message": "referenced from here"}]}])"));

  Diagnostic bare;
  bare.severity = Severity::kNote;
  bare.stage = Stage::kUsage;
  bare.code = "no-crd";
  bare.message = "m\xff";
  CHECK(nlohmann::json::parse(render_json(std::vector{bare})) ==
        nlohmann::json::parse(R"([{"severity": "note", "code": "no-crd", "stage": "usage", "message": "m\ufffd"}])"));
  CHECK(render_json({}) == "[]\n");
}
