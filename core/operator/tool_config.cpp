#include "core/operator/tool_config.h"

#include "core/operator/references.h"

namespace vmcp::op {

void resolve_tool_config(const Context& context, const diag::FieldPath& path,
                         model::config::WorkloadToolConfig& entry) {
  if (!entry.tool_config_ref) return;
  const std::string name = entry.tool_config_ref->name;
  entry.tool_config_ref.reset();
  const auto* tool_config =
      resolve<model::McpToolConfigSpec>(context, *context.server.object, path / "toolConfigRef" / "name", name);
  if (tool_config == nullptr) return;
  if (entry.filter.empty()) entry.filter = tool_config->spec.tools_filter;
  // What the entry itself overrides stays.
  entry.overrides.insert(tool_config->spec.tools_override.begin(), tool_config->spec.tools_override.end());
}

}  // namespace vmcp::op
