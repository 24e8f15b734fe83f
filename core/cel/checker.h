#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/cel/ast.h"
#include "core/cel/declarations.h"
#include "core/cel/program.h"
#include "core/cel/type.h"

namespace vmcp::cel {

/// A variable of the environment.
struct Variable {
  std::string_view name;
  TypeKind type = TypeKind::kDyn;  ///< kMap means map(string, dyn)
};

/// Type-checks an expression as cel-go's checker, and resolves its names: identifiers to slots, calls to
/// implementations. `wanted`, if given, is the type that the result must be able to have.
std::optional<CompileError> check(Expression& expression, std::span<const Variable> variables, Dialect dialect,
                                  std::optional<TypeKind> wanted);

}  // namespace vmcp::cel
