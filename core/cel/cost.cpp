#include "core/cel/cost.h"

#include <algorithm>
#include <array>
#include <cstddef>

// As costCall of cel-go's interpreter/runtimecost.go and CallCost of apiserver's pkg/cel/library/cost.go.
namespace vmcp::cel {
namespace {

using Arguments = std::span<const Value>;

/// A tenth of a size, rounded up.
std::uint64_t tenth(std::uint64_t size) { return (size + 9) / 10; }

/// The size of what has one, and 1 for anything else.
std::uint64_t size_of(const Value& value) {
  if (const Text* text = value.get<Text>()) return code_points(text->text);
  if (const Bytes* bytes = value.get<Bytes>()) return bytes->bytes.size();
  if (const List* list = value.get<List>()) return list->size();
  if (const Map* map = value.get<Map>()) return map->size();
  return 1;
}

bool is_text(const Value& value) { return value.get<Text>() != nullptr || value.get<Bytes>() != nullptr; }

/// As traversalCost.
std::uint64_t traversal(const Value& value) {
  if (const Text* text = value.get<Text>()) return text->text.size() / 10;
  if (const Bytes* bytes = value.get<Bytes>()) return bytes->bytes.size() / 10;
  std::uint64_t cost = 0;
  if (const List* list = value.get<List>()) {
    for (std::size_t i = 0; i < list->size(); ++i) cost += traversal(list->at(i));
    return cost;
  }
  if (const Map* map = value.get<Map>()) {
    for (std::size_t i = 0; i < map->size(); ++i) cost += traversal(map->key_at(i)) + traversal(map->value_at(i));
    return cost;
  }
  return 1;
}

std::uint64_t one_traversal(Arguments arguments, const Value&) { return traversal(arguments[0]); }

std::uint64_t one_reading(Arguments arguments, const Value&) { return tenth(size_of(arguments[0])); }

std::uint64_t two_readings(Arguments arguments, const Value&) { return tenth(2 * size_of(arguments[0])); }

std::uint64_t conversion(Arguments arguments, const Value& result) {
  const bool between_texts = is_text(arguments[0]) && arguments[0].type_name() != result.type_name();
  return between_texts ? tenth(size_of(arguments[0])) : 1;
}

std::uint64_t joining(Arguments, const Value& result) { return tenth(2 * size_of(result)); }

std::uint64_t membership(Arguments arguments, const Value&) {
  const List* list = arguments[1].get<List>();
  return list == nullptr ? 1 : list->size();
}

std::uint64_t equality(Arguments arguments, const Value&) {
  return tenth(std::min(size_of(arguments[0]), size_of(arguments[1])));
}

std::uint64_t ordering(Arguments arguments, const Value& result) {
  return is_text(arguments[0]) ? equality(arguments, result) : 1;
}

std::uint64_t addition(Arguments arguments, const Value&) {
  return is_text(arguments[0]) ? tenth(size_of(arguments[0]) + size_of(arguments[1])) : 1;
}

/// A pattern is taken to have an expression for every four of its characters.
std::uint64_t matching(Arguments arguments, const Value&) {
  return tenth(1 + size_of(arguments[0])) * ((size_of(arguments[1]) + 3) / 4);
}

std::uint64_t containment(Arguments arguments, const Value&) {
  return tenth(size_of(arguments[0])) * tenth(size_of(arguments[1]));
}

struct Row {
  std::string_view function;
  CallCost cost;
};

constexpr auto kCosts = std::to_array<Row>({
    {"!=", equality},
    {"+", addition},
    {"<", ordering},
    {"<=", ordering},
    {"==", equality},
    {">", ordering},
    {">=", ordering},
    {"@in", membership},
    {"bytes", conversion},
    {"contains", containment},
    {"endsWith", one_reading},
    {"find", matching},
    {"findAll", matching},
    {"indexOf", one_traversal},
    {"isSorted", one_traversal},
    {"join", joining},
    {"lastIndexOf", one_traversal},
    {"lowerAscii", one_reading},
    {"matches", matching},
    {"max", one_traversal},
    {"min", one_traversal},
    {"replace", two_readings},
    {"split", two_readings},
    {"startsWith", one_reading},
    {"string", conversion},
    {"substring", one_reading},
    {"sum", one_traversal},
    {"trim", one_reading},
    {"upperAscii", one_reading},
});
static_assert(std::ranges::is_sorted(kCosts, {}, &Row::function));

}  // namespace

CallCost find_call_cost(std::string_view function) {
  const auto* const found = std::ranges::lower_bound(kCosts, function, {}, &Row::function);
  return found == kCosts.end() || found->function != function ? nullptr : found->cost;
}

}  // namespace vmcp::cel
