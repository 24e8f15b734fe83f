#include "core/yaml/read.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/yaml/location.h"
#include "core/yaml/read_fixture.h"

namespace vmcp::yaml {
namespace {

/// The field `id` of each document, one character each.
std::string names(const Reading& reading) {
  std::string result;
  for (const Document& document : reading.documents) result += document.root.string_at("id");
  return result;
}

TEST_CASE("every input form yields its documents") {
  struct Row {
    std::string what;
    std::string text;
    std::string names;
  };
  const Row rows[] = {
      {"one document", "id: a\n", "a"},
      {"no line break at the end", "id: a", "a"},
      {"several documents", "id: a\n---\nid: b\n--- # comment\nid: c\n", "abc"},
      {"markers around", "---\nid: a\n---\n", "a"},
      {"an end marker", "id: a\n...\n# done\n---\nid: b\n", "ab"},
      {"comments only", "# nothing\n---\n# here\n---\nid: a\n---\n~\n", "a"},
      {"nothing", "", ""},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "id: a\n---\n\xEF\xBB\xBF"
       "id: b\n",
       "ab"},
      {"CRLF", "id: a\r\nt: |\r\n  x\r\n---\r\nid: b\r\n", "ab"},
      {"JSON", "{\"id\": \"a\",\n\t\"t\": \"\\/\"}", "a"},
      {"JSON, concatenated", "{\"id\":\"a\"}{\"id\":\"b\"}\n{\"id\":\"c\"}", "abc"},
      {"JSON and YAML", "{\"id\":\"a\"}\n---\nid: b\n---\n{id: c}\n", "abc"},
      {"a list", "kind: List\nitems:\n- {kind: A, id: a}\n- {kind: B, id: b}\n", "ab"},
      {"a list of a kind", "{\"kind\": \"GroupList\", \"items\": [{\"kind\": \"Group\", \"id\": \"a\"}]}", "a"},
      {"a list in a list", "kind: List\nitems:\n- {kind: AList, items: [{kind: A, id: a}]}\n", "a"},
      {"a list whose kind is misspelt", "apiVersion: x/v1\nkind: GroupLists\nitems:\n- {metadata: {}, id: a}\n", "a"},
      {"an empty list", "kind: List\nitems: []\n---\nid: a\n", "a"},
      {"a kind that only sounds like a list", "kind: AllowList\nid: a\n", "a"},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    const Reading reading(row.text);
    CHECK(reading.findings() == "");
    CHECK(names(reading) == row.names);
  }
}

TEST_CASE("what cannot be read is a finding with its place") {
  struct Row {
    std::string text;
    std::string findings;
  };
  const Row rows[] = {
      {"a: 1\nb: 2\na: 3\n", "duplicate-key@3:1"},
      {"{\"a\": 1, \"b\": {\"c\": 1,\n \"c\": 2}}", "duplicate-key@2:2"},
      {"a: \"\xC3\xA9\" \"\n", "yaml-syntax@1:8"},
      {"\xC3\xA9: {a: 1, a: 2}\n", "duplicate-key@1:11"},
      {"a: *b\n", "undefined-alias@1:4"},
      {"a: &b x\n---\na: *b\n", "undefined-alias@3:4"},
      {"a: &b [*b]\n", "self-reference@1:8"},
      {"a: .nan\n", "not-a-number@1:4"},
      {"- a\n", "not-a-mapping@1:1"},
      {"a: 1\n---\nhello\n---\nb: 1\n", "not-a-mapping@3:1"},
      {"a: 1\n...\nb: 1\n", "trailing-content@3:1"},
      {"{a: 1} b\n", "trailing-content@1:8"},
      {"{\"a\": 1}\nb: 1\n", "trailing-content@2:1"},
      {"a: 1\n--- b: 1\n", "yaml-syntax@2:5"},
      {"{\"a\": [1,\n 2", "json-syntax@2:3"},
      {"{\"a\": \"b\n", "json-syntax@1:9"},
      {"{\"a\": 1}{\"b\": tru}", "json-syntax@1:15"},
      {"{\"a\": [1, -1e400]}", "not-a-number@1:11"},
      {"%YAML 1.1\n---\na: 1\n", "yaml-syntax@1:1"},
      {"a:\n\tb: 1\n", "yaml-syntax@2:1"},
      {"a: \"\\/\"\n", "yaml-syntax@1:5"},
      {"a: {b: 1\nc: 2\n", "yaml-syntax@2:2"},
      {"a: b: c\n", "yaml-syntax@1:5"},
      {"a: 1\n b: 2\n", "yaml-syntax@2:3"},
      {"a: x\nb\nc: 1\n", "yaml-syntax@2:1"},
      {"a: @x\n", "yaml-syntax@1:4"},
      {"a: \x01\n", "control-character@1:4"},
      {"a: b\nc: \xFF\n", "invalid-utf8@2:4"},
      {"~: a\n", "invalid-key@1:1"},
      {"? [a]\n: b\n", "invalid-key@1:3"},
      {"<<: 1\n", "invalid-merge@1:1"},
      {"kind: List\nitems:\n- {n: a}\n- 1\n- {kind: A, n: b}\n", "missing-kind@3:3 not-a-mapping@4:3"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const Reading reading(row.text);
    CHECK(reading.findings() == row.findings);
  }
}

TEST_CASE("lines are counted alike for every line break, in comments, in quotes and in later documents") {
  for (const std::string line_break : {"\n", "\r\n", "\r\r\n", "\r", "\u0085"}) {
    CAPTURE(line_break);
    CHECK(Reading("# x" + line_break + "# y\na: 1\na: 2\n").findings() == "duplicate-key@4:1");
    CHECK(Reading("a: \"x" + line_break + " y\"\na: 2\n").findings() == "duplicate-key@3:1");
    CHECK(Reading("# x" + line_break + "a: 1\n---\nb: 1\nb: 2\n").findings() == "duplicate-key@5:1");
    CHECK(Reading("# x" + line_break + "---\n" + line_break + "{\"a\": 1,\n \"a\": 2}\n").findings() ==
          "duplicate-key@5:2");
  }
}

TEST_CASE("a key given again names the place where it was given first") {
  const Reading reading("spec:\n  a: 1\n  b: 2\n  a: 3\n");
  const diag::Diagnostic finding = reading.sink.sorted().at(0);
  CHECK(finding.message == "key \"a\" is given twice");
  CHECK(finding.place == diag::Place{"in.yaml", 4, 3});
  REQUIRE(finding.related.size() == 1);
  CHECK(finding.related[0] == diag::Related{{"in.yaml", 2, 3}, "first given here"});
}

TEST_CASE("a broken document does not hide its neighbours") {
  const Reading reading("id: a\n---\nid: [\n---\nid: c\n---\nid: @\n");
  CHECK(names(reading) == "ac");
  CHECK(reading.sink.error_count() == 2);
}

TEST_CASE("of very many faults the first are listed, and the number of the others") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "[\n---\n";
  const Reading reading(text);
  const std::vector<diag::Diagnostic> findings = reading.sink.sorted();
  REQUIRE(findings.size() == diag::Sink::kMostOfACode + 1);
  CHECK(findings[999].place.line == 1999);
  CHECK(findings[1000].severity == diag::Severity::kError);
  CHECK(findings[1000].message == "99000 more findings of this code");
  CHECK(reading.sink.error_count() == 100'000);
  CHECK(Reading(text.substr(0, 6000)).sink.sorted().size() == 1000);
}

TEST_CASE("a template that is no YAML is told from other mistakes") {
  const auto message = [](const std::string& text) { return Reading(text).sink.all().front().message; };
  CHECK(message("a: 1\n---\nb: 2\nname: {{ .Values.name }}\n").find("helm template") != std::string::npos);
  CHECK(message("text: '{{ .params.x }}'\nname: [\n").find("helm template") == std::string::npos);
}

TEST_CASE("keys and values know their places") {
  const Reading reading(
      "# head\na: 1\n---\n\xC3\xA9: {b: \"c\", \xC3\xBC: d}\nlist:\n- x\n-   k: v\n    e:\n    z: |\n      text\n");
  REQUIRE(reading.documents.size() == 2);
  const Value& root = reading.documents[1].root;
  const Member& first = root.members()[0];
  CHECK(first.key_mark == Mark{0, 4, 1});
  CHECK(first.value.mark() == Mark{0, 4, 4});
  CHECK(first.value.members()[1].key_mark == Mark{0, 4, 13});
  CHECK(first.value.members()[1].value.mark() == Mark{0, 4, 16});
  const Value& list = root.members()[1].value;
  CHECK(list.items()[0].mark() == Mark{0, 6, 3});
  CHECK(list.items()[1].mark() == Mark{0, 7, 5});
  CHECK(list.items()[1].members()[1].value.mark() == Mark{0, 8, 5});
  CHECK(list.items()[1].members()[2].value.mark() == Mark{0, 9, 8});
  CHECK(find_location(root, "list[1].k").mark == Mark{0, 7, 5});
}

TEST_CASE("places in JSON count from the file's start") {
  const Reading reading("\r\n{\"a\":1}\r\n {\"b\": [true,\r\n \"x\"]}");
  REQUIRE(reading.documents.size() == 2);
  CHECK(reading.documents[1].root.mark() == Mark{0, 3, 2});
  CHECK(reading.documents[1].root.find("b")->items()[1].mark() == Mark{0, 4, 2});
}

TEST_CASE("merge keys yield to later keys and overwrite earlier ones") {
  const Reading reading(
      "base: &base {a: 1, b: 2}\n"
      "after: {<<: *base, a: 9}\n"
      "before: {a: 9, <<: *base}\n"
      "list: {<<: [{a: 1}, {a: 2, c: 3}], d: 4}\n"
      "text: {\"<<\": 1}\n");
  REQUIRE(reading.documents.size() == 1);
  CHECK(reading.documents[0].root == json(R"({"base":{"a":1,"b":2},"after":{"a":9,"b":2},"before":{"a":1,"b":2},
                                               "list":{"a":1,"c":3,"d":4},"text":{"<<":1}})"));
}

TEST_CASE("anchors stand for any node and can be given anew") {
  const Reading reading("&k key: &v [1, &x v]\nagain: *v\n*k : z\nx: *x\nt: &x 2\nz: *x\n");
  REQUIRE(reading.findings() == "duplicate-key@3:1");
  const Reading other("&k key: &v [1, &x v]\nagain: *v\nk: {*k : z}\nx: *x\nt: &x 2\nz: *x\n");
  REQUIRE(other.documents.size() == 1);
  CHECK(other.documents[0].root == json(R"({"key":[1,"v"],"again":[1,"v"],"k":{"key":"z"},"x":"v","t":2,"z":2})"));
}

TEST_CASE("scalars over lines that end in other breaks read as Go reads them") {
  struct Row {
    std::string text;
    std::string value;
  };
  const Row rows[] = {
      {"a: |\n  b\r\r\n  c\r\r\r\n  d\r\n", "b\nc\n\nd\n"},
      {"a: 'b\r\r\n  c'\n", "b c"},
      {"a: b\u2028\n", "b"},
      {"a: b\u2028  c\n", "b\u2028c"},
      {"a: b\n\u2028  c\n", "b\u2028c"},
      {"a: |\n  b\u2028  c\n\n", "b\u2028c\n"},
      {"a: >\n  b\n  c\u2028  d\n   e\n  f\n", "b c\u2028d\n e\nf\n"},
      {"a: >-\n  b\u2029\n  c\n", "b\u2029\nc"},
      {"a: |+\n  b\n\u2028\n", "b\n\u2028\n"},
      {"a: |2\n    b\u2028  c\n", "  b\u2028c\n"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const Reading reading(row.text);
    CHECK(reading.findings() == "");
    REQUIRE(reading.documents.size() == 1);
    CHECK(reading.documents[0].root.string_at("a") == row.value);
  }
}

TEST_CASE("colons and question marks in flow collections are read as Go reads them") {
  struct Row {
    std::string text;
    std::string json;
  };
  const Row rows[] = {
      {"{a: b:}\n", R"({"a": "b:"})"},
      {"{a: b:, c: http://x:}\n", R"({"a": "b:", "c": "http://x:"})"},
      {"a: [b:, 'c:', d\n e:, f::]\n", R"({"a": ["b:", "c:", "d e:", "f::"]})"},
      {"{a:: b, c:}\n", R"({"a:": "b", "c:": null})"},
      {"{?a: b}\n", R"({"a": "b"})"},
      {"{a: &x b:, c: !!str d:, e: *x}\n", R"({"a": "b:", "c": "d:", "e": "b:"})"},
      {"{\"a\": 1e400, b: 1}\n", R"({"a": "1e400", "b": 1})"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const Reading reading(row.text);
    CHECK(reading.findings() == "");
    REQUIRE(reading.documents.size() == 1);
    CHECK(reading.documents[0].root == json(row.json));
  }
}

TEST_CASE("a colon may stand right behind an alias that is a key") {
  const Reading reading("a: &app fetch\nby:\n  *app:\n    image: x\nb: {*app: 1}\n*app: >\n  text\n  on\nlast: [1]\n");
  REQUIRE(reading.documents.size() == 1);
  const Value& root = reading.documents[0].root;
  CHECK(root == json(R"({"a":"fetch","by":{"fetch":{"image":"x"}},"b":{"fetch":1},"fetch":"text on\n","last":[1]})"));
  CHECK(root.find("by")->find("fetch")->find("image")->mark() == Mark{0, 4, 12});
  CHECK(root.find("last")->items()[0].mark() == Mark{0, 9, 8});
  CHECK(Reading("a: &app x\n*app:b\n").findings() == "yaml-syntax@2:1");
  const Reading flow("a: &app x\nb: {*app:1, c: [*app:, *app :2], \"d\" :e}\nlast: [1]\n");
  REQUIRE(flow.documents.size() == 1);
  CHECK(flow.documents[0].root == json(R"({"a":"x","b":{"x":1,"c":[{"x":null},{"x":2}],"d":"e"},"last":[1]})"));
  CHECK(flow.documents[0].root.find("b")->find("d")->mark() == Mark{0, 2, 39});
  CHECK(Reading("a: &app x\n*app: 1\nb: [\n").findings() == "yaml-syntax@4:1");
}

}  // namespace
}  // namespace vmcp::yaml
