// No form of the findings holds a secret. Markers are planted in every fifth input of testdata/conformance, in each way
// that is listed below at every place that it fits; one run's findings and its graph are written in all forms, and the
// function answers the same input.
#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/excerpts.h"
#include "core/diag/render.h"
#include "core/graph/builder.h"
#include "core/graph/print.h"
#include "core/krm/function.h"
#include "core/krm/resource_list.h"
#include "core/render/pipeline.h"
#include "core/source/sources.h"
#include "testdata/support.h"

namespace {

using vmcp::diag::Diagnostic;

constexpr std::string_view kMarker = "hunter2MARK";
constexpr std::size_t kEvery = 5;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::size_t indent_of(const std::string& line) { return std::min(line.find_first_not_of(" -"), line.size()); }

/// Replaces the value of every key that names a reference to a secret, with what stands below it, by `value`.
std::string with_references(const std::string& text, std::string_view value) {
  static const std::regex kReference(
      "^([ -]*[A-Za-z]*(Secret|Password|Token|password|secretKey)[A-Za-z]*Refs?):( *\\{.*\\})?\\s*$");
  std::string out;
  std::size_t below = std::string::npos;
  for (const std::string& line : lines_of(text)) {
    const bool item = below != std::string::npos && line.find_first_not_of(' ') == below && line[below] == '-';
    if (below != std::string::npos && (indent_of(line) > below || item) && !line.starts_with("---")) continue;
    below = std::string::npos;
    std::smatch match;
    if (std::regex_match(line, match, kReference)) {
      below = indent_of(line);
      out += match[1].str() + std::string(value) + '\n';
    } else {
      out += line + '\n';
    }
  }
  return out;
}

/// Gives every URL a user and a password.
std::string with_userinfo(const std::string& text, const std::string& replacement) {
  static const std::regex kUrl("(https?://|redis://)([a-zA-Z0-9.-]+)");
  return std::regex_replace(text, kUrl, replacement);
}

/// Makes a Secret's values the marker and its kind `kind` (no kind when it is empty); `again` gives each key twice, so
/// that reading fails.
std::string with_secrets(const std::string& text, const std::string& kind, bool again) {
  std::string out;
  std::string document;
  const auto flush = [&] {
    const bool secret = document.find("\nkind: Secret\n") != std::string::npos;
    std::size_t data = std::string::npos;
    for (const std::string& line : lines_of(document)) {
      if (!secret) {
        out += line + '\n';
        continue;
      }
      if (line == "kind: Secret") {
        if (!kind.empty()) out += "kind: " + kind + '\n';
        continue;
      }
      if (indent_of(line) == 0) data = line == "data:" || line == "stringData:" ? 0 : std::string::npos;
      const std::size_t colon = line.find(':');
      if (data == std::string::npos || indent_of(line) != 2 || colon == std::string::npos) {
        if (data == std::string::npos || indent_of(line) == 0) out += line + '\n';
        continue;
      }
      const std::string entry = line.substr(0, colon + 1) + ' ' + std::string(kMarker) + '\n';
      out += again ? entry + entry : entry;
    }
    document.clear();
  };
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("---")) flush();
    document += line + '\n';
  }
  flush();
  return out;
}

/// The inputs that one makes of a case: in each the marker stands where a secret may stand.
std::vector<std::string> planted(const std::string& text) {
  const std::string marker(kMarker);
  std::vector<std::string> texts;
  for (const std::string& value :
       {": " + marker, ": [" + marker + "]", ": {" + marker + "}", ": {value: " + marker + "}", ": \"" + marker,
        ":\n" + marker, ": [" + marker, ": " + marker + ": x", " " + marker, "=" + marker, ": &a " + marker + " *b",
        ": !!int " + marker}) {
    texts.push_back(with_references(text, value));
  }
  for (const std::string kind : {"Secret", "secret", "Secrets", "Secert", "SecretList", "ClusterSecret", ""}) {
    texts.push_back(with_secrets(text, kind, false));
    texts.push_back(with_secrets(text, kind, true));
  }
  texts.push_back(with_userinfo(text, "$1user:" + marker + "@$2"));
  texts.push_back(with_userinfo(text, "$1user:" + marker));
  texts.push_back(with_userinfo(text, "$1" + marker + "@$2:x"));
  std::erase(texts, text);
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  std::erase_if(texts, [&](const std::string& one) { return one.find(kMarker) == std::string::npos; });
  return texts;
}

