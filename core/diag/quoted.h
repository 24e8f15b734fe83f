#pragma once

#include <string>
#include <string_view>

namespace vmcp::diag {

/// A value as messages show it: without what looks like a secret, and no more of it than tells which it is.
std::string quoted(std::string_view value);

}  // namespace vmcp::diag
