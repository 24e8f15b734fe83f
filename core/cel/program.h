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

namespace vmcp::cel {

/// Why an expression is no program: what cel-go's parser or type checker would refuse.
struct CompileError {
  std::size_t offset = 0;  ///< in bytes from the start of the expression
  std::string message;
};

/// Why an evaluation has no value: `no such key: x`, `divide by zero`, a cost limit, ...
struct EvaluationError {
  std::string message;
  bool costs_too_much = false;
};

/// What the evaluations of all rules of one object may cost together. One that exceeds what is left leaves nothing.
struct Budget {
  /// In the API server's units, of which a single evaluation has kMostPerEvaluation at most (RuntimeCELCostBudget and
  /// PerCallLimit of k8s.io/apiserver).
  std::uint64_t cost = 10'000'000;
  static constexpr std::uint64_t kMostPerEvaluation = 1'000'000;
  /// Steps and bytes of ours, for what the API server does not charge.
  std::uint64_t work = 50'000'000;
  bool spent = false;
};

/// Durations and timestamps are given as their CEL strings (`90s`, RFC 3339), bytes as a string, types by name.
using Result = std::variant<yaml::Value, EvaluationError>;

struct Typing;

/// A variable's value, and what its schema makes of it; all must outlive the call that gets them.
struct Binding {
  std::string_view name;
  const yaml::Value& value;
  const Typing* typing = nullptr;
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

  /// Whether the expression speaks of a variable, or of an iteration variable of that name.
  bool mentions(std::string_view variable) const;

  /// Takes what it costs from `budget`; to cost too much is an error.
  Result evaluate(std::span<const Binding> bindings, Budget& budget) const;
  /// With a budget of its own.
  Result evaluate(std::span<const Binding> bindings) const;

 private:
  explicit Program(std::shared_ptr<const Expression> expression) : expression_(std::move(expression)) {}

  std::shared_ptr<const Expression> expression_;
};

/// True when an evaluation gave the boolean true; what a validation rule must give.
bool holds(const Result& result);

}  // namespace vmcp::cel
