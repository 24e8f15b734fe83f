#pragma once

#include "core/diag/field_path.h"
#include "core/model/vmcp_config.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// Replaces the MCPToolConfig reference of a tool entry by what it refers to: its filter unless the entry has one,
/// its overrides of tools that the entry does not override. `path` is the entry's. As resolveToolConfigRef.
void resolve_tool_config(const Context& context, const diag::FieldPath& path, model::config::WorkloadToolConfig& entry);

}  // namespace vmcp::op