/// The text as the items of a function's list.
std::string as_items(const std::string& text) {
  std::string out = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n";
  bool first = true;
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("---")) {
      first = true;
    } else {
      out += (first && !line.starts_with('#') ? "- " : "  ") + line + '\n';
      first = first && line.starts_with('#');
    }
  }
  return out;
}

void check_hidden(std::string_view form, const std::string& text) {
  const std::size_t at = text.find(kMarker);
  if (at == std::string::npos) return;
  const std::size_t begin = text.rfind('\n', at) + 1;
  CAPTURE(form);
  FAIL_CHECK(text.substr(begin, text.find('\n', at) - begin));
}

void check_findings(const std::string& text) {
  vmcp::source::Sources sources;
  vmcp::diag::Sink sink;
  vmcp::source::Inputs inputs{{{"input.yaml", sources.add("input.yaml", text)}}};
  vmcp::render::Options options;
  options.start = vmcp::render::Start::kError;
  options.complete = true;
  options.keep_clusters = true;
  const vmcp::render::Result result =
      vmcp::render::run(vmcp::source::MemoryFileSystem(), sources, inputs, nullptr, options, sink);
  const std::vector<Diagnostic> findings = sink.sorted();
  vmcp::diag::Excerpts excerpts([&](const std::string&) { return std::string_view{sources.at(0).text}; },
                                [&](std::string_view line) { return sink.shown(std::string(line)) == line; });
  check_hidden("text", vmcp::diag::render_text(findings, excerpts));
  check_hidden("json", vmcp::diag::render_json(findings));
  check_hidden("sarif", vmcp::diag::render_sarif(findings, "1"));
  check_hidden("github", vmcp::diag::render_github(findings));
  check_hidden("gitlab", vmcp::diag::render_gitlab(findings));
  check_hidden("junit", vmcp::diag::render_junit(findings));
  const vmcp::graph::Graph graph = vmcp::graph::graph_of(result, sink, sources, options);
  check_hidden("graph, mermaid", vmcp::graph::to_mermaid(graph));
  check_hidden("graph, dot", vmcp::graph::to_dot(graph));
  check_hidden("graph, json", vmcp::graph::to_json(graph));
}

void check_function(const std::string& text) {
  vmcp::source::Sources sources;
  const auto list = vmcp::krm::read_resource_list(sources, sources.add("stdin", as_items(text)));
  if (!list) return;
  const vmcp::krm::Answer answer = vmcp::krm::run_function(*list, sources);
  check_hidden("function, standard error", answer.err);
  const std::size_t results = answer.out.rfind("\nresults:");
  if (results != std::string::npos) check_hidden("function, results", answer.out.substr(results));
}

}  // namespace

TEST_CASE("secrets: no form of the findings shows one") {
  const auto cases = vmcp::test::folders(vmcp::test::testdata() / "conformance");
  REQUIRE(!cases.empty());
  std::size_t runs = 0;
  for (std::size_t i = 0; i < cases.size(); i += kEvery) {
    const std::string input = vmcp::test::read_file(cases[i] / "input.yaml");
    for (const std::string& text : planted(input)) {
      CAPTURE(cases[i].filename().string());
      CAPTURE(text);
      check_findings(text);
      check_function(text);
      ++runs;
    }
  }
  CHECK(runs > cases.size() / kEvery);
}

