#pragma once

#include "core/operator/composite_tools/composite_tool_validation.h"

namespace vmcp::op {

/// A forEach step: its collection, its limits, and the tool step that it runs for every item. As ValidateForEachStep.
void validate_for_each_step(const CompositeToolSite& site, const diag::FieldPath& path,
                            const model::config::WorkflowStepConfig& step);

}  // namespace vmcp::op
