#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/operator/test_world.h"
#include "core/start/gateway.h"

namespace vmcp::start {

/// For tests: a VirtualMCPServer `v` in namespace `ns` whose spec has a group, anonymous incoming auth and, on top, the
/// members of a flow mapping without its braces.
std::string gateway_with(std::string_view members);

/// An object of ToolHive in namespace `ns`, as another document.
std::string object_with(std::string_view kind, std::string_view name, std::string_view spec);

/// What a check reports about the first gateway of the text, which the operator must accept:
/// "error missing-field spec.x". `change` may alter what the operator has made before.
std::vector<std::string> foretold(std::string_view text, void (*check)(const Gateway&), op::Settings settings = {},
                                  const std::function<void(op::Rendered&)>& change = {});

}  // namespace vmcp::start
