#pragma once

#include <vector>

#include "core/operator/composite_tools/composite_tool_validation.h"

namespace vmcp::op {

/// Every step has an id of its own. `path` is the list's.
void validate_step_ids(const CompositeToolSite& site, const diag::FieldPath& path,
                       const std::vector<model::config::WorkflowStepConfig>& steps);

/// Steps depend on steps that exist, and not on themselves (as ValidateStepDependencies, ValidateDependencyCycles).
/// One cycle is named, not all.
void validate_step_dependencies(const CompositeToolSite& site, const diag::FieldPath& path,
                                const std::vector<model::config::WorkflowStepConfig>& steps);

}  // namespace vmcp::op
