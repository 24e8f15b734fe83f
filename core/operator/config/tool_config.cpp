#include "core/operator/config/tool_config.h"

#include "core/operator/references.h"

namespace vmcp::op {

std::size_t resolve_tool_config(const Context& context, std::size_t index, model::config::WorkloadToolConfig& entry) {
  if (!entry.tool_config_ref) return 0;
  const std::string name = entry.tool_config_ref->name;
  entry.tool_config_ref.reset();
  const cluster::Object& server = *context.server.object;
  const diag::FieldPath reference = diag::FieldPath("spec.config.aggregation.tools")[index] / "toolConfigRef" / "name";
  const auto* tool_config = resolve<model::McpToolConfigSpec>(context, server, reference, name);
  if (tool_config == nullptr) return 0;
  std::size_t brought = 0;
  const diag::FieldPath written = diag::FieldPath("aggregation.tools")[index];
  const auto note_shared = [&](std::string_view field, const char* path) {
    context.notes->config.note(written / field, {tool_config->object, diag::FieldPath(path), &server, reference});
  };
  if (entry.filter.empty()) {
    note_shared("filter", "spec.toolsFilter");
    entry.filter = tool_config->spec.tools_filter;
    for (const std::string& tool : entry.filter) brought += tool.size();
  }
  note_shared("overrides", "spec.toolsOverride");
  for (const auto& [tool, override_] : entry.overrides) {
    context.notes->config.note((written / "overrides").key(tool), {});
  }
  // What the entry itself overrides stays.
  for (const auto& [tool, override_] : tool_config->spec.tools_override) {
    if (entry.overrides.try_emplace(tool, override_).second) brought += tool.size() + override_.description.size();
  }
  return brought;
}

}  // namespace vmcp::op
