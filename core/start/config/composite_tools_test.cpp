#include <doctest/doctest.h>

#include "core/start/config/checks.h"
#include "core/start/test_gateway.h"

using Findings = std::vector<std::string>;
using vmcp::start::foretold;
using vmcp::start::gateway_with;

namespace {

Findings inline_tool(std::string_view members) {
  return foretold(gateway_with("config: {compositeTools: [{name: t, description: d, " + std::string(members) + "}]}"),
                  vmcp::start::check_composite_tools);
}

Findings referenced(std::string_view members) {
  return foretold(gateway_with("config: {compositeToolRefs: [{name: d}]}") +
                      vmcp::start::object_with("VirtualMCPCompositeToolDefinition", "d", members),
                  vmcp::start::check_composite_tools);
}

const std::string kPath = "spec.config.compositeTools[0].";

}  // namespace

TEST_CASE("an elicitation step asks by a schema, and a forEach step's own step has an id") {
  CHECK(inline_tool("steps: [{id: a, type: elicitation, message: m, schema: {type: object}}]").empty());
  CHECK(inline_tool("steps: [{id: a, type: forEach, collection: c, step: {id: b, tool: x}}]").empty());
  CHECK(inline_tool("steps: [{id: a, type: elicitation, message: m}]") ==
        Findings{"error missing-field " + kPath + "steps[0].schema"});
  CHECK(inline_tool("steps: [{id: a, type: forEach, collection: c, step: {tool: x}}]") ==
        Findings{"error missing-field " + kPath + "steps[0].step.id"});
}

TEST_CASE("a workflow has at most a hundred steps") {
  const auto steps = [](int count) {
    std::string text = "steps: [";
    for (int i = 0; i < count; ++i) text += "{id: s" + std::to_string(i) + ", tool: x}, ";
    return text + "]";
  };
  CHECK(inline_tool(steps(100)).empty());
  CHECK(inline_tool(steps(101)) == Findings{"error too-many " + kPath + "steps"});
}

TEST_CASE("the operator does not look into referenced tools, vmcp does") {
  CHECK(referenced("name: t, description: d, steps: [{id: a, tool: x}]").empty());
  CHECK(referenced("name: t, steps: [{id: a, tool: x}]") == Findings{"error missing-field spec.description"});
  CHECK(referenced("name: t, description: d, steps: [{id: a, type: forEach, collection: '{{', step: {tool: x}}]") ==
        Findings{"error invalid-template spec.steps[0].collection", "error missing-field spec.steps[0].step.id"});
  // vmcp fills in the type before it asks whether tool and message are ambiguous.
  CHECK(referenced("name: t, description: d, steps: [{id: a, tool: x, message: m}]").empty());
}

TEST_CASE("output properties have a type, a description and one source") {
  struct Case {
    const char* property;
    Findings findings;
  };
  const std::string path = kPath + "output.properties[p]";
  const Case cases[] = {
      {"type: string, description: d, value: v", {}},
      {"type: object, description: d, properties: {q: {type: string, description: d, value: '{{ a }} {b} }'}}", {}},
      {"type: date, description: '', value: v",
       {"error invalid-value " + path + ".type", "error missing-field " + path + ".description"}},
      {"type: string, description: d", {"error missing-field " + path + ".value"}},
      {"type: object, description: d", {"error missing-field " + path + ".value"}},
      {"type: object, description: d, value: v, properties: {q: {type: string, description: d, value: v}}",
       {"error conflicting-fields " + path}},
      {"type: string, description: d, properties: {q: {type: string, description: d, value: v}}",
       {"error missing-field " + path + ".value"}},
      {"type: object, description: d, properties: {q: {type: string, value: v}}",
       {"error missing-field " + path + ".properties[q].description"}},
      {"type: string, description: d, value: '{{ a {{ b'", {"error invalid-template " + path + ".value"}},
      {"type: string, description: d, value: 'a }}'", {"error invalid-template " + path + ".value"}},
      {"type: string, description: d, value: '{{{ a }}'", {"error invalid-template " + path + ".value"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.property);
    CHECK(inline_tool("steps: [{id: a, tool: x}], output: {properties: {p: {" + std::string(c.property) + "}}}") ==
          c.findings);
  }
  CHECK(inline_tool("steps: [{id: a, tool: x}], output: {properties: {}, required: [p]}") ==
        Findings{"error missing-field " + kPath + "output.properties",
                 "error invalid-value " + kPath + "output.required[0]"});
}

TEST_CASE("output nests ten levels deep") {
  const auto nested = [](int levels) {
    std::string text = "{type: string, description: d, value: v}";
    for (int i = 0; i < levels; ++i) text = "{type: object, description: d, properties: {p: " + text + "}}";
    return inline_tool("steps: [{id: a, tool: x}], output: {properties: {p: " + text + "}}");
  };
  CHECK(nested(10).empty());
  CHECK(nested(11).size() == 1);
}

TEST_CASE("a default fits its type as go-yaml reads it back") {
  const auto fits = [](std::string_view type, std::string_view value) {
    return inline_tool("steps: [{id: a, tool: x}], output: {properties: {p: {type: " + std::string(type) +
                       ", description: d, value: v, default: " + std::string(value) + "}}}")
        .empty();
  };
  for (const char* type : {"string", "integer", "number", "boolean", "object", "array"}) {
    CAPTURE(type);
    for (const char* value : {"text", "null", "{}", "[]"}) {
      CAPTURE(value);
      CHECK(fits(type, value));
    }
  }
  CHECK(fits("string", "1"));
  CHECK(fits("integer", "1.5"));
  CHECK(!fits("integer", "true"));
  CHECK(fits("number", "1e30"));
  CHECK(!fits("number", "[1]"));
  CHECK(fits("boolean", "true"));
  CHECK(fits("boolean", "999999"));
  CHECK(!fits("boolean", "1000000"));  // written as 1e+06, which is no int
  CHECK(!fits("boolean", "0.5"));
  CHECK(fits("object", "{a: 1}"));
  CHECK(!fits("object", "[1]"));
  CHECK(fits("array", "[1]"));
  CHECK(!fits("array", "{a: 1}"));
}
