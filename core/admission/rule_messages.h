#pragma once

#include <string_view>

namespace vmcp::admission {

/// What a rule of ToolHive's CRDs demands, in our words, by its expression; empty for an unknown expression.
std::string_view rule_message(std::string_view expression);

}  // namespace vmcp::admission
