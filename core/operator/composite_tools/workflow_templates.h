#pragma once

#include <span>
#include <string_view>

#include "core/operator/composite_tools/composite_tool_validation.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// The functions that composite tools add to Go's own; as templates.FuncMap.
std::span<const std::string_view> composite_tool_functions();

/// The text parses as a Go template with the functions that composite tools have. As ValidateTemplate.
void validate_template(const CompositeToolSite& site, const diag::FieldPath& path, std::string_view text);

/// The strings among a tool call's arguments are templates; what is nested deeper is not looked at.
void validate_argument_templates(const CompositeToolSite& site, const diag::FieldPath& path,
                                 const yaml::Value& arguments);

/// A step's condition, message and arguments are templates. As ValidateStepTemplates, less the schema.
void validate_step_templates(const CompositeToolSite& site, const diag::FieldPath& path,
                             const model::config::WorkflowStepConfig& step);

/// A step that may be skipped (a condition, or onError "continue") has a default result for each of its output fields
/// that another step or the output reads. `path` is the tool's. As ValidateDefaultResultsForSteps, which reads the
/// templates of the output only when some step may be skipped.
void validate_default_results(const CompositeToolSite& site, const diag::FieldPath& path,
                              const model::config::CompositeToolConfig& tool);

/// The value compiles as a JSON schema; an empty one says nothing and passes. As ValidateJSONSchema.
void validate_json_schema(const CompositeToolSite& site, const diag::FieldPath& path, const yaml::Value& schema);

}  // namespace vmcp::op
