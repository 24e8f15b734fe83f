#include "core/apply/item_places.h"

#include <algorithm>
#include <optional>

namespace vmcp::apply {
namespace {

using yaml::Value;

const Value* member_of(const Value& item, std::string_view key) { return key.empty() ? &item : item.find(key); }

bool is_blank(const Value* value) {
  return value == nullptr || value->is_null() || (value->is_string() && value->as_string().empty());
}

/// A text that two values share when they are the same; nothing for those that are rare as keys.
std::optional<std::string> text_of(const Value* value) {
  if (is_blank(value)) return std::string();
  if (value->is_string()) return '"' + value->as_string();
  if (value->kind() == Value::Kind::kInt) return std::to_string(value->as_int());
  return std::nullopt;
}

}  // namespace

bool ItemPlaces::is_same(const Value* one, const Value* other) {
  return is_blank(one) || is_blank(other) ? is_blank(one) && is_blank(other) : *one == *other;
}

std::size_t ItemPlaces::find(const yaml::Sequence& items, std::string_view key, const Value* wanted) {
  constexpr std::size_t kLong = 32;
  const std::optional<std::string> text = text_of(wanted);
  if (!text || items.size() < kLong) {
    const auto is_it = [&](const Value& item) { return is_same(member_of(item, key), wanted); };
    return static_cast<std::size_t>(std::ranges::find_if(items, is_it) - items.begin());
  }
  const auto [index, is_new] = indices_.try_emplace({&items, key});
  for (std::size_t i = 0; is_new && i < items.size(); ++i) {
    if (std::optional<std::string> own = text_of(member_of(items[i], key))) index->second.emplace(*std::move(own), i);
  }
  const auto found = index->second.find(*text);
  return found == index->second.end() ? items.size() : found->second;
}

}  // namespace vmcp::apply
