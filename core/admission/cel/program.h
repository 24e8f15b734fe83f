#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/yaml/value.h"

namespace vmcp::admission::cel {

/// Why an expression is no program: what cel-go's parser or type checker would refuse.
struct CompileError {
  std::size_t offset = 0;  ///< in bytes from the start of the expression
  std::string message;
};

/// Why an evaluation has no value: `no such key: x`, `divide by zero`, a cost limit, ...
struct EvaluationError {
  std::string message;
};

/// Durations and timestamps are given as their CEL strings (`90s`, RFC 3339), bytes as a string, types by name.
using Result = std::variant<yaml::Value, EvaluationError>;

/// A variable's value; both must outlive the call that gets it.
struct Binding {
  std::string_view name;
  const yaml::Value& value;
};

struct Expression;

/// The type that a program's result must have, as far as it is known before it runs.
enum class Wanted : std::uint8_t { kAny, kBool, kString };

/// A CEL program: parsed and checked once, evaluated often, also by several threads at a time.
class Program {
 public:
  /// Compiles a CRD rule or message expression: CEL's standard library and macros, and the strings, lists and
  /// regex functions that the API server adds. Variables are of type dyn; anything else undeclared is an error.
  static std::variant<Program, CompileError> compile(std::string_view expression,
                                                     std::span<const std::string_view> variables,
                                                     Wanted wanted = Wanted::kAny);

  /// Work is bounded: an evaluation that costs too much is an error.
  Result evaluate(std::span<const Binding> bindings) const;

 private:
  explicit Program(std::shared_ptr<const Expression> expression) : expression_(std::move(expression)) {}

  std::shared_ptr<const Expression> expression_;
};

/// True when an evaluation gave the boolean true; what a validation rule must give.
bool holds(const Result& result);

}  // namespace vmcp::admission::cel
