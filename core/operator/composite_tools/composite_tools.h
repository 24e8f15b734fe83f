#pragma once

#include <vector>

#include "core/model/vmcp_composite_tool.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// As VirtualMCPServer.validateCompositeTools: every inline composite tool, and that their names differ.
void validate_composite_tools(const Context& context);

/// As validateCompositeToolRefs: the referenced VirtualMCPCompositeToolDefinitions must be there. The operator does
/// not validate what they say; vmcp does when it starts.
void validate_composite_tool_refs(const Context& context);

/// As convertAllCompositeTools: the inline tools, then the referenced ones. Two tools of one name are an error.
std::vector<model::config::CompositeToolConfig> convert_composite_tools(const Context& context);

}  // namespace vmcp::op
