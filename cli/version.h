#pragma once

#include <string_view>

namespace vmcp::cli {

inline constexpr std::string_view kVersion = VMCP_VERSION;

/// What `--version` prints: this program's version and the behaviour that it reproduces.
inline constexpr std::string_view kVersionText =
    "vmcp-render " VMCP_VERSION
    "\n"
    "ToolHive operator v0.44.0, toolhive.stacklok.dev/v1beta1 and v1alpha1";

}  // namespace vmcp::cli
