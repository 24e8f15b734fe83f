#include <cmath>
#include <limits>
#include <optional>

#include "core/admission/cel/implementations.h"

namespace vmcp::admission::cel {
namespace {

/// A comparison is false with a NaN.
template <typename Predicate>
Value ordered(Evaluation& evaluation, Arguments arguments, Predicate holds) {
  const Order order = compare(arguments[0], arguments[1]);
  if (order == Order::kNone) return evaluation.no_such_overload();
  if (const Text* text = arguments[0].get<Text>()) evaluation.spend(text->text.size() / 16);
  return Value(order != Order::kUnordered && holds(order));
}

/// A whole number of any kind.
std::optional<std::int64_t> whole(const Value& value) {
  constexpr double kLimit = 9223372036854775808.0;
  if (const auto* number = value.get<std::int64_t>()) return *number;
  if (const auto* number = value.get<std::uint64_t>()) {
    constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::min(*number, kMax));
  }
  const auto* number = value.get<double>();
  if (number == nullptr || std::trunc(*number) != *number || std::abs(*number) >= kLimit) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

}  // namespace

Value logical_not(Evaluation& evaluation, Arguments arguments) {
  const bool* flag = arguments[0].get<bool>();
  return flag == nullptr ? evaluation.no_such_overload() : Value(!*flag);
}

Value negate(Evaluation& evaluation, Arguments arguments) {
  if (const auto* number = arguments[0].get<double>()) return Value(-*number);
  const auto* number = arguments[0].get<std::int64_t>();
  if (number == nullptr) return evaluation.no_such_overload();
  if (*number == std::numeric_limits<std::int64_t>::min()) return Value(Error{"integer overflow"});
  return Value(-*number);
}

Value equals(Evaluation& evaluation, Arguments arguments) {
  return Value(evaluation.equal(arguments[0], arguments[1]));
}

Value not_equals(Evaluation& evaluation, Arguments arguments) {
  return Value(!evaluation.equal(arguments[0], arguments[1]));
}

Value less(Evaluation& evaluation, Arguments arguments) {
  return ordered(evaluation, arguments, [](Order order) { return order == Order::kLess; });
}

Value less_equals(Evaluation& evaluation, Arguments arguments) {
  return ordered(evaluation, arguments, [](Order order) { return order != Order::kGreater; });
}

Value greater(Evaluation& evaluation, Arguments arguments) {
  return ordered(evaluation, arguments, [](Order order) { return order == Order::kGreater; });
}

Value greater_equals(Evaluation& evaluation, Arguments arguments) {
  return ordered(evaluation, arguments, [](Order order) { return order != Order::kLess; });
}

Value index(Evaluation& evaluation, Arguments arguments) {
  if (const List* list = arguments[0].get<List>()) {
    const std::optional<std::int64_t> at = whole(arguments[1]);
    if (!at) return evaluation.error("unsupported index of type " + std::string(arguments[1].type_name()));
    if (*at < 0 || static_cast<std::uint64_t>(*at) >= list->size()) {
      return evaluation.error("index out of bounds: " + std::to_string(*at));
    }
    return list->at(static_cast<std::size_t>(*at));
  }
  const Map* map = arguments[0].get<Map>();
  if (map == nullptr) return evaluation.no_such_overload();
  Value value;
  if (evaluation.find(*map, arguments[1], value)) return value;
  const Text* key = arguments[1].get<Text>();
  return evaluation.error("no such key" + (key == nullptr ? std::string{} : ": " + std::string(key->text)));
}

Value in(Evaluation& evaluation, Arguments arguments) {
  if (const List* list = arguments[1].get<List>()) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (evaluation.equal(arguments[0], list->at(i))) return Value(true);
    }
    return Value(false);
  }
  const Map* map = arguments[1].get<Map>();
  if (map == nullptr) return evaluation.no_such_overload();
  Value value;
  return Value(evaluation.find(*map, arguments[0], value));
}

Value size(Evaluation& evaluation, Arguments arguments) {
  std::size_t count = 0;
  if (const Text* text = arguments[0].get<Text>()) {
    evaluation.spend(text->text.size() / 16);
    count = code_points(text->text);
  } else if (const Bytes* bytes = arguments[0].get<Bytes>()) {
    count = bytes->bytes.size();
  } else if (const List* list = arguments[0].get<List>()) {
    count = list->size();
  } else if (const Map* map = arguments[0].get<Map>()) {
    count = map->size();
  } else {
    return evaluation.no_such_overload();
  }
  return Value(static_cast<std::int64_t>(count));
}

}  // namespace vmcp::admission::cel
