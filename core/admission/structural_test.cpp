#include "core/admission/structural.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/admission/facts.h"
#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

yaml::Value parse(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("test", text), sink);
  REQUIRE_FALSE(sink.has_errors());
  REQUIRE(documents.size() == 1);
  return std::move(documents.front().root);
}

struct Outcome {
  yaml::Value spec;
  std::vector<std::string> findings;  ///< "code path"
  std::vector<diag::Diagnostic> full;
};

/// Applies a schema of `spec`, in the words of facts, to an object with that spec.
Outcome check_spec(const std::string& schema, const std::string& spec, Effort* effort = nullptr) {
  const auto facts = read_facts(
      parse("{kind: Test, schemas: [{versions: [v1], schema: {type: object, properties: {spec: " + schema + "}}}]}"));
  REQUIRE(facts.has_value());
  source::Sources sources;
  sources.add("test", "");
  diag::Sink sink;
  const Reporter reporter(sink, sources, diag::Stage::kAdmission);
  Object object;
  object.value = parse("{apiVersion: example.test/v1, kind: Test, metadata: {name: x}, spec: " + spec + "}");
  apply_schema(object.value, *facts->versions.front().schema, object, nullptr, reporter, effort);

  Outcome outcome;
  if (const yaml::Value* left = object.value.find("spec")) outcome.spec = *left;
  for (const diag::Diagnostic& finding : sink.all()) {
    outcome.findings.push_back(std::string(finding.code) + ' ' + finding.path);
    outcome.full.push_back(finding);
  }
  return outcome;
}

using Codes = std::vector<std::string>;

