#pragma once

#include "core/model/vmcp_config.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// As validateAggregation: the strategy and what it needs, and that every tool entry names its workload.
void validate_aggregation(const Context& context);

/// As convertAggregationWithDefaults: prefix `{workload}_` unless stated otherwise, MCPToolConfig references
/// resolved into the tool entries that name them. An MCPToolConfig that is not there is an error.
model::config::AggregationConfig convert_aggregation(const Context& context);

}  // namespace vmcp::op
