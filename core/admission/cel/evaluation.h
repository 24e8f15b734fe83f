#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/admission/cel/ast.h"
#include "core/admission/cel/value.h"

namespace vmcp::admission::cel {

/// One run of a program: its variables, what it makes, and what it may still spend.
class Evaluation {
 public:
  Evaluation(const Expression& expression, std::vector<Value> slots)
      : expression_(expression), slots_(std::move(slots)) {}

  Value run();

  /// Values that live as long as the evaluation.
  Value text(std::string text);
  Value bytes(std::string bytes);
  Value list(std::vector<Value> items);
  Value map(Map::Entries entries);
  Value error(std::string message);
  Value no_such_overload() { return Value(Error{"no such overload"}); }

  /// Pays for work that grows with the data; false when there is nothing left, and then the result is an error.
  bool spend(std::uint64_t cost);
  bool equal(const Value& a, const Value& b);

 private:
  Value evaluate(const Node& node);
  Value select(const Node& node);
  Value call(const Node& node);
  Value logical(const Node& node);
  Value conditional(const Node& node);
  Value make_list(const Node& node);
  Value make_map(const Node& node);
  Value macro(const Node& node);
  Value quantify(const Node& node, std::size_t size, const Value& range);
  Value collect(const Node& node, std::size_t size, const Value& range);
  Value exhausted() { return Value(Error{"the evaluation costs too much"}); }

  const Expression& expression_;
  std::vector<Value> slots_;
  std::uint64_t spent_ = 0;
  std::deque<std::string> texts_;
  std::deque<std::vector<Value>> lists_;
  std::deque<Map::Entries> maps_;
};

}  // namespace vmcp::admission::cel