TEST_CASE("a value is held against everything that its schema says") {
  struct Case {
    std::string schema;
    std::string spec;
    Codes findings;
  };
  const Case cases[] = {
      {"{type: string}", "text", {}},
      {"{type: string}", "1", {"wrong-type spec"}},
      {"{type: string, enum: [a, b]}", "c", {"not-in-enum spec"}},
      {"{type: integer, enum: [1, 2]}", "2.0", {}},
      {"{type: string, minLength: 2}", "ä", {"too-short spec"}},
      {"{type: string, maxLength: 2}", "äöü", {"too-long spec"}},
      {"{type: string, maxLength: 3}", "äöü", {}},
      {"{type: string, pattern: 'b+'}", "abc", {}},
      {"{type: string, pattern: '^b+$'}", "abc", {"pattern-mismatch spec"}},
      {"{type: string, pattern: '^b+$'}", "''", {"pattern-mismatch spec"}},
      {"{type: string, format: date-time}", "'2024-02-29T10:00:00Z'", {}},
      {"{type: string, format: date-time}", "'2024-02-30T10:00:00Z'", {"invalid-format spec"}},
      {"{type: string, format: date-time}", "'2024-02-30'", {"invalid-format spec"}},
      {"{type: string, format: date-time}", "'2024-02-29t10:00:00z'", {}},
      {"{type: string, format: date-time}", "'2024-02-29T10:00:00,5+99:99'", {}},
      {"{type: string, format: date-time}", "'2024-02-29T10:00:00ZT and more'", {}},
      {"{type: string, format: date-time}", "'2024-02-29T10:00:00Z and more'", {"invalid-format spec"}},
      {"{type: string, format: date-time}", "'2024-02-29T1:00:00Z'", {"invalid-format spec"}},
      {"{type: string, format: date}", "'2024-02-29'", {}},
      {"{type: string, format: date}", "'2024-02-30'", {"invalid-format spec"}},
      {"{type: string, format: date}", "'2024-02-29T1:00:00Z'", {"invalid-format spec"}},
      {"{type: string, format: duration}", "3 hours", {}},
      {"{type: string, format: duration}", "1x 2 DAYSoon", {}},
      {"{type: string, format: duration}", "1 month", {"invalid-format spec"}},
      {"{type: string, format: duration}", "99999999999999999999 days", {"invalid-format spec"}},
      {"{type: string, format: duration}", "soon", {"invalid-format spec"}},
      {"{type: string, format: uri}", "example.test/x", {"invalid-format spec"}},
      {"{type: string, format: nobody-knows-this}", "x", {}},
      {"{type: integer}", "1e3", {}},
      {"{type: integer}", "1.5", {"wrong-type spec"}},
      {"{type: integer}", "18446744073709551615", {"wrong-type spec"}},
      {"{type: integer, format: int32}", "2147483647", {}},
      {"{type: integer, format: int32}", "2147483648", {"out-of-range spec"}},
      {"{type: integer, format: int64}", "2147483648", {}},
      {"{type: integer, minimum: 1, maximum: 3}", "0", {"out-of-range spec"}},
      {"{type: integer, minimum: 1, maximum: 3}", "4", {"out-of-range spec"}},
      {"{type: number, minimum: 1, exclusiveMinimum: true}", "1", {"out-of-range spec"}},
      {"{type: number, maximum: 1, exclusiveMaximum: true}", "1", {"out-of-range spec"}},
      {"{type: number, multipleOf: 0.5}", "1.5", {}},
      {"{type: number, multipleOf: 0.5}", "1.3", {"out-of-range spec"}},
      {"{intOrString: true, anyOf: [{type: integer}, {type: string}]}", "1", {}},
      {"{intOrString: true, anyOf: [{type: integer}, {type: string}]}", "10%", {}},
      {"{intOrString: true}", "true", {"wrong-type spec"}},
      {"{type: boolean}", "'true'", {"wrong-type spec"}},
      {"{type: array, minItems: 1}", "[]", {"too-few spec"}},
      {"{type: array, maxItems: 1}", "[1, 2]", {"too-many spec"}},
      {"{type: array, items: {type: string}}", "[a, null]", {"wrong-type spec[1]"}},
      {"{type: array, items: {type: string, nullable: true}}", "[a, null]", {}},
      {"{type: array, uniqueItems: true}", "[{a: 1, b: 2}, {b: 2, a: 1}]", {"duplicate-list-item spec[1]"}},
      {"{type: array, listType: set}", "[a, b, a]", {"duplicate-list-item spec[2]"}},
      {"{type: array, listType: set}", "[1, '1']", {}},
      {"{type: array, listType: map, listMapKeys: [name]}",
       "[{name: a}, {name: b}, {name: a, x: 1}]",
       {"duplicate-list-item spec[2]"}},
      {"{type: array, listType: map, listMapKeys: [name, port]}", "[{name: a, port: 1}, {name: a, port: 2}]", {}},
      {"{type: array, listType: map, listMapKeys: [name]}", "[{x: 1}, {x: 2}]", {"duplicate-list-item spec[1]"}},
      {"{type: object, minProperties: 1, additionalProperties: {type: string}}", "{}", {"too-few spec"}},
      {"{type: object, maxProperties: 1, additionalProperties: {type: string}}", "{a: b, c: d}", {"too-many spec"}},
      {"{type: object, additionalProperties: {type: string}}", "{a.b: 1}", {"wrong-type spec.a.b"}},
      {"{type: object, additionalProperties: {type: array, listType: set}}",
       "{a.b: [1, 1]}",
       {"duplicate-list-item spec[a.b][1]"}},
      {"{type: object, properties: {a: {type: string}}, required: [a]}", "{}", {"missing-field spec.a"}},
      {"{type: object, properties: {a: {type: string}}, required: [a]}", "{a: null}", {"missing-field spec.a"}},
      {"{type: object, properties: {a: {type: string}}}", "{b: 1}", {"unknown-field spec.b"}},
      {"{type: object, properties: {a: {type: string}}, preserveUnknownFields: true}", "{b: {c: 1}}", {}},
      {"{type: object, properties: {a: {type: object, properties: {x: {type: string}}}}, preserveUnknownFields: true}",
       "{a: {z: 1}}",
       {"unknown-field spec.a.z"}},
      {"{type: object, properties: {a: {type: integer}}, oneOf: [{required: [a]}, {required: [b]}], "
       "preserveUnknownFields: true}",
       "{a: 1, b: 2}",
       {"no-schema-matches spec"}},
      {"{type: string, allOf: [{pattern: a}, {pattern: b}]}", "a", {"no-schema-matches spec"}},
      {"{type: string, not: {enum: [root]}}", "root", {"no-schema-matches spec"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.schema);
    CAPTURE(c.spec);
    CHECK(check_spec(c.schema, c.spec).findings == c.findings);
  }
}

TEST_CASE("nulls are pruned and defaults set before anything is required") {
  const char* schema =
      "{type: object, required: [mode], properties: {mode: {type: string, default: fast}, note: {type: string}, "
      "kept: {type: string, nullable: true, default: x}, "
      "inner: {type: object, default: {}, properties: {port: {type: integer, default: 80}}}, "
      "list: {type: array, items: {type: object, properties: {port: {type: integer, default: 80}}}}, "
      "free: {type: object, preserveUnknownFields: true}}}";
  struct Case {
    std::string spec;
    std::string becomes;
  };
  const Case cases[] = {
      {"{}", "{mode: fast, kept: x, inner: {port: 80}}"},
      {"{mode: null, note: null, kept: null}", "{mode: fast, kept: null, inner: {port: 80}}"},
      {"{mode: slow, inner: {port: 1}, list: [{}, {port: null}]}",
       "{mode: slow, kept: x, inner: {port: 1}, list: [{port: 80}, {port: 80}]}"},
      {"{free: {a: null, b: [null]}}", "{mode: fast, kept: x, inner: {port: 80}, free: {a: null, b: [null]}}"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.spec);
    const Outcome outcome = check_spec(schema, c.spec);
    CHECK(outcome.findings.empty());
    CHECK(outcome.spec == parse(c.becomes));
  }
}

TEST_CASE("numbers become the type that the schema wants") {
  const Outcome outcome =
      check_spec("{type: object, properties: {whole: {type: integer}, real: {type: number}}}", "{whole: 3.0, real: 1}");
  CHECK(outcome.spec.find("whole")->kind() == yaml::Value::Kind::kInt);
  CHECK(outcome.spec.find("real")->kind() == yaml::Value::Kind::kFloat);
}

TEST_CASE("a finding says what was probably meant") {
  SUBCASE("a misspelt field, and not that the right one is missing too") {
    const Outcome outcome =
        check_spec("{type: object, properties: {groupRef: {}}, required: [groupRef]}", "{groupref: x}");
    REQUIRE(outcome.findings == Codes{"unknown-field spec.groupref"});
    CHECK(outcome.full[0].suggestion == "groupRef");
  }
  SUBCASE("but never a field that is there already") {
    const Outcome outcome = check_spec("{type: object, properties: {port: {}}}", "{port: 1, ports: 2}");
    CHECK(outcome.full.at(0).suggestion.empty());
    CHECK(outcome.full.at(0).message == "unknown field \"ports\"; \"port\" is there already");
  }
  SUBCASE("an enum value") {
    CHECK(check_spec("{type: string, enum: [oidc, anonymous]}", "OIDC").full.at(0).suggestion == "oidc");
  }
  SUBCASE("a variable that nothing substituted") {
    const Outcome outcome = check_spec("{type: integer}", "\"${REPLICAS}\"");
    CHECK(outcome.full.empty());
  }
}

TEST_CASE("an item given twice points at the first") {
  const Outcome outcome = check_spec("{type: array, listType: set}", "[a,\n b,\n a]");
  REQUIRE(outcome.full.size() == 1);
  CHECK(outcome.full[0].place.line == 3);
  REQUIRE(outcome.full[0].related.size() == 1);
  CHECK(outcome.full[0].related[0].place.line == 1);
}

TEST_CASE("rules are judged over whole values only") {
  const char* schema =
      "{type: object, properties: {a: {type: string, maxLength: 3, pattern: '^[a-z]*$'}, b: {type: string}}, "
      "rules: [{rule: \"has(self.b)\", message: b must be there}]}";
  CHECK(check_spec(schema, "{b: x}").findings.empty());
  CHECK(check_spec(schema, "{a: x}").findings == Codes{"rule-violated spec"});
  CHECK(check_spec(schema, "{a: x}").full.at(0).message == "b must be there");
  CHECK(check_spec(schema, "{a: X}").findings == Codes{"pattern-mismatch spec.a", "rule-violated spec"});
  CHECK(check_spec(schema, "{a: xxxx}").findings == Codes{"too-long spec.a"});
  CHECK(check_spec(schema, "{B: x}").findings == Codes{"unknown-field spec.B"});
  CHECK(check_spec(schema, "{other: x}").findings == Codes{"unknown-field spec.other", "rule-violated spec"});
}

TEST_CASE("what costs much is left out when nothing is left for it, and counted") {
  const char* schema =
      "{type: object, required: [b], properties: {a: {type: string, enum: [x, y]}, b: {type: string}}, "
      "rules: [{rule: \"false\"}]}";
  Effort effort;
  CHECK(check_spec(schema, "{a: z}", &effort).findings == Codes{"missing-field spec.b", "not-in-enum spec.a"});
  CHECK(effort.unjudged == 0);
  CHECK(effort.left < Effort().left);
  effort.left = 1;
  CHECK(check_spec(schema, "{a: z}", &effort).findings.empty());
  CHECK(check_spec(schema, "{a: 1}", &effort).findings == Codes{"wrong-type spec.a"});
  CHECK(effort.unjudged == 2);
}

TEST_CASE("of many values that are allowed some are named") {
  std::string values = "v0";
  for (int i = 1; i < 103; ++i) values += ", v" + std::to_string(i);
  const Outcome outcome =
      check_spec("{type: object, properties: {a: {type: string, enum: [" + values + "]}}}", "{a: w}");
  REQUIRE(outcome.findings == Codes{"not-in-enum spec.a"});
  CHECK(outcome.full[0].message.ends_with("\"v99\", and 3 more, found \"w\""));
}

TEST_CASE("a rule names the field that it is about") {
  const std::string schema =
      "{type: object, preserveUnknownFields: true, rules: [{rule: 'self.a > 1', fieldPath: .a}]}";
  const Outcome outcome = check_spec(schema, "{a: 1}");
  REQUIRE(outcome.findings == Codes{"rule-violated spec.a"});
  CHECK(outcome.full[0].message == "the rule self.a > 1 must hold");
}

TEST_CASE("rules see values as the schema types them") {
  const auto holds = [](const std::string& rule, const std::string& spec) {
    const std::string text = "{type: string, format: ";
    const std::string item = "{type: object, properties: {k: {type: string}, v: {type: string}}}";
    return check_spec("{type: object, properties: {d: " + text + "duration}, t: " + text + "date-time}, day: " + text +
                          "date}, b: " + text + "byte}, none: {type: string, nullable: true}, " +
                          "s: {type: array, listType: set, items: {type: string}}, " +
                          "o: {type: array, listType: set, items: {type: string}}, " +
                          "m: {type: array, listType: map, listMapKeys: [k], items: " + item + "}, " +
                          "p: {type: array, listType: map, listMapKeys: [k], items: " + item + "}, " +
                          "f: {type: object, additionalProperties: {type: string, nullable: true}}}, " +
                          "rules: [{rule: '" + rule + "'}]}",
                      spec)
        .findings.empty();
  };
  CHECK(holds("self.d == duration(\"48h\")", "{d: 2 days}"));
  CHECK(holds("self.d == duration(\"25h\")", "{d: about 1d and 1 hour}"));
  CHECK(holds("self.d < duration(\"0s\")", "{d: 9999999 weeks}"));
  CHECK(holds("self.d > duration(\"59m\") && self.d + duration(\"1s\") == duration(\"3601s\")", "{d: 1h}"));
  CHECK(holds("self.t.getFullYear() == 2024 && self.t < timestamp(\"2025-01-01T00:00:00Z\")",
              "{t: '2024-02-29T10:00:00Z'}"));
  CHECK(holds("self.t == timestamp(\"2024-02-29T10:00:00.5Z\")", "{t: '2024-02-29T10:00:00,5Z'}"));
  CHECK(holds("self.t.getFullYear() == 0", "{t: '0000-02-29T10:00:00Z'}"));
  // Of what is in the format and no time of Go's, nothing can be said.
  CHECK_FALSE(holds("self.t == self.t", "{t: '2024-02-29t10:00:00z'}"));
  CHECK(holds("self.day == timestamp(\"2024-02-29T00:00:00Z\")", "{day: '2024-02-29'}"));
  CHECK(holds("self.b == b\"abc\"", "{b: YWJj}"));
  CHECK(holds("self.s == self.o && self.s != [\"a\"]", "{s: [a, b], o: [b, a]}"));
  CHECK(holds("self.s + self.o == [\"c\", \"a\", \"b\"] && size(self.s + self.o) == 3", "{s: [a, b], o: [b, c]}"));
  CHECK(holds("self.m == self.p", "{m: [{k: a, v: x}, {k: b}], p: [{k: b}, {k: a, v: x}]}"));
  CHECK_FALSE(holds("self.m == self.p", "{m: [{k: a, v: x}, {k: b}], p: [{k: b}, {k: a, v: z}]}"));
  CHECK(holds("(self.m + self.p)[0].v == \"z\" && size(self.m + self.p) == 2",
              "{m: [{k: a, v: x}], p: [{k: b}, {k: a, v: z}]}"));
  CHECK(holds("!has(self.none) && has(self.f.x) && self.f.x == null", "{none: null, f: {x: null}}"));
  CHECK_FALSE(holds("self.none == null", "{none: null}"));
}

TEST_CASE("a rule without an answer is violated, one about a change holds") {
  const auto schema = [](const std::string& rule) {
    return "{type: object, preserveUnknownFields: true, rules: [{rule: '" + rule + "'}]}";
  };
  const Outcome failed = check_spec(schema("self.absent == 1"), "{}");
  REQUIRE(failed.findings == Codes{"rule-violated spec"});
  CHECK(failed.full[0].message.find("no such key: absent") != std::string::npos);
  CHECK(check_spec(schema("self.a == oldSelf.a"), "{a: 1}").findings.empty());
}

}  // namespace
}  // namespace vmcp::admission
