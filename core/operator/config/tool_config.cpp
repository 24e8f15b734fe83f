#include "core/operator/config/tool_config.h"

#include "core/model/path_of.h"
#include "core/operator/references.h"

namespace vmcp::op {

using model::field;
using model::path_of;

std::size_t resolve_tool_config(const Context& context, std::size_t index, model::config::WorkloadToolConfig& entry) {
  if (!entry.tool_config_ref) return 0;
  const std::string name = entry.tool_config_ref->name;
  entry.tool_config_ref.reset();
  const cluster::Object& server = *context.server.object;
  const diag::FieldPath reference =
      path_of<&model::VirtualMcpServerSpec::config, &model::config::Config::aggregation,
              &model::config::AggregationConfig::tools, &model::config::WorkloadToolConfig::tool_config_ref,
              &model::config::ToolConfigRef::name>(index);
  const auto* tool_config = resolve<model::McpToolConfigSpec>(context, server, reference, name);
  if (tool_config == nullptr) return 0;
  std::size_t brought = 0;
  const diag::FieldPath written =
      path_of<&model::config::Config::aggregation, &model::config::AggregationConfig::tools>(index);
  const auto note_shared = [&](std::string_view key, const diag::FieldPath& stated) {
    context.notes->config.note(written / key, {tool_config->object, stated, &server, reference});
  };
  if (entry.filter.empty()) {
    note_shared(field<&model::config::WorkloadToolConfig::filter>(),
                path_of<&model::McpToolConfigSpec::tools_filter>());
    entry.filter = tool_config->spec.tools_filter;
    for (const std::string& tool : entry.filter) brought += tool.size();
  }
  note_shared(field<&model::config::WorkloadToolConfig::overrides>(),
              path_of<&model::McpToolConfigSpec::tools_override>());
  for (const auto& [tool, changed] : entry.overrides) {
    context.notes->config.note((written / field<&model::config::WorkloadToolConfig::overrides>()).key(tool), {});
  }
  // What the entry itself overrides stays.
  for (const auto& [tool, changed] : tool_config->spec.tools_override) {
    if (entry.overrides.try_emplace(tool, changed).second) brought += tool.size() + changed.description.size();
  }
  return brought;
}

}  // namespace vmcp::op
