#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <re2/re2.h>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/cel/cost.h"
#include "core/cel/value.h"

namespace vmcp::cel {

class Evaluation;

/// What a call does: `arguments` are evaluated and no errors; a receiver comes first.
using Implementation = Value (*)(Evaluation& evaluation, std::span<const Value> arguments);

enum class NodeKind : std::uint8_t {
  kLiteral,
  kIdentifier,
  kSelect,  ///< children: operand
  kHas,     ///< children: operand
  kCall,    ///< children: the receiver, if it is a member call, and the arguments
  kAnd,     ///< children: at least two
  kOr,
  kConditional,
  kList,
  kMap,    ///< children: key, value, key, value, ...
  kMacro,  ///< children: range, predicate or transform; for a filtering map range, predicate, transform
};

enum class Macro : std::uint8_t { kNone, kAll, kExists, kExistsOne, kMap, kFilter };

/// A node of an expression. The parser fills it; the checker resolves names to slots and implementations.
struct Node {
  NodeKind kind = NodeKind::kLiteral;
  Macro macro = Macro::kNone;
  bool member = false;     ///< of a call
  std::size_t offset = 0;  ///< in bytes
  std::size_t height = 0;  ///< what cel-go's parser counts as recursion
  std::string_view name;   ///< of an identifier, field, function or iteration variable
  Value literal;
  std::vector<Node*> children;

  std::size_t slot = 0;  ///< of an identifier or iteration variable
  Implementation implementation = nullptr;
  CallCost cost = nullptr;             ///< of a call; null when it costs one unit
  std::unique_ptr<const RE2> pattern;  ///< of `matches` with a literal, when it compiles
};

/// A program's tree and what it points to.
struct Expression {
  explicit Expression(std::string_view written) : text(written) {}

  std::string text;  ///< as it is written: names are parts of it
  std::deque<Node> nodes;
  std::deque<std::string> texts;  ///< of string and bytes literals, and names that are not written as they are
  Node* root = nullptr;
  std::vector<std::string> variables;  ///< their slots are 0, 1, ...
  std::size_t slots = 0;               ///< variables and nested iteration variables
};

}  // namespace vmcp::cel
