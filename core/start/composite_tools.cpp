#include <string>
#include <utility>
#include <vector>

#include "core/operator/composite_tool_validation.h"
#include "core/start/config_checks.h"
#include "core/start/tool_sites.h"
#include "core/start/workflow_output.h"

namespace vmcp::start {
namespace {

using model::config::CompositeToolConfig;
using model::config::WorkflowStepConfig;

constexpr std::size_t kMostSteps = 100;

/// The tool as vmcp has it once it is loaded: a step with a tool and no type is one of type tool.
CompositeToolConfig loaded(CompositeToolConfig tool) {
  for (WorkflowStepConfig& step : tool.steps) {
    if (step.type.empty() && !step.tool.empty()) step.type = "tool";
  }
  return tool;
}

/// What the operator asks of inline tools only. As ValidateCompositeToolConfig.
void check_definition(const Gateway& gateway, const ToolSite& site, const CompositeToolConfig& tool) {
  diag::Sink found;
  const admission::Reporter reporter = gateway.context.reporter.into(found);
  op::validate_composite_tool({reporter, *site.object, site.referenced_from}, site.path, loaded(tool));
  gateway.refuse_all(found);
}

// as convertSingleStep
void check_step(const Gateway& gateway, const ToolSite& site, const diag::FieldPath& path,
                const WorkflowStepConfig& step) {
  if (step.type == "elicitation" && step.schema.value.members().empty()) {
    site.refuse(gateway, "missing-field", path / "schema", "an elicitation step needs the JSON schema of the answer");
  }
  if (step.type == "forEach" && step.step.has_value() && step.step->id.empty()) {
    site.refuse(gateway, "missing-field", path / "step" / "id", "the step of a forEach step needs an id, too");
  }
}

void check_workflow(const Gateway& gateway, const ToolSite& site, const CompositeToolConfig& tool) {
  const diag::FieldPath steps = site.path / "steps";
  for (std::size_t i = 0; i < tool.steps.size(); ++i) check_step(gateway, site, steps[i], tool.steps[i]);
  if (tool.steps.size() > kMostSteps) {
    site.refuse(
        gateway, "too-many", steps,
        "found " + std::to_string(tool.steps.size()) + " steps, expected at most " + std::to_string(kMostSteps));
  }
  if (tool.output) check_output(gateway, site, site.path / "output", *tool.output);
}

}  // namespace

void check_composite_tools(const Gateway& gateway) {
  const auto& tools = gateway.config().composite_tools;
  for (std::size_t i = 0; i < tools.size(); ++i) {
    const ToolSite site = tool_site(gateway, i);
    if (site.referenced_from) check_definition(gateway, site, tools[i]);
    check_workflow(gateway, site, tools[i]);
  }
}

}  // namespace vmcp::start
