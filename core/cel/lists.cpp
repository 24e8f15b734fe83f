#include <algorithm>
#include <array>

#include "core/cel/implementations.h"

namespace vmcp::cel {
namespace {

std::int64_t signed_size(std::size_t size) { return static_cast<std::int64_t>(size); }

/// The first or last place of `part` among the code points of `text`, from or up to `offset`.
Value find_text(Evaluation& evaluation, Arguments arguments, bool last) {
  const Text* text = arguments[0].get<Text>();
  const Text* part = arguments[1].get<Text>();
  const auto* offset = arguments.size() > 2 ? arguments[2].get<std::int64_t>() : nullptr;
  if (text == nullptr || part == nullptr || (arguments.size() > 2 && offset == nullptr)) {
    return evaluation.no_such_overload();
  }
  evaluation.spend(text->text.size());
  const std::int64_t size = signed_size(code_points(text->text));
  const std::int64_t from = offset != nullptr ? *offset : (last ? size : 0);
  if (from < 0) return evaluation.error("index out of range: " + std::to_string(from));
  if (part->text.empty()) return Value(std::min(from, size));
  if (offset != nullptr && from >= size) return Value(std::int64_t{-1});
  const std::size_t byte = byte_of(text->text, from).value_or(text->text.size());
  const std::size_t found = last ? text->text.rfind(part->text, byte) : text->text.find(part->text, byte);
  if (found == std::string_view::npos) return Value(std::int64_t{-1});
  return Value(signed_size(code_points(text->text.substr(0, found))));
}

Value find_item(Evaluation& evaluation, const List& list, const Value& item, bool last) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::size_t at = last ? list.size() - 1 - i : i;
    if (evaluation.equal(list.at(at), item)) return Value(signed_size(at));
  }
  return Value(std::int64_t{-1});
}

/// The smallest or largest item.
Value extreme(Evaluation& evaluation, Arguments arguments, Order better) {
  const List* list = arguments[0].get<List>();
  if (list == nullptr) return evaluation.no_such_overload();
  if (list->size() == 0) return Value(Error{"the list is empty"});
  Value best = list->at(0);
  for (std::size_t i = 1; i < list->size() && evaluation.spend(1); ++i) {
    const Value item = list->at(i);
    const Order order = compare(item, best);
    if (order == Order::kNone) return evaluation.no_such_overload();
    if (order == better) best = item;
  }
  return best;
}

}  // namespace

Value index_of(Evaluation& evaluation, Arguments arguments) {
  const List* list = arguments[0].get<List>();
  if (list == nullptr) return find_text(evaluation, arguments, false);
  return find_item(evaluation, *list, arguments[1], false);
}

Value last_index_of(Evaluation& evaluation, Arguments arguments) {
  const List* list = arguments[0].get<List>();
  if (list == nullptr) return find_text(evaluation, arguments, true);
  return find_item(evaluation, *list, arguments[1], true);
}

Value is_sorted(Evaluation& evaluation, Arguments arguments) {
  const List* list = arguments[0].get<List>();
  if (list == nullptr) return evaluation.no_such_overload();
  for (std::size_t i = 1; i < list->size() && evaluation.spend(1); ++i) {
    const Order order = compare(list->at(i - 1), list->at(i));
    if (order == Order::kNone) return evaluation.no_such_overload();
    if (order == Order::kGreater) return Value(false);
  }
  return Value(true);
}

Value sum(Evaluation& evaluation, Arguments arguments) {
  const List* list = arguments[0].get<List>();
  if (list == nullptr) return evaluation.no_such_overload();
  if (list->size() == 0) return Value(std::int64_t{0});
  Value total = list->at(0);
  for (std::size_t i = 1; i < list->size() && evaluation.spend(1); ++i) {
    const std::array<Value, 2> terms = {total, list->at(i)};
    total = add(evaluation, terms);
    if (total.is_error()) return total;
  }
  return total;
}

Value min(Evaluation& evaluation, Arguments arguments) { return extreme(evaluation, arguments, Order::kLess); }

Value max(Evaluation& evaluation, Arguments arguments) { return extreme(evaluation, arguments, Order::kGreater); }

}  // namespace vmcp::cel
