#pragma once

#include <string_view>

#include "core/operator/composite_tools/composite_tool_validation.h"

namespace vmcp::op {

/// A tool's name, or `workload.tool`: present, and made of letters, digits, `.`, `_` and `-`, a letter or digit
/// first. As IsValidToolReference.
void validate_tool_reference(const CompositeToolSite& site, const diag::FieldPath& path, std::string_view tool);

}  // namespace vmcp::op