TEST_CASE("secrets: what is pasted in the wrong place is not shown") {
  const std::string marker(kMarker);
  for (const std::string& spec : std::vector<std::string>{
           "type: headerInjection\n  headerInjection: {headerName: X-Key, value: MARK}",
           "type: headerInjection\n  headerInjection:\n    headerName: X-Key\n    value: MARK",
           "type: headerInjection\n  headerInjection: MARK",
           "type: bearerToken\n  bearerToken: {tokenSecretRef: {Name: MARK}}", "type: *a\n  password: &a MARK",
           "env: [{name: GITHUB_PAT, value: [MARK], value: 1}]", "env: [GITHUB_PAT=MARK]",
           "env: [{name: A, valueFrom: MARK}]", "args: [\"--token\", {MARK: b}]",
           "type: x\n  tokenExchange: {tokenUrl: \"https://u:MA%RK@h/x\"}",
           "openTelemetry: {sensitiveHeaders: [\"a=MARK\"], headers: \"x=MARK\"}",
           "addPlaintextHeaders: \"X-A: MARK\""}) {
    std::string text =
        "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPExternalAuthConfig\nmetadata: {name: e, namespace: ns}\n"
        "spec:\n  " +
        spec + '\n';
    for (std::size_t at = text.find("MARK"); at != std::string::npos; at = text.find("MARK", at + marker.size())) {
      text.replace(at, 4, marker);
    }
    CAPTURE(text);
    check_findings(text);
    check_function(text);
  }
  for (const std::string arguments : {"{password: \"{{hunter2MARK\"}", "{h: \"Bearer {{hunter2MARK x\"}"}) {
    CAPTURE(arguments);
    check_findings(
        "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPCompositeToolDefinition\n"
        "metadata: {name: e, namespace: ns}\nspec:\n  name: t\n  description: d\n  steps:\n"
        "  - {id: s, type: tool, tool: t, arguments: " +
        arguments + "}\n");
  }
}

TEST_CASE("secrets: what is carried from where it stands is not shown there") {
  const std::string gateway =
      "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: VirtualMCPServer\nmetadata: {name: gw, namespace: ns}\n"
      "spec:\n  groupRef: {name: tools}\n  incomingAuth: {type: anonymous}\n";
  const auto with = [](std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
  };
  // An alias takes it from a Secret or into one, in one list with a gateway that has `spec`.
  struct Aliased {
    std::string secret;
    std::string spec;
  };
  std::string longer(kMarker);
  while (longer.size() < 100) longer += '-' + std::string(kMarker);
  for (const Aliased& one : std::vector<Aliased>{
           {"stringData: {password: &p hunter2MARK}", "{groupRef: {name: *p}, incomingAuth: {type: *p}}"},
           {"stringData: &p {password: hunter2MARK, name: hunter2MARK}", "{groupRef: {<<: *p}}"},
           {"data: {password: &p " + longer + "}", "{groupRef: {name: *p}, incomingAuth: {type: *p}}"},
           {"data: {password: &p hunter2MARK}", "{groupRef: {name: tools, *p : x}}"},
           {"data: {password: &p hunter2MARK}", "{groupRef: {*p : tools, *p : x}}"},
       }) {
    const std::string text =
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: s, namespace: ns}\n "
        " " +
        one.secret +
        "\n- apiVersion: toolhive.stacklok.dev/v1beta1\n  kind: VirtualMCPServer\n"
        "  metadata: {name: gw, namespace: ns}\n  spec: " +
        one.spec + '\n';
    CAPTURE(text);
    check_findings(text);
  }
  for (const std::string name : {"DB_PASSWORD", "TOKEN", "clientSecret", "api_key", "GITHUB_PAT"}) {
    for (const std::string operation : {":=", ":-", ":+", "=", "-", ":=x${X:=", "/a/"}) {
      const std::string expression =
          "${" + name + operation + "hunter2MARK}" + (operation.ends_with("{X:=") ? "}" : "");
      for (const std::string from : {"VirtualMCPServer", "v1beta1", "gw", "namespace: ns", "tools", "anonymous"}) {
        const std::string to = from == "namespace: ns" ? "namespace: \"" + expression + '"' : '"' + expression + '"';
        CAPTURE(from);
        CAPTURE(expression);
        check_findings(with(gateway, from, from == "v1beta1" ? expression : to));
        check_function(with(gateway, from, from == "v1beta1" ? expression : to));
      }
    }
  }
}
