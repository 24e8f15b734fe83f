#include "core/operator/composite_tools/workflow_step.h"

#include <optional>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/composite_tools/for_each_step.h"
#include "core/operator/composite_tools/workflow_templates.h"
#include "core/operator/config/tool_reference.h"

namespace vmcp::op {
namespace {

using model::field;
using model::config::ElicitationResponseConfig;
using model::config::StepErrorHandling;
using model::config::WorkflowStepConfig;

constexpr std::string_view kToolType = "tool";
constexpr std::string_view kElicitationType = "elicitation";
constexpr std::string_view kForEachType = "forEach";

std::string_view type_of(const WorkflowStepConfig& step) {
  return step.type.empty() ? kToolType : std::string_view{step.type};
}

// as ValidateStepType
void validate_type(const CompositeToolSite& site, const diag::FieldPath& path, const WorkflowStepConfig& step) {
  if (step.type.empty() && !step.tool.empty() && !step.message.empty()) {
    site.error("conflicting-fields", path, "a step with both tool and message must say its type");
    return;
  }
  const std::string_view type = type_of(step);
  if (type == kToolType) {
    validate_tool_reference(site, path / field<&WorkflowStepConfig::tool>(), step.tool);
  } else if (type == kElicitationType) {
    if (step.message.empty()) {
      site.error("missing-field", path / field<&WorkflowStepConfig::message>(),
                 "a message is required when type is \"elicitation\"");
    }
  } else if (type == kForEachType) {
    validate_for_each_step(site, path, step);
  } else {
    site.error("invalid-value", path / field<&WorkflowStepConfig::type>(),
               "found " + diag::quoted(step.type) + ", expected \"tool\", \"elicitation\" or \"forEach\"");
  }
}

// as ValidateStepErrorHandling
void validate_error_handling(const CompositeToolSite& site, const diag::FieldPath& path,
                             const StepErrorHandling& handling) {
  const std::string& action = handling.action;
  if (action == "retry") {
    if (handling.retry_count < 1) {
      site.error("invalid-value", path / field<&StepErrorHandling::retry_count>(),
                 "found " + std::to_string(handling.retry_count) + ", expected at least 1 when action is \"retry\"");
    }
  } else if (!action.empty() && action != "abort" && action != "continue") {
    site.error("invalid-value", path / field<&StepErrorHandling::action>(),
               "found " + diag::quoted(action) + ", expected \"abort\", \"continue\" or \"retry\"");
  }
}

// as ValidateElicitationResponseHandler
void validate_response(const CompositeToolSite& site, const diag::FieldPath& path,
                       const std::optional<ElicitationResponseConfig>& response) {
  if (!response) return;
  const std::string& action = response->action;
  if (action.empty()) {
    site.error("missing-field", path / field<&StepErrorHandling::action>(),
               "an action is required: abort, continue or skip_remaining");
  } else if (action != "abort" && action != "continue" && action != "skip_remaining") {
    site.error("invalid-value", path / field<&StepErrorHandling::action>(),
               "found " + diag::quoted(action) + ", expected \"abort\", \"continue\" or \"skip_remaining\"");
  }
}

}  // namespace

void validate_workflow_step(const CompositeToolSite& site, const diag::FieldPath& path,
                            const WorkflowStepConfig& step) {
  validate_type(site, path, step);
  validate_step_templates(site, path, step);
  validate_json_schema(site, path / field<&WorkflowStepConfig::schema>(), step.schema.value);
  if (step.on_error) validate_error_handling(site, path / field<&WorkflowStepConfig::on_error>(), *step.on_error);
  if (type_of(step) == kElicitationType) {
    validate_response(site, path / field<&WorkflowStepConfig::on_decline>(), step.on_decline);
    validate_response(site, path / field<&WorkflowStepConfig::on_cancel>(), step.on_cancel);
  }
}

}  // namespace vmcp::op
