#include "core/diag/explain.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/explanations/example.h"
#include "core/diag/explanations/explanations.h"

using namespace vmcp::diag;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool fits_a_terminal(const std::string& line) {
  return line.size() <= 80 && !line.ends_with(' ') &&
         std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_paragraph(std::string_view text) {
  return !text.empty() && text.ends_with('.') && text.find("  ") == std::string_view::npos &&
         text.find('\n') == std::string_view::npos;
}

constexpr Explanation kExplanation{.code = "too-long",
                                   .stages = {Stage::kParse, Stage::kStart},
                                   .since = "0.7.0",
                                   .what = "What is found.",
                                   .why = "What comes of it.",
                                   .cure = "What to do.",
                                   .example = R"(
-$ vmcp-render check gateway.yaml
+$ vmcp-render check --strict gateway.yaml
 ==> a.yaml <==
 kind: A
 ---
-kind: B
+kind: C
+list:
+- 1
 ---
 kind: D
 ==> b.yaml <==
 kind: E
+%group
)"};

}  // namespace

TEST_CASE("explain: every code has a page that fits a terminal, with texts and an example") {
  for (const Explanation& explanation : explanations()) {
    CAPTURE(std::string_view(explanation.code));
    CHECK(!explanation.stages.empty());
    CHECK(!explanation.since.empty());
    CHECK(is_paragraph(explanation.what));
    CHECK(is_paragraph(explanation.why));
    CHECK(is_paragraph(explanation.cure));
    CHECK(!drawing(explanation).empty());
    const std::string page = explain(explanation);
    CHECK(std::ranges::all_of(lines_of(page), fits_a_terminal));
    CHECK(page.find("\n\n\n") == std::string::npos);
    CHECK(page.ends_with(help_text(explanation)));
  }
}

TEST_CASE("explain: the list has every code once, below its first stage") {
  const std::string list = explain_all();
  CHECK(std::ranges::all_of(lines_of(list), fits_a_terminal));
  for (const CodeMeaning& known : kCodes) {
    CAPTURE(known.code);
    const std::string entry = "\n  " + std::string(known.code) + ' ';
    const std::size_t at = list.find(entry);
    REQUIRE(at != std::string::npos);
    CHECK(list.find(entry, at + 1) == std::string::npos);
    CHECK(find_explanation(known.code)->code == known.code);
  }
  CHECK(find_explanation("no-such-code") == nullptr);
  CHECK(list.find("\n  missing-kind                 a document or an item of a list does not say what\n"
                  "                               it is (also admission)\n") != std::string::npos);
}

TEST_CASE("explain: a page") {
  CHECK(explain(kExplanation) == R"(too-long: the value is longer than allowed

Stages: parse, start
Since: vmcp-render 0.7.0

What it means
    What is found.

Why it matters
    What comes of it.

What to do
    What to do.

Example
    $ vmcp-render check gateway.yaml

    ==> a.yaml <==
    kind: A
    ---
    kind: B
    ---
    kind: D
    ==> b.yaml <==
    kind: E

Write instead
    $ vmcp-render check --strict gateway.yaml

    ==> a.yaml <==
    kind: C
    list:
    - 1

    ==> b.yaml <==
    apiVersion: toolhive.stacklok.dev/v1beta1
    kind: MCPGroup
    metadata: {name: tools}
)");
}

TEST_CASE("explain: what is written beside an example does not replace it") {
  Explanation explanation = kExplanation;
  explanation.example = " kind: A\n+%group\n";
  CHECK(explain(explanation)
            .ends_with("\nAdd\n    apiVersion: toolhive.stacklok.dev/v1beta1\n    kind: MCPGroup\n"
                       "    metadata: {name: tools}\n"));
  explanation.example = " kind: A\n+spec: {}\n+%group\n";
  CHECK(explain(explanation).find("\nWrite instead\n    kind: A\n    spec: {}\n    ---\n") != std::string::npos);
}

TEST_CASE("explain: an example without a cure shows none") {
  Explanation explanation = kExplanation;
  explanation.example = " $ vmcp-render check -\n";
  CHECK(drawing(explanation) == "$ vmcp-render check -\n");
  CHECK(cured(explanation).empty());
  CHECK(difference(explanation).empty());
  CHECK(explain(explanation).ends_with("Example\n    $ vmcp-render check -\n"));
}
