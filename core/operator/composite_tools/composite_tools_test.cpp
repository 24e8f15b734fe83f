#include "core/operator/composite_tools/composite_tools.h"

#include <doctest/doctest.h>

#include "core/operator/test_world.h"

using vmcp::op::TestWorld;
using Findings = std::vector<std::string>;

namespace {

std::string server_with(std::string_view config) {
  return "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s}, spec: {config: " +
         std::string(config) + "}}\n";
}

/// What is found in a composite tool, below `spec.config.compositeTools[0]`.
Findings findings_in(std::string_view tool) {
  const TestWorld world(server_with("{compositeTools: [" + std::string(tool) + "]}"));
  vmcp::op::validate_composite_tools(world.context());
  Findings result;
  for (const std::string& finding : world.findings()) {
    constexpr std::string_view kAbove = "spec.config.compositeTools[0]";
    const std::size_t above = finding.find(kAbove);
    REQUIRE(above != std::string::npos);
    result.push_back(finding.substr(0, above) + finding.substr(std::min(above + kAbove.size() + 1, finding.size())));
  }
  return result;
}

Findings findings_in_step(std::string_view step) {
  return findings_in("{name: plan, description: d, steps: [" + std::string(step) + "]}");
}

constexpr std::string_view kDefinition = R"(---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPCompositeToolDefinition
metadata: {name: shared}
spec: {name: report, description: d, steps: []}
)";

}  // namespace

TEST_CASE("composite tools need a name, a description, a step and a schema of type object") {
  CHECK(findings_in("{name: plan, description: d, timeout: 1m, steps: [{id: a, tool: t}]}").empty());
  CHECK(findings_in("{name: '', timeout: -1s, steps: []}") ==
        Findings{"error missing-field name", "error missing-field description", "error missing-field steps",
                 "error invalid-value timeout"});
  const auto with_parameters = [](std::string_view parameters) {
    return findings_in(
        "{name: plan, description: d, steps: [{id: a, tool: t}], parameters: " + std::string(parameters) + "}");
  };
  CHECK(with_parameters("{}").empty());
  CHECK(with_parameters("{type: object}").empty());
  CHECK(with_parameters("{properties: {}}") == Findings{"error missing-field parameters.type"});
  CHECK(with_parameters("{type: null}") == Findings{"error invalid-value parameters.type"});
  CHECK(with_parameters("{type: array}") == Findings{"error invalid-value parameters.type"});
  CHECK(with_parameters("{type: object, pattern: '['}") == Findings{"error invalid-json-schema parameters.pattern"});
}

