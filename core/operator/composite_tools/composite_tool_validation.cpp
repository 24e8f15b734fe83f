#include "core/operator/composite_tools/composite_tool_validation.h"

#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/composite_tools/step_dependencies.h"
#include "core/operator/composite_tools/workflow_step.h"
#include "core/operator/composite_tools/workflow_templates.h"

namespace vmcp::op {
namespace {

using model::field;
using model::config::CompositeToolConfig;

// as ValidateParameters
void validate_parameters(const CompositeToolSite& site, const diag::FieldPath& path, const yaml::Value& parameters) {
  if (parameters.members().empty()) return;
  const yaml::Value* type = parameters.find("type");
  if (type == nullptr) {
    site.error("missing-field", path / "type", "a JSON schema of parameters must have the type \"object\"");
  } else if (!type->is_string()) {
    site.error("invalid-value", path / "type",
               "found " + std::string(yaml::kind_name(type->kind())) + ", expected the string \"object\"");
  } else if (type->as_string() != "object") {
    site.error("invalid-value", path / "type", "found " + diag::quoted(type->as_string()) + ", expected \"object\"");
  } else {
    validate_json_schema(site, path, parameters);
  }
}

}  // namespace

void CompositeToolSite::error(diag::Code code, const diag::FieldPath& path, diag::Message message) const {
  if (referenced_from) message.related.insert(message.related.begin(), *referenced_from);
  reporter.error(object, code, path, std::move(message));
}

void validate_composite_tool(const CompositeToolSite& site, const diag::FieldPath& path,
                             const CompositeToolConfig& tool) {
  if (tool.name.empty()) {
    site.error("missing-field", path / field<&CompositeToolConfig::name>(), "a composite tool needs a name");
  }
  if (tool.description.empty()) {
    site.error("missing-field", path / field<&CompositeToolConfig::description>(),
               "a composite tool needs a description");
  }
  if (tool.steps.empty()) {
    site.error("missing-field", path / field<&CompositeToolConfig::steps>(), "a composite tool needs a step");
  }
  if (tool.timeout.nanoseconds < 0) {
    site.error("invalid-value", path / field<&CompositeToolConfig::timeout>(), "a timeout cannot be negative");
  }
  validate_parameters(site, path / field<&CompositeToolConfig::parameters>(), tool.parameters.value);

  const diag::FieldPath steps = path / field<&CompositeToolConfig::steps>();
  validate_step_ids(site, steps, tool.steps);
  for (std::size_t i = 0; i < tool.steps.size(); ++i) validate_workflow_step(site, steps[i], tool.steps[i]);
  validate_step_dependencies(site, steps, tool.steps);
  validate_default_results(site, path, tool);
}

}  // namespace vmcp::op
