#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/start/gateway.h"

namespace vmcp::start {

/// Where a composite tool of config.yaml is written.
struct ToolSite {
  const cluster::Object* object;  ///< the VirtualMCPServer, or a VirtualMCPCompositeToolDefinition
  diag::FieldPath path;
  std::optional<diag::Related> referenced_from;  ///< the reference to `object`, if there is one

  diag::Diagnostic& refuse(const Gateway& gateway, diag::Code code, const diag::FieldPath& field,
                           std::string message) const;
};

/// The site of compositeTools[index].
ToolSite tool_site(const Gateway& gateway, std::size_t index);

}  // namespace vmcp::start
