#pragma once

#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/cel/ast.h"
#include "core/cel/program.h"
#include "core/cel/value.h"

namespace vmcp::cel {

/// One run of a program: its variables, what it makes, and what it may still spend. Two things are counted: what the
/// API server charges, which decides what is refused, and the work that is really done, which it may not charge.
class Evaluation {
 public:
  /// `budget` must outlive the evaluation, and is spent by it.
  Evaluation(const Expression& expression, std::vector<Value> slots, Budget& budget);

  Value run();

  /// Values that live as long as the evaluation.
  Value text(std::string text);
  Value bytes(std::string bytes);
  Value list(std::vector<Value> items, const List::Keys* keys = nullptr);
  Value map(Map::Entries entries);
  Value error(std::string message);
  Value no_such_overload() { return Value(Error{"no such overload"}); }

  /// Pays for work that grows with the data; false when there is nothing left, and then the result is an error.
  bool spend(std::uint64_t work);
  bool equal(const Value& a, const Value& b);
  /// As Map::find(), in no more time for a large map than for a small one.
  bool find(const Map& map, const Value& key, Value& value);

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
  void charge(std::uint64_t cost);
  Value exhausted() const;

  const Expression& expression_;
  std::vector<Value> slots_;
  Budget& budget_;
  std::uint64_t most_cost_;
  std::uint64_t cost_ = 0;
  bool exhausted_ = false;
  std::unordered_map<const yaml::Mapping*, std::unordered_map<std::string_view, const yaml::Value*>> large_maps_;
  // Most evaluations make none: an empty list, unlike a deque, has allocated nothing.
  std::list<std::string> texts_;
  std::list<std::vector<Value>> lists_;
  std::list<Map::Entries> maps_;
};

}  // namespace vmcp::cel
