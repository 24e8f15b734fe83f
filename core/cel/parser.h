#pragma once

#include <memory>
#include <string_view>
#include <variant>

#include "core/cel/ast.h"
#include "core/cel/program.h"

namespace vmcp::cel {

/// Parses an expression and expands its macros, as cel-go's parser without optional syntax, with its limits on size and
/// nesting. Message literals are refused.
std::variant<std::unique_ptr<Expression>, CompileError> parse(std::string_view text);

}  // namespace vmcp::cel
