#pragma once

#include "core/operator/composite_tools/composite_tool_validation.h"

namespace vmcp::op {

/// A step by itself: its type and what that type needs, templates, elicitation schema, error and response handlers.
/// As ValidateWorkflowStep; its dependencies are validate_step_dependencies'.
void validate_workflow_step(const CompositeToolSite& site, const diag::FieldPath& path,
                            const model::config::WorkflowStepConfig& step);

}  // namespace vmcp::op
