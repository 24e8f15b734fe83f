#include "core/kube/list_order.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <list>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "core/go/number.h"

namespace vmcp::kube {
namespace {

using yaml::Value;

struct PlacedItem {
  Value* item;
  std::optional<std::size_t> place;
};

/// As sort.SliceStable with the order that normalizeSliceOrder gives it, in which an item without a place goes before
/// everything and everything goes before it: an insertion sort, whose places are looked up.
void sort_by_place(std::span<PlacedItem> items) {
  if (std::ranges::all_of(items, [](const PlacedItem& item) { return item.place.has_value(); })) {
    std::ranges::stable_sort(items, {}, &PlacedItem::place);
    return;
  }
  std::list<PlacedItem> sorted;
  std::multimap<std::size_t, std::list<PlacedItem>::iterator> placed;
  for (const PlacedItem& item : items) {
    auto position = sorted.begin();
    if (item.place) {
      const auto behind = placed.upper_bound(*item.place);
      if (behind != placed.begin()) position = std::next(std::prev(behind)->second);
    }
    const auto inserted = sorted.insert(position, item);
    if (item.place) placed.emplace(*item.place, inserted);
  }
  std::ranges::copy(sorted, items.begin());
}

bool is_deletion(const PlacedItem& item) { return item.item->string_at("$patch") == "delete"; }

/// As normalizeSliceOrder.
void normalize(std::vector<PlacedItem>& items) {
  const auto deletions = std::stable_partition(items.begin(), items.end(), std::not_fn(is_deletion));
  sort_by_place({items.begin(), deletions});
}

}  // namespace

std::optional<std::string> item_identity(const Value& item, std::string_view merge_key) {
  const Value* value = merge_key.empty() ? &item : item.find(merge_key);
  if (value == nullptr) return std::nullopt;
  switch (value->kind()) {
    case Value::Kind::kNull:
      return "null";
    case Value::Kind::kBool:
      return value->as_bool() ? "true" : "false";
    case Value::Kind::kInt:
      return "i" + std::to_string(value->as_int());
    case Value::Kind::kUint:
    case Value::Kind::kFloat:
      return "f" + go::format_float(value->number());
    case Value::Kind::kString:
      return "s" + value->as_string();
    default:
      return std::nullopt;
  }
}

ListOrder::ListOrder(const Value& list, std::string_view merge_key, std::size_t limit) : merge_key_(merge_key) {
  const std::size_t size = std::min(limit, list.items().size());
  for (std::size_t i = 0; i < size; ++i) add(list.items()[i], i);
}

std::optional<std::size_t> ListOrder::place(const Value& item) const {
  const std::optional<std::string> identity = item_identity(item, merge_key_);
  return identity ? place(*identity) : std::nullopt;
}

std::optional<std::size_t> ListOrder::place(const std::string& identity) const {
  const auto found = places_.find(identity);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

void ListOrder::add(const Value& item, std::size_t place) {
  if (auto identity = item_identity(item, merge_key_)) places_.try_emplace(*std::move(identity), place);
}

Value in_order(Value merged, const ListOrder& patch, const ListOrder& original) {
  std::vector<PlacedItem> patched;
  std::vector<PlacedItem> others;
  for (Value& item : merged.items()) {
    if (const auto place = patch.place(item)) {
      patched.push_back({&item, place});
    } else {
      others.push_back({&item, original.place(item)});
    }
  }
  normalize(patched);
  normalize(others);

  Value result = Value::sequence();
  auto other = others.begin();
  for (const PlacedItem& item : patched) {
    const auto place = original.place(*item.item);
    while (other != others.end() && place && other->place && *other->place < *place) {
      result.push(std::move(*other->item));
      ++other;
    }
    result.push(std::move(*item.item));
  }
  for (; other != others.end(); ++other) result.push(std::move(*other->item));
  return result;
}

}  // namespace vmcp::kube
