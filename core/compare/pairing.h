#pragma once

#include <string>
#include <vector>

#include "core/yaml/value.h"

/// What of two values belongs together. Every comparison here pairs in the same way. V is yaml::Value or const
/// yaml::Value; null pointers stand for what one side lacks.
namespace vmcp::compare {

template <class V>
struct Pair {
  std::string label;  ///< the key; of an item its name or its index, as a field path has it in brackets
  V* ours = nullptr;
  V* theirs = nullptr;
};

/// The members of two mappings by their keys: ours in their order, then those that only theirs has. What is null or no
/// mapping has none.
template <class V>
std::vector<Pair<V>> pair_members(V* ours, V* theirs);

template <class V>
struct Items {
  std::vector<Pair<V>> pairs;
  /// Whether those that both have come in another order.
  bool reordered = false;
};

/// The items of two lists. Where all are mappings that a field tells apart (name, mountPath, ...), that field pairs
/// them; else their places do.
template <class V>
Items<V> pair_items(V* ours, V* theirs);

}  // namespace vmcp::compare
