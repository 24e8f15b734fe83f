#include "core/operator/config/aggregation.h"

#include <doctest/doctest.h>

#include "core/model/encode.h"
#include "core/operator/test_world.h"

using vmcp::op::TestWorld;
using Findings = std::vector<std::string>;

namespace {

std::string server_with(std::string_view aggregation) {
  return "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s}, "
         "spec: {config: {aggregation: " +
         std::string(aggregation) + "}}}\n";
}

Findings findings_in(std::string_view aggregation) {
  const TestWorld world(server_with(aggregation));
  vmcp::op::validate_aggregation(world.context());
  return world.findings();
}

constexpr std::string_view kToolConfig = R"(---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPToolConfig
metadata: {name: tools}
spec:
  toolsFilter: [read, write]
  toolsOverride:
    read: {name: shared-read, annotations: {title: Read, readOnlyHint: true}}
    write: {description: shared}
)";

}  // namespace

TEST_CASE("conflict resolution defaults to a prefix") {
  using vmcp::model::encode;
  using vmcp::yaml::Value;
  const auto converted = [](std::string_view aggregation) {
    return encode(vmcp::op::convert_aggregation(TestWorld(server_with(aggregation)).context()),
                  vmcp::release::kNewestSet);
  };
  const Value prefix = Value::mapping().set("prefixFormat", "{workload}_");
  const Value defaults = Value::mapping().set("conflictResolution", "prefix").set("conflictResolutionConfig", prefix);
  CHECK(converted("null") == defaults);
  CHECK(converted("{}") == defaults);
  CHECK(converted("{conflictResolution: prefix, conflictResolutionConfig: {}}") ==
        Value::mapping().set("conflictResolution", "prefix").set("conflictResolutionConfig", Value::mapping()));
  CHECK(converted("{conflictResolution: manual, excludeAllTools: true, defaultToolVisibility: deny}") ==
        Value::mapping()
            .set("conflictResolution", "manual")
            .set("conflictResolutionConfig", Value::mapping())
            .set("excludeAllTools", true)
            .set("defaultToolVisibility", "deny"));
}

TEST_CASE("the priority strategy needs an order only where it is configured") {
  CHECK(findings_in("{conflictResolution: priority}").empty());
  CHECK(findings_in("{conflictResolution: priority, conflictResolutionConfig: {priorityOrder: [a]}}").empty());
  CHECK(findings_in("{conflictResolution: priority, conflictResolutionConfig: {}}") ==
        Findings{"error missing-field spec.config.aggregation.conflictResolutionConfig.priorityOrder"});
  CHECK(findings_in("{conflictResolution: first}") ==
        Findings{"error invalid-value spec.config.aggregation.conflictResolution"});
}

TEST_CASE("tool entries name a workload and, with a reference, an MCPToolConfig") {
  CHECK(findings_in("{tools: [{workload: w}, {workload: w, toolConfigRef: {name: t}}]}").empty());
  CHECK(findings_in("{tools: [{workload: w}, {toolConfigRef: {name: ''}}]}") ==
        Findings{"error missing-field spec.config.aggregation.tools[1].workload",
                 "error missing-field spec.config.aggregation.tools[1].toolConfigRef.name"});
}

TEST_CASE("an MCPToolConfig gives a filter and overrides where the entry has none") {
  const TestWorld world(server_with("{tools: [{workload: a, toolConfigRef: {name: tools}}, {workload: b, "
                                    "toolConfigRef: {name: tools}, filter: [own], overrides: {read: {name: own}}}]}") +
                        std::string(kToolConfig));
  const auto tools = vmcp::op::convert_aggregation(world.context()).tools;
  CHECK(world.findings().empty());
  REQUIRE(tools.size() == 2);
  CHECK_FALSE(tools[0].tool_config_ref.has_value());
  CHECK(tools[0].filter == std::vector<std::string>{"read", "write"});
  CHECK(tools[0].overrides.at("read").name == "shared-read");
  CHECK(tools[0].overrides.at("read").annotations->title == "Read");
  CHECK(tools[0].overrides.at("read").annotations->read_only_hint == true);
  CHECK_FALSE(tools[0].overrides.at("write").annotations.has_value());
  CHECK(tools[1].filter == std::vector<std::string>{"own"});
  CHECK(tools[1].overrides.at("read").name == "own");
  CHECK(tools[1].overrides.at("write").description == "shared");
}

TEST_CASE("an MCPToolConfig that is not there is an error") {
  const TestWorld world(server_with("{tools: [{workload: a, toolConfigRef: {name: tool}}]}") +
                        std::string(kToolConfig));
  vmcp::op::convert_aggregation(world.context());
  CHECK(world.findings() == Findings{"error reference-not-found spec.config.aggregation.tools[0].toolConfigRef.name"});
}
