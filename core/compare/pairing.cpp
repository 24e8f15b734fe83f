#include "core/compare/pairing.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace vmcp::compare {
namespace {

using yaml::Value;

/// Fields by which items of lists are told apart in Kubernetes' objects and vmcp's files, the most telling first.
constexpr std::array<std::string_view, 5> kIdentities = {"mountPath", "name", "id", "containerPort", "port"};

std::optional<std::string> scalar_text(const Value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->as_string();
  if (value->kind() == Value::Kind::kInt) return std::to_string(value->as_int());
  return std::nullopt;
}

/// What `key` says of each item; nothing unless it tells them all apart.
std::optional<std::vector<std::string>> identities(const Value* list, std::string_view key) {
  std::vector<std::string> result;
  if (list == nullptr || !list->is_sequence()) return result;
  std::unordered_set<std::string> seen;
  for (const Value& item : list->items()) {
    std::optional<std::string> identity = scalar_text(item.find(key));
    if (!identity || !seen.insert(*identity).second) return std::nullopt;
    result.push_back(*std::move(identity));
  }
  return result;
}

template <class V>
auto* items_of(V* list) {
  return list != nullptr && list->is_sequence() ? &list->items() : nullptr;
}

template <class V>
Items<V> by_place(V* ours, V* theirs) {
  auto* const mine = items_of(ours);
  auto* const others = items_of(theirs);
  const std::size_t count = std::max(mine == nullptr ? 0 : mine->size(), others == nullptr ? 0 : others->size());
  Items<V> result;
  for (std::size_t i = 0; i < count; ++i) {
    result.pairs.push_back({std::to_string(i), mine != nullptr && i < mine->size() ? &(*mine)[i] : nullptr,
                            others != nullptr && i < others->size() ? &(*others)[i] : nullptr});
  }
  return result;
}

template <class V>
Items<V> by_identity(V* ours, V* theirs, const std::vector<std::string>& of_ours,
                     const std::vector<std::string>& of_theirs) {
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < of_theirs.size(); ++i) places.emplace(of_theirs[i], i);
  Items<V> result;
  std::size_t next = 0;
  for (std::size_t i = 0; i < of_ours.size(); ++i) {
    V* other = nullptr;
    if (const auto found = places.find(of_ours[i]); found != places.end()) {
      other = &theirs->items()[found->second];
      result.reordered = result.reordered || found->second < next;
      next = found->second;
      places.erase(found);
    }
    result.pairs.push_back({of_ours[i], &ours->items()[i], other});
  }
  for (std::size_t i = 0; i < of_theirs.size(); ++i) {
    if (places.contains(of_theirs[i])) result.pairs.push_back({of_theirs[i], nullptr, &theirs->items()[i]});
  }
  return result;
}

}  // namespace

template <class V>
std::vector<Pair<V>> pair_members(V* ours, V* theirs) {
  std::vector<Pair<V>> pairs;
  std::unordered_map<std::string_view, std::size_t> places;
  if (ours != nullptr && ours->is_mapping()) {
    for (auto& member : ours->members()) {
      places.emplace(member.key, pairs.size());
      pairs.push_back({member.key, &member.value, nullptr});
    }
  }
  if (theirs != nullptr && theirs->is_mapping()) {
    for (auto& member : theirs->members()) {
      if (const auto found = places.find(member.key); found != places.end()) {
        pairs[found->second].theirs = &member.value;
      } else {
        pairs.push_back({member.key, nullptr, &member.value});
      }
    }
  }
  return pairs;
}

template <class V>
Items<V> pair_items(V* ours, V* theirs) {
  for (const std::string_view key : kIdentities) {
    const auto of_ours = identities(ours, key);
    const auto of_theirs = of_ours ? identities(theirs, key) : std::nullopt;
    if (of_ours && of_theirs) return by_identity(ours, theirs, *of_ours, *of_theirs);
  }
  return by_place(ours, theirs);
}

template std::vector<Pair<Value>> pair_members(Value* ours, Value* theirs);
template std::vector<Pair<const Value>> pair_members(const Value* ours, const Value* theirs);
template Items<Value> pair_items(Value* ours, Value* theirs);
template Items<const Value> pair_items(const Value* ours, const Value* theirs);

}  // namespace vmcp::compare
