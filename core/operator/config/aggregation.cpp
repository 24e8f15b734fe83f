#include "core/operator/config/aggregation.h"

#include <string>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/config/tool_config.h"
#include "core/operator/config_map.h"

namespace vmcp::op {
namespace {

using model::field;
using model::path_of;
using model::config::AggregationConfig;
using model::config::ConflictResolutionConfig;

constexpr std::string_view kPrefix = "prefix";
constexpr std::string_view kPriority = "priority";
constexpr std::string_view kManual = "manual";
constexpr std::string_view kDefaultPrefixFormat = "{workload}_";

// as applyConflictResolutionDefaults
void apply_conflict_resolution_defaults(AggregationConfig& aggregation) {
  if (aggregation.conflict_resolution.empty()) aggregation.conflict_resolution = kPrefix;
  if (aggregation.conflict_resolution_config) return;
  ConflictResolutionConfig& config = aggregation.conflict_resolution_config.emplace();
  if (aggregation.conflict_resolution == kPrefix) config.prefix_format = kDefaultPrefixFormat;
}

}  // namespace

void validate_aggregation(const Context& context) {
  if (!context.spec().config.aggregation) return;
  const AggregationConfig& aggregation = *context.spec().config.aggregation;
  const diag::FieldPath path = path_of<&model::VirtualMcpServerSpec::config, &model::config::Config::aggregation>();
  const std::string& strategy = aggregation.conflict_resolution;
  if (!strategy.empty() && strategy != kPrefix && strategy != kPriority && strategy != kManual) {
    context.error("invalid-value", path / field<&AggregationConfig::conflict_resolution>(),
                  "found " + diag::quoted(strategy) + ", expected \"prefix\", \"priority\" or \"manual\"");
  }
  // An absent conflictResolutionConfig passes, whatever the strategy.
  const auto& resolution = aggregation.conflict_resolution_config;
  if (resolution && strategy == kPriority && resolution->priority_order.empty()) {
    context.error(
        "missing-field",
        path / field<&AggregationConfig::conflict_resolution_config, &ConflictResolutionConfig::priority_order>(),
        "an order of workloads is required when conflictResolution is \"priority\"");
  }
  for (std::size_t i = 0; i < aggregation.tools.size(); ++i) {
    const diag::FieldPath entry = (path / field<&AggregationConfig::tools>())[i];
    const model::config::WorkloadToolConfig& tools = aggregation.tools[i];
    if (tools.workload.empty()) {
      context.error("missing-field", entry / field<&model::config::WorkloadToolConfig::workload>(),
                    "the name of a workload is required");
    }
    if (tools.tool_config_ref && tools.tool_config_ref->name.empty()) {
      context.error(
          "missing-field",
          entry / field<&model::config::WorkloadToolConfig::tool_config_ref, &model::config::ToolConfigRef::name>(),
          "the name of an MCPToolConfig is required");
    }
  }
}

AggregationConfig convert_aggregation(const Context& context) {
  AggregationConfig aggregation = context.spec().config.aggregation.value_or(AggregationConfig{});
  apply_conflict_resolution_defaults(aggregation);
  std::size_t brought = 0;
  for (std::size_t i = 0; i < aggregation.tools.size(); ++i) {
    brought += resolve_tool_config(context, i, aggregation.tools[i]);
    // Every entry may name the same large config: what cannot be stored is not made in the first place.
    if (brought <= kLargestConfigMap) continue;
    context.error(
        "object-field-too-long",
        path_of<&model::VirtualMcpServerSpec::config, &model::config::Config::aggregation, &AggregationConfig::tools,
                &model::config::WorkloadToolConfig::tool_config_ref, &model::config::ToolConfigRef::name>(i),
        "the tool configs up to this one make the gateway's ConfigMap larger than the " +
            std::to_string(kLargestConfigMap) + " bytes that the API server takes");
    break;
  }
  if (context.brought != nullptr) *context.brought += brought;
  return aggregation;
}

}  // namespace vmcp::op
