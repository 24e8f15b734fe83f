#include "core/cel/evaluation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/cel/property_names.h"

namespace vmcp::cel {
namespace {

/// What an item that is kept costs beside the time to make it: its memory.
constexpr std::uint64_t kItemWork = 16;
constexpr std::size_t kMaxArguments = 4;

std::optional<std::size_t> size_of_range(const Value& range) {
  if (const List* list = range.get<List>()) return list->size();
  if (const Map* map = range.get<Map>()) return map->size();
  return std::nullopt;
}

Value item_of_range(const Value& range, std::size_t index) {
  const List* list = range.get<List>();
  return list != nullptr ? list->at(index) : range.get<Map>()->key_at(index);
}

bool is_literal_list(const Node& node) {
  return node.kind == NodeKind::kList &&
         std::ranges::all_of(node.children, [](const Node* item) { return item->kind == NodeKind::kLiteral; });
}

}  // namespace

Evaluation::Evaluation(const Expression& expression, std::vector<Value> slots, Budget& budget)
    : expression_(expression),
      slots_(std::move(slots)),
      budget_(budget),
      most_cost_(std::min(Budget::kMostPerEvaluation, budget.cost)) {}

bool Evaluation::spend(std::uint64_t work) {
  if (exhausted_ || work > budget_.work) {
    exhausted_ = true;
    return false;
  }
  budget_.work -= work;
  return true;
}

void Evaluation::charge(std::uint64_t cost) {
  cost_ += cost;
  if (cost_ > most_cost_) exhausted_ = true;
}

Value Evaluation::exhausted() const {
  const bool alone = cost_ > Budget::kMostPerEvaluation;
  return Value(Error{alone ? "it costs more than a single rule may" : "the object's rules cost more than they may"});
}

bool Evaluation::equal(const Value& a, const Value& b) {
  std::uint64_t cost = 0;
  const bool result = cel::equal(a, b, cost);
  spend(cost);
  return result;
}

Value Evaluation::text(std::string text) {
  spend(text.size());
  return Value(Text{texts_.emplace_back(std::move(text))});
}

Value Evaluation::bytes(std::string bytes) {
  spend(bytes.size());
  return Value(Bytes{texts_.emplace_back(std::move(bytes))});
}

Value Evaluation::list(std::vector<Value> items, const List::Keys* keys) {
  spend(items.size() * kItemWork);
  return Value(List(lists_.emplace_back(std::move(items)), keys));
}

Value Evaluation::map(Map::Entries entries) {
  spend(entries.size() * kItemWork);
  return Value(Map(maps_.emplace_back(std::move(entries))));
}

Value Evaluation::error(std::string message) { return Value(Error{texts_.emplace_back(std::move(message))}); }

Value Evaluation::run() {
  Value result = evaluate(*expression_.root);
  budget_.cost -= std::min(budget_.cost, cost_);
  budget_.spent = exhausted_;
  // An absorbed error must not hide that the work was cut short.
  return exhausted_ ? exhausted() : result;
}

bool Evaluation::find(const Map& map, const Value& key, Value& value) {
  constexpr std::size_t kLarge = 64;
  const yaml::Mapping* members = map.document();
  const Text* text = key.get<Text>();
  if (members == nullptr || members->size() < kLarge || text == nullptr) return map.find(key, value);
  auto& values = large_maps_[members];
  if (values.empty()) {
    spend(members->size());
    for (const yaml::Member& member : *members) values.emplace(member.key, &member.value);
  }
  const auto found = values.find(text->text);
  if (found == values.end() || (!map.takes_null() && found->second->is_null())) return false;
  value = Value::from(*found->second, map.typing());
  return true;
}

Value Evaluation::evaluate(const Node& node) {
  if (!spend(1)) return exhausted();
  switch (node.kind) {
    case NodeKind::kLiteral:
      return node.literal;
    case NodeKind::kIdentifier:
      charge(kSelectCost);
      return slots_[node.slot];
    case NodeKind::kSelect:
    case NodeKind::kHas:
      return select(node);
    case NodeKind::kCall:
      return call(node);
    case NodeKind::kAnd:
    case NodeKind::kOr:
      return logical(node);
    case NodeKind::kConditional:
      return conditional(node);
    case NodeKind::kList:
      return make_list(node);
    case NodeKind::kMap:
      return make_map(node);
    case NodeKind::kMacro:
      return macro(node);
  }
  return {};
}

Value Evaluation::select(const Node& node) {
  const Value operand = evaluate(*node.children.front());
  if (operand.is_error()) return operand;
  if (node.kind == NodeKind::kSelect) charge(kSelectCost);
  const Map* map = operand.get<Map>();
  if (map == nullptr) {
    // What has no fields at all has not this one; a list has fields with numbers only.
    const bool absent = node.kind == NodeKind::kHas && operand.get<List>() == nullptr;
    return absent ? Value(false) : no_such_overload();
  }
  Value value;
  const bool may_be_escaped = map->document() != nullptr && node.name.find("__") != std::string_view::npos;
  const bool found =
      (may_be_escaped && map->find(property_name(node.name), value)) || find(*map, Value(Text{node.name}), value);
  if (node.kind == NodeKind::kHas) return Value(found);
  return found ? value : error("no such key: " + std::string(node.name));
}

Value Evaluation::call(const Node& node) {
  const std::size_t count = node.children.size();
  std::array<Value, kMaxArguments> arguments;
  for (std::size_t i = 0; i < count; ++i) {
    arguments[i] = evaluate(*node.children[i]);
    if (arguments[i].is_error()) return arguments[i];
  }
  if (node.pattern != nullptr) {
    const Text* text = arguments[0].get<Text>();
    if (text == nullptr) return no_such_overload();
    if (!spend(text->text.size())) return exhausted();
    charge(node.cost(arguments, Value()));
    if (exhausted_) return exhausted();
    return Value(RE2::PartialMatch(re2::StringPiece(text->text.data(), text->text.size()), *node.pattern));
  }
  const std::span<const Value> given(arguments.data(), count);
  const Value result = node.implementation(*this, given);
  // A set of literals is looked up in no time.
  const bool is_set = count == 2 && node.name == "@in" && is_literal_list(*node.children[1]);
  if (!result.is_error() && !is_set) charge(node.cost == nullptr ? 1 : node.cost(given, result));
  return result;
}

/// The first false (of `&&`) or true (of `||`) decides, whatever errors there are besides.
Value Evaluation::logical(const Node& node) {
  const bool is_and = node.kind == NodeKind::kAnd;
  Value result(is_and);
  for (const Node* child : node.children) {
    const Value term = evaluate(*child);
    if (is_and ? term.is_false() : term.is_true()) return term;
    if (result.is_error()) continue;
    if (term.is_error()) {
      result = term;
    } else if (term.get<bool>() == nullptr) {
      result = no_such_overload();
    }
  }
  return result;
}

Value Evaluation::conditional(const Node& node) {
  const Value condition = evaluate(*node.children[0]);
  if (condition.is_error()) return condition;
  const bool* chosen = condition.get<bool>();
  if (chosen == nullptr) return no_such_overload();
  return evaluate(*node.children[*chosen ? 1 : 2]);
}

Value Evaluation::make_list(const Node& node) {
  std::vector<Value> items;
  items.reserve(node.children.size());
  for (const Node* child : node.children) {
    const Value item = evaluate(*child);
    if (item.is_error()) return item;
    items.push_back(item);
  }
  if (!is_literal_list(node)) charge(kListCost);
  return list(std::move(items));
}

Value Evaluation::make_map(const Node& node) {
  charge(kMapCost);
  Map::Entries entries;
  entries.reserve(node.children.size() / 2);
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    const Value key = evaluate(*node.children[i]);
    if (key.is_error()) return key;
    const Value value = evaluate(*node.children[i + 1]);
    if (value.is_error()) return value;
    const auto earlier =
        std::find_if(entries.begin(), entries.end(), [&](const MapEntry& entry) { return equal(entry.key, key); });
    if (earlier == entries.end()) {
      entries.push_back({key, value});
    } else {
      earlier->value = value;
    }
  }
  return map(std::move(entries));
}

