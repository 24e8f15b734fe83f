#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/yaml/value.h"

namespace vmcp::kube {

/// What tells an item of a merged list from the others: the value at its merge key, or the item itself where there is
/// no merge key. Nothing when that is absent or no scalar.
std::optional<std::string> item_identity(const yaml::Value& item, std::string_view merge_key);

/// Where the items of a list stand in it.
class ListOrder {
 public:
  ListOrder(const yaml::Value& list, std::string_view merge_key);

  /// The place of the first item that is the same as `item`.
  std::optional<std::size_t> place(const yaml::Value& item) const;
  std::optional<std::size_t> place(const std::string& identity) const;

  /// Enters an item; one that is there already keeps its place.
  void add(const yaml::Value& item, std::size_t place);

 private:
  std::string_view merge_key_;
  std::unordered_map<std::string, std::size_t> places_;
};

/// Orders a merged list as normalizeElementOrder of k8s.io/apimachinery: items that the patch names stand in its
/// order, the others in the order of the original, and these are put before a patched item where the original had
/// them before it.
yaml::Value in_order(yaml::Value merged, const ListOrder& patch, const ListOrder& original);

}  // namespace vmcp::kube
