#pragma once

#include <cstddef>

#include "core/model/vmcp_config.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// Replaces the MCPToolConfig reference of a tool entry by what it refers to: its filter unless the entry has one,
/// its overrides of tools that the entry does not override. The entry is the one of `index`. As resolveToolConfigRef.
/// Returns how many bytes of config.yaml the reference brings at least.
std::size_t resolve_tool_config(const Context& context, std::size_t index, model::config::WorkloadToolConfig& entry);

}  // namespace vmcp::op
