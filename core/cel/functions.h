#pragma once

#include <string_view>

#include "core/cel/ast.h"

namespace vmcp::cel {

/// What a declared function does; it looks at its arguments' kinds itself, since they may be dyn. Null when there is no
/// such function.
Implementation find_implementation(std::string_view function);

}  // namespace vmcp::cel
