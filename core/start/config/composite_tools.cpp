#include <string>
#include <utility>
#include <vector>

#include "core/model/path_of.h"
#include "core/operator/composite_tools/composite_tool_validation.h"
#include "core/operator/shared_verdicts.h"
#include "core/start/config/checks.h"
#include "core/start/config/workflow_output.h"

namespace vmcp::start {
namespace {

using model::field;
using model::path_of;
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
void check_definition(const Gateway& gateway, const op::Origin& origin, const CompositeToolConfig& tool) {
  const auto judge = [&] {
    diag::Sink found;
    const admission::Reporter reporter = gateway.context.reporter.into(found);
    op::validate_composite_tool({reporter, *origin.object, gateway.context.gateway_reporter().referenced_from(origin)},
                                origin.path, loaded(tool));
    return found;
  };
  // Many gateways may have the same definition.
  const auto is_sound = [&] { return judge().all().empty(); };
  if (!*op::shared_verdict(gateway.context, *origin.object, origin.path.str(), is_sound)) gateway.refuse_all(judge());
}

// as convertSingleStep
void check_step(const Gateway& gateway, const diag::FieldPath& path, const WorkflowStepConfig& step) {
  if (step.type == "elicitation" && step.schema.value.members().empty()) {
    gateway.refuse_written("missing-field", path / field<&WorkflowStepConfig::schema>(),
                           "an elicitation step needs the JSON schema of the answer");
  }
  if (step.type == "forEach" && step.step.has_value() && step.step->id.empty()) {
    gateway.refuse_written("missing-field", path / field<&WorkflowStepConfig::step, &WorkflowStepConfig::id>(),
                           "the step of a forEach step needs an id, too");
  }
}

void check_workflow(const Gateway& gateway, const diag::FieldPath& path, const CompositeToolConfig& tool) {
  const diag::FieldPath steps = path / field<&CompositeToolConfig::steps>();
  for (std::size_t i = 0; i < tool.steps.size(); ++i) check_step(gateway, steps[i], tool.steps[i]);
  if (tool.steps.size() > kMostSteps) {
    gateway.refuse_written(
        "too-many", steps,
        "found " + std::to_string(tool.steps.size()) + " steps, expected at most " + std::to_string(kMostSteps));
  }
  if (tool.output) check_output(gateway, path / field<&CompositeToolConfig::output>(), *tool.output);
}

}  // namespace

void check_composite_tools(const Gateway& gateway) {
  const auto& tools = gateway.config().composite_tools;
  for (std::size_t i = 0; i < tools.size(); ++i) {
    const diag::FieldPath path = path_of<&model::config::Config::composite_tools>(i);
    const op::Origin origin = gateway.rendered.notes.config.of(path);
    if (origin.object != gateway.context.server.object) check_definition(gateway, origin, tools[i]);
    check_workflow(gateway, path, tools[i]);
  }
}

}  // namespace vmcp::start
