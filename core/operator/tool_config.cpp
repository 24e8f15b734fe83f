#include "core/operator/tool_config.h"

#include "core/operator/references.h"

namespace vmcp::op {
namespace {

// as convertCRDToolOverride
model::config::ToolOverride convert(const model::ToolOverride& source) {
  model::config::ToolOverride result{source.name, source.description, {}};
  if (const auto& annotations = source.annotations) {
    result.annotations = {annotations->title, annotations->read_only_hint, annotations->destructive_hint,
                          annotations->idempotent_hint, annotations->open_world_hint};
  }
  return result;
}

}  // namespace

void resolve_tool_config(const Context& context, const diag::FieldPath& path,
                         model::config::WorkloadToolConfig& entry) {
  if (!entry.tool_config_ref) return;
  const std::string name = entry.tool_config_ref->name;
  entry.tool_config_ref.reset();
  const auto* tool_config =
      resolve<model::McpToolConfigSpec>(context, *context.server.object, path / "toolConfigRef" / "name", name);
  if (tool_config == nullptr) return;
  if (entry.filter.empty()) entry.filter = tool_config->spec.tools_filter;
  for (const auto& [tool, override] : tool_config->spec.tools_override) {
    entry.overrides.try_emplace(tool, convert(override));
  }
}

}  // namespace vmcp::op
