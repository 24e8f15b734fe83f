#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::krm {

/// The lines of one item.
struct ItemText {
  std::string_view text;
  /// Of those, the comments at the end that stand above the next item.
  std::string_view comments_behind;
};

/// The text of a ResourceList, cut at its members and items.
struct ListText {
  std::vector<std::string_view> members;  ///< whole lines, one entry per member of the root
  std::string_view above_items;           ///< from the key `items` to the first item
  std::vector<ItemText> items;
  std::size_t indent = 0;      ///< blanks before an item's dash
  std::size_t last_alias = 0;  ///< the last item that may hold an alias

  /// Cuts at whole lines. Nothing when members and items do not each begin on a line of their own, as block style
  /// has it.
  static std::optional<ListText> cut(std::string_view text, const yaml::Value& root);

  /// Whether something after item `index` may be an alias of what an anchor in it names.
  bool may_be_aliased(std::size_t index) const;
};

}  // namespace vmcp::krm
