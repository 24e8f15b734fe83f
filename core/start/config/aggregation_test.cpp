#include <doctest/doctest.h>

#include "core/start/config/checks.h"
#include "core/start/test_gateway.h"

using Findings = std::vector<std::string>;

namespace {

Findings aggregation(std::string_view members, std::string_view more = "") {
  return vmcp::start::foretold(
      vmcp::start::gateway_with("config: {aggregation: {" + std::string(members) + "}}") + std::string(more),
      vmcp::start::check_aggregation);
}

const std::string kPath = "spec.config.aggregation.";

}  // namespace

TEST_CASE("each way to resolve conflicts has what it needs") {
  CHECK(aggregation("").empty());
  CHECK(aggregation("conflictResolution: prefix").empty());
  CHECK(aggregation("conflictResolution: prefix, conflictResolutionConfig: {prefixFormat: 'x'}").empty());
  CHECK(aggregation("conflictResolution: priority, conflictResolutionConfig: {priorityOrder: [a]}").empty());
  CHECK(aggregation("conflictResolution: manual, tools: [{workload: a}]").empty());
  CHECK(aggregation("conflictResolutionConfig: {prefixFormat: ''}") ==
        Findings{"error missing-field " + kPath + "conflictResolutionConfig.prefixFormat"});
  CHECK(aggregation("conflictResolution: priority") ==
        Findings{"error missing-field " + kPath + "conflictResolutionConfig.priorityOrder"});
  CHECK(aggregation("conflictResolution: priority, conflictResolutionConfig: {priorityOrder: [a, '']}") ==
        Findings{"error missing-field " + kPath + "conflictResolutionConfig.priorityOrder[1]"});
  CHECK(aggregation("conflictResolution: manual") == Findings{"error missing-field " + kPath + "tools"});
}

TEST_CASE("where tools are hidden by default, a workload with priority has an entry") {
  const std::string priority =
      "conflictResolution: priority, conflictResolutionConfig: {priorityOrder: [a, b]}, tools: [{workload: a}]";
  CHECK(aggregation(priority).empty());
  CHECK(aggregation(priority + ", defaultToolVisibility: allow").empty());
  CHECK(aggregation(priority + ", defaultToolVisibility: deny") ==
        Findings{"error conflicting-fields " + kPath + "conflictResolutionConfig.priorityOrder[1]"});
}

TEST_CASE("a workload has one entry, and an override changes a name or a description") {
  CHECK(aggregation("tools: [{workload: a, overrides: {t: {name: x}, u: {description: d}}}, {workload: b}]").empty());
  CHECK(aggregation("tools: [{workload: a}, {workload: a, overrides: {t: {annotations: {title: x}}}}]") ==
        Findings{"error duplicate-name " + kPath + "tools[1].workload",
                 "error missing-field " + kPath + "tools[1].overrides[t]"});
  const std::string shared =
      vmcp::start::object_with("MCPToolConfig", "shared", "toolsOverride: {t: {}, u: {name: x}}");
  CHECK(aggregation("tools: [{workload: a, toolConfigRef: {name: shared}}]", shared) ==
        Findings{"error missing-field spec.toolsOverride[t]"});
  CHECK(
      aggregation("tools: [{workload: a, toolConfigRef: {name: shared}, overrides: {t: {name: z}}}]", shared).empty());
}
