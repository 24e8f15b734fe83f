#pragma once

#include <string>
#include <string_view>

namespace vmcp::diag {

/// A value as messages show it.
inline std::string quoted(std::string_view value) { return '"' + std::string(value) + '"'; }

}  // namespace vmcp::diag
