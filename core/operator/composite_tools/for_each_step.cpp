#include "core/operator/composite_tools/for_each_step.h"

#include <algorithm>
#include <cstdint>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/composite_tools/workflow_templates.h"
#include "core/operator/config/tool_reference.h"
#include "core/text/ascii.h"

namespace vmcp::op {
namespace {

using model::field;
using model::config::WorkflowStepConfig;

constexpr std::int64_t kMaxParallel = 50;
constexpr std::int64_t kMaxIterations = 1000;

constexpr bool starts_identifier(char c) { return text::is_alpha(c) || c == '_'; }

bool is_identifier(std::string_view name) {
  return !name.empty() && starts_identifier(name.front()) &&
         std::ranges::all_of(name, [](char c) { return starts_identifier(c) || text::is_digit(c); });
}

// as validateForEachInnerStep
void validate_inner_step(const CompositeToolSite& site, const diag::FieldPath& path, const WorkflowStepConfig& inner) {
  if (!inner.type.empty() && inner.type != "tool") {
    site.error("invalid-value", path / field<&WorkflowStepConfig::type>(),
               "found " + diag::quoted(inner.type) + ", expected \"tool\": a forEach step runs tools only");
    return;
  }
  validate_tool_reference(site, path / field<&WorkflowStepConfig::tool>(), inner.tool);
  validate_argument_templates(site, path / field<&WorkflowStepConfig::arguments>(), inner.arguments.value);
}

void validate_limit(const CompositeToolSite& site, const diag::FieldPath& path, std::int64_t value, std::int64_t most) {
  if (value >= 0 && value <= most) return;
  site.error("invalid-value", path, "found " + std::to_string(value) + ", expected 0 to " + std::to_string(most));
}

// as validateForEachLimits
void validate_limits(const CompositeToolSite& site, const diag::FieldPath& path, const WorkflowStepConfig& step) {
  if (step.item_var == "index") {
    site.error("invalid-value", path / field<&WorkflowStepConfig::item_var>(),
               "\"index\" is reserved for the number of the item");
  } else if (!step.item_var.empty() && !is_identifier(step.item_var)) {
    site.error(
        "invalid-value", path / field<&WorkflowStepConfig::item_var>(),
        "found " + diag::quoted(step.item_var) + ", expected a Go identifier: letters, digits and _, no digit first");
  }
  validate_limit(site, path / field<&WorkflowStepConfig::max_parallel>(), step.max_parallel, kMaxParallel);
  validate_limit(site, path / field<&WorkflowStepConfig::max_iterations>(), step.max_iterations, kMaxIterations);
}

}  // namespace

void validate_for_each_step(const CompositeToolSite& site, const diag::FieldPath& path,
                            const WorkflowStepConfig& step) {
  if (!step.tool.empty()) {
    site.error("conflicting-fields", path / field<&WorkflowStepConfig::tool>(),
               "a forEach step has its tool in step.tool");
  }
  if (!step.message.empty()) {
    site.error("conflicting-fields", path / field<&WorkflowStepConfig::message>(), "a forEach step has no message");
  }
  if (step.collection.empty()) {
    site.error("missing-field", path / field<&WorkflowStepConfig::collection>(),
               "a collection is required when type is \"forEach\"");
  } else {
    validate_template(site, path / field<&WorkflowStepConfig::collection>(), step.collection);
  }
  if (step.step.has_value()) {
    validate_inner_step(site, path / field<&WorkflowStepConfig::step>(), *step.step);
  } else {
    site.error("missing-field", path / field<&WorkflowStepConfig::step>(),
               "a step is required when type is \"forEach\"");
  }
  validate_limits(site, path, step);
}

}  // namespace vmcp::op