TEST_CASE("a step has what its type needs") {
  struct Row {
    std::string_view step;
    Findings findings;
  };
  const Row rows[] = {
      {"{id: a, tool: T-9_x.y}", {}},
      {"{id: a, type: tool, tool: t, message: m}", {}},
      {"{id: a, tool: t, message: m}", {"error conflicting-fields steps[0]"}},
      {"{id: a}", {"error missing-field steps[0].tool"}},
      {"{id: a, tool: _t}", {"error invalid-value steps[0].tool"}},
      {"{id: a, tool: \"t\\n\"}", {"error invalid-value steps[0].tool"}},
      {"{id: a, type: Tool, tool: t}", {"error invalid-value steps[0].type"}},
      {"{id: '', tool: t}", {"error missing-field steps[0].id"}},
      {"{id: a, type: elicitation}", {"error missing-field steps[0].message"}},
      {"{id: a, type: elicitation, message: m, onDecline: {}, onCancel: {action: stop}}",
       {"error missing-field steps[0].onDecline.action", "error invalid-value steps[0].onCancel.action"}},
      {"{id: a, tool: t, onDecline: {action: stop}}", {}},
      {"{id: a, tool: t, onError: {action: retry}}", {"error invalid-value steps[0].onError.retryCount"}},
      {"{id: a, tool: t, onError: {action: retry, retryCount: 1}}", {}},
      {"{id: a, tool: t, onError: {action: ignore}}", {"error invalid-value steps[0].onError.action"}},
      {"{id: a, tool: t, onError: {retryCount: -1}}", {}},
      {"{id: a, tool: t, schema: {type: thing}}", {"error invalid-json-schema steps[0].schema.type"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.step);
    CHECK(findings_in_step(row.step) == row.findings);
  }
}

TEST_CASE("a forEach step runs one tool over a collection, within limits") {
  struct Row {
    std::string_view step;
    Findings findings;
  };
  const Row rows[] = {
      {"collection: c, step: {tool: t}, itemVar: _x1, maxParallel: 50, maxIterations: 1000", {}},
      {"tool: t, message: m",
       {"error conflicting-fields steps[0].tool", "error conflicting-fields steps[0].message",
        "error missing-field steps[0].collection", "error missing-field steps[0].step"}},
      {"collection: '{{', step: {tool: t}", {"error invalid-template steps[0].collection"}},
      {"collection: c, step: {type: elicitation, message: m}", {"error invalid-value steps[0].step.type"}},
      {"collection: c, step: {}", {"error missing-field steps[0].step.tool"}},
      {"collection: c, step: {tool: t, arguments: {a: '{{'}}", {"error invalid-template steps[0].step.arguments[a]"}},
      {"collection: c, step: {tool: t}, itemVar: index", {"error invalid-value steps[0].itemVar"}},
      {"collection: c, step: {tool: t}, itemVar: 1x", {"error invalid-value steps[0].itemVar"}},
      {"collection: c, step: {tool: t}, maxParallel: 51, maxIterations: -1",
       {"error invalid-value steps[0].maxParallel", "error invalid-value steps[0].maxIterations"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.step);
    CHECK(findings_in_step("{id: a, type: forEach, " + std::string(row.step) + "}") == row.findings);
  }
}

TEST_CASE("step ids are unique and dependencies lead to steps without a cycle") {
  CHECK(findings_in_step("{id: a, tool: t}, {id: b, tool: t, dependsOn: [a, a]}").empty());
  CHECK(findings_in_step("{id: a, tool: t}, {id: a, tool: t}") == Findings{"error duplicate-name steps[1].id"});
  CHECK(findings_in_step("{id: a, tool: t, dependsOn: [b]}") == Findings{"error unknown-step steps[0].dependsOn[0]"});
  CHECK(findings_in_step("{id: a, tool: t, dependsOn: [a]}") == Findings{"error dependency-cycle steps[0].dependsOn"});
  CHECK(findings_in_step("{id: a, tool: t, dependsOn: [c]}, {id: b, tool: t, dependsOn: [c]}, "
                         "{id: c, tool: t, dependsOn: [b]}") == Findings{"error dependency-cycle steps[2].dependsOn"});
}

TEST_CASE("a chain of dependencies may be as long as the input") {
  std::string steps = "{id: s0, tool: t}";
  for (int i = 1; i < 20'000; ++i) {
    steps = "{id: s" + std::to_string(i) + ", tool: t, dependsOn: [s" + std::to_string(i - 1) + "]}, " + steps;
  }
  CHECK(findings_in_step(steps).empty());
}

TEST_CASE("templates of a step are read, those of an output only when a step may be skipped") {
  CHECK(findings_in_step("{id: a, tool: t, condition: '{{', arguments: {x: '{{nope}}', nested: ['{{'], z: 1}}") ==
        Findings{"error invalid-template steps[0].condition", "error invalid-template steps[0].arguments[x]"});
  CHECK(findings_in_step("{id: a, tool: t, type: tool, message: '{{end}}'}") ==
        Findings{"error invalid-template steps[0].message"});
  CHECK(findings_in_step("{id: a, tool: t, arguments: {x: '{{json .params.a | quote | fromJson}}'}}").empty());
  const auto with_output = [](std::string_view step) {
    return findings_in("{name: plan, description: d, output: {properties: {o: {type: string, value: '{{'}}}, steps: [" +
                       std::string(step) + "]}");
  };
  CHECK(with_output("{id: a, tool: t}").empty());
  CHECK(with_output("{id: a, tool: t, condition: 'yes'}") ==
        Findings{"error invalid-template output.properties[o].value"});
}

TEST_CASE("a step that may be skipped has default results for the fields that others read") {
  const auto read_by_b = [](std::string_view a, std::string_view b) {
    return findings_in_step("{id: a, tool: t, " + std::string(a) + "}, {id: b, tool: t, " + std::string(b) + "}");
  };
  const Findings missing = {"error missing-default-result steps[0].defaultResults[x]"};
  CHECK(read_by_b("condition: c", "arguments: {q: '{{.steps.a.output.x.y}}'}") == missing);
  CHECK(read_by_b("onError: {action: continue}", "condition: '{{.steps.a.output.x}}'") == missing);
  CHECK(read_by_b("onError: {action: abort}", "condition: '{{.steps.a.output.x}}'").empty());
  CHECK(read_by_b("condition: c, defaultResults: {x: null}", "condition: '{{.steps.a.output.x}}'").empty());
  CHECK(read_by_b("condition: c", "condition: '{{.steps.a.output}}{{.steps.a.status}}{{$.steps.a.output.x}}'").empty());
  CHECK(read_by_b("condition: c", "arguments: {q: ['{{.steps.a.output.x}}']}").empty());
  CHECK(findings_in("{name: plan, description: d, steps: [{id: a, tool: t, condition: c}], output: {properties: "
                    "{o: {type: object, properties: {p: {type: string, value: '{{.steps.a.output.x}}'}}}}}}") ==
        missing);
}

TEST_CASE("a template without an argument stops whoever looks for what templates read") {
  CHECK(findings_in_step("{id: a, tool: t, arguments: {q: '{{template \"x\"}}'}}").empty());
  CHECK(findings_in_step("{id: a, tool: t, condition: '{{template \"x\" .}}'}").empty());
  CHECK(findings_in_step("{id: a, tool: t, condition: '{{template \"x\"}}'}") ==
        Findings{"error invalid-template steps[0].condition"});
  CHECK(findings_in_step("{id: a, tool: t, condition: c}, {id: b, tool: t, arguments: {q: '{{template \"x\"}}'}}") ==
        Findings{"error invalid-template steps[1].arguments[q]"});
}

TEST_CASE("referenced definitions come after the inline tools, as they are") {
  const TestWorld world(server_with("{compositeTools: [{name: own, steps: []}], compositeToolRefs: [{name: shared}]}") +
                        std::string(kDefinition));
  vmcp::op::validate_composite_tool_refs(world.context());
  const auto tools = vmcp::op::convert_composite_tools(world.context());
  CHECK(world.findings().empty());
  REQUIRE(tools.size() == 2);
  CHECK(tools[0].name == "own");
  CHECK(tools[1].name == "report");
}

TEST_CASE("a definition that is missing or repeats a name is an error") {
  const TestWorld absent(server_with("{compositeToolRefs: [{name: share}]}") + std::string(kDefinition));
  vmcp::op::validate_composite_tool_refs(absent.context());
  CHECK(absent.findings() == Findings{"error reference-not-found spec.config.compositeToolRefs[0].name"});

  const TestWorld twice(server_with("{compositeToolRefs: [{name: shared}, {name: shared}]}") +
                        std::string(kDefinition));
  vmcp::op::convert_composite_tools(twice.context());
  CHECK(twice.findings() == Findings{"error duplicate-name spec.config.compositeToolRefs[1].name"});

  const TestWorld inline_twice(
      server_with("{compositeTools: [{name: plan, description: d, steps: [{id: a, tool: t}]}, "
                  "{name: plan, description: d, steps: [{id: a, tool: t}]}]}"));
  vmcp::op::validate_composite_tools(inline_twice.context());
  CHECK(inline_twice.findings() == Findings{"error duplicate-name spec.config.compositeTools[1].name"});
}