Value Evaluation::macro(const Node& node) {
  const Value range = evaluate(*node.children.front());
  if (range.is_error()) return range;
  const std::optional<std::size_t> size = size_of_range(range);
  if (!size) return error("a value of type " + std::string(range.type_name()) + " cannot be iterated over");
  charge(kSelectCost);  // for the loop's result
  const bool collects = node.macro == Macro::kMap || node.macro == Macro::kFilter;
  return collects ? collect(node, *size, range) : quantify(node, *size, range);
}

Value Evaluation::quantify(const Node& node, std::size_t size, const Value& range) {
  const std::uint64_t item_cost = node.macro == Macro::kAll      ? kAllItemCost
                                  : node.macro == Macro::kExists ? kExistsItemCost
                                                                 : kExistsOneItemCost;
  Value failed;
  std::size_t matches = 0;
  for (std::size_t i = 0; i < size; ++i) {
    charge(item_cost);
    slots_[node.slot] = item_of_range(range, i);
    Value verdict = evaluate(*node.children[1]);
    if (node.macro == Macro::kAll && verdict.is_false()) return verdict;
    if (node.macro == Macro::kExists && verdict.is_true()) return verdict;
    if (!verdict.is_error() && verdict.get<bool>() == nullptr) verdict = no_such_overload();
    if (verdict.is_error()) {
      if (node.macro == Macro::kExistsOne) return verdict;
      if (!failed.is_error()) failed = verdict;
    }
    if (verdict.is_true()) ++matches;
  }
  if (failed.is_error()) return failed;
  if (node.macro == Macro::kExistsOne) return Value(matches == 1);
  return Value(node.macro == Macro::kAll);
}

Value Evaluation::collect(const Node& node, std::size_t size, const Value& range) {
  const bool filters = node.macro == Macro::kFilter || node.children.size() == 3;
  std::vector<Value> items;
  for (std::size_t i = 0; i < size; ++i) {
    const Value item = item_of_range(range, i);
    slots_[node.slot] = item;
    if (filters) {
      const Value verdict = evaluate(*node.children[1]);
      if (verdict.is_error()) return verdict;
      if (verdict.get<bool>() == nullptr) return no_such_overload();
      if (verdict.is_false()) {
        charge(kSkippedItemCost);
        continue;
      }
    }
    charge(kCollectedItemCost);
    const Value made = node.macro == Macro::kFilter ? item : evaluate(*node.children.back());
    if (made.is_error()) return made;
    items.push_back(made);
  }
  return list(std::move(items));
}

}  // namespace vmcp::cel
