#include <set>
#include <string>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/start/config/checks.h"

namespace vmcp::start {
namespace {

using diag::quoted;
using model::field;
using model::path_of;
using model::config::AggregationConfig;

const diag::FieldPath kPath = path_of<&model::config::Config::aggregation>();

void check_priority_order(const Gateway& gateway, const AggregationConfig& aggregation) {
  const diag::FieldPath path =
      kPath /
      field<&AggregationConfig::conflict_resolution_config, &model::config::ConflictResolutionConfig::priority_order>();
  const auto& order = aggregation.conflict_resolution_config->priority_order;
  if (order.empty()) {
    gateway.refuse_written("missing-field", path, "conflictResolution \"priority\" needs an order of workloads here");
  }
  std::set<std::string_view> workloads;
  for (const model::config::WorkloadToolConfig& entry : aggregation.tools) workloads.insert(entry.workload);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order[i].empty()) {
      gateway.refuse_written("missing-field", path[i], "the name of a workload is required");
    } else if (aggregation.default_tool_visibility == "deny" && !workloads.contains(order[i])) {
      gateway.refuse_written(
          "conflicting-fields", path[i],
          "workload " + quoted(order[i]) +
              " has no entry in tools, which defaultToolVisibility \"deny\" asks for: it could win a name "
              "and then be hidden");
    }
  }
}

// as validateConflictStrategy and the resolvers
void check_strategy(const Gateway& gateway, const AggregationConfig& aggregation) {
  const std::string& strategy = aggregation.conflict_resolution;
  if (strategy == "prefix" && aggregation.conflict_resolution_config->prefix_format.empty()) {
    gateway.refuse_written("missing-field",
                           kPath / field<&AggregationConfig::conflict_resolution_config,
                                         &model::config::ConflictResolutionConfig::prefix_format>(),
                           "conflictResolution \"prefix\" needs a format, such as \"{workload}_\"");
  } else if (strategy == "priority") {
    check_priority_order(gateway, aggregation);
  } else if (strategy == "manual" && aggregation.tools.empty()) {
    gateway.refuse_written("missing-field", kPath / field<&AggregationConfig::tools>(),
                           "conflictResolution \"manual\" needs an entry for at least one workload");
  }
}

// as validateToolConfigurations
void check_tools(const Gateway& gateway, const AggregationConfig& aggregation) {
  std::set<std::string_view> workloads;
  for (std::size_t i = 0; i < aggregation.tools.size(); ++i) {
    const model::config::WorkloadToolConfig& entry = aggregation.tools[i];
    if (!workloads.insert(entry.workload).second) {
      gateway.refuse_written(
          "duplicate-name",
          (kPath / field<&AggregationConfig::tools>())[i] / field<&model::config::WorkloadToolConfig::workload>(),
          "workload " + quoted(entry.workload) + " has an entry already; write one for each workload");
    }
    for (const auto& [tool, changed] : entry.overrides) {
      if (!changed.name.empty() || !changed.description.empty()) continue;
      gateway.refuse_written(
          "missing-field",
          ((kPath / field<&AggregationConfig::tools>())[i] / field<&model::config::WorkloadToolConfig::overrides>())
              .key(tool),
          "an override must give the tool a name or a description");
    }
  }
}

}  // namespace

void check_aggregation(const Gateway& gateway) {
  const AggregationConfig& aggregation = *gateway.config().aggregation;
  check_strategy(gateway, aggregation);
  check_tools(gateway, aggregation);
}

}  // namespace vmcp::start
