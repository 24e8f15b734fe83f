#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/admission/reporter.h"
#include "core/diag/code.h"
#include "core/diag/field_path.h"
#include "core/model/vmcp_composite_tool.h"

namespace vmcp::op {

/// Where findings about a composite tool go: the object that states it and, when that is not the VirtualMCPServer,
/// the reference that led there.
struct CompositeToolSite {
  const admission::Reporter& reporter;
  const admission::Object& object;
  std::optional<diag::Related> referenced_from;

  void error(diag::Code code, const diag::FieldPath& path, diag::Message message) const;
};

/// Everything that ToolHive asks of a composite tool that stands at `path`. As ValidateCompositeToolConfig, which the
/// operator asks of inline tools, and vmcp of all tools when it starts.
void validate_composite_tool(const CompositeToolSite& site, const diag::FieldPath& path,
                             const model::config::CompositeToolConfig& tool);

}  // namespace vmcp::op
