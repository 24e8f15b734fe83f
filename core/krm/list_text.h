#pragma once

#include <cstddef>
#include <optional>
#include <string>
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
  std::vector<std::string_view> members;  ///< whole lines, one entry per member of the root, in their order
  std::string_view above_items;           ///< from the key `items` to the first item
  std::vector<ItemText> items;
  std::size_t indent = 0;      ///< blanks before an item's dash
  std::size_t last_alias = 0;  ///< the last item that may hold an alias

  /// Cuts at whole lines. Nothing when members and items do not each begin on a line of their own, as block style
  /// has it, and when `items` cannot move behind the other members, nor `results` go, since aliases would lose what
  /// they name.
  static std::optional<ListText> cut(std::string_view text, const yaml::Value& root);

  /// Whether something after item `index` may be an alias of what an anchor in it names.
  bool may_be_aliased(std::size_t index) const;
};

/// Whether an anchor and an alias may stand in a text. In quotes and comments there may be what only looks so.
bool may_hold_aliases(std::string_view text);

/// Whether lines cut from a list are read as the same everywhere, once their line breaks are line feeds: U+2028 and
/// U+2029 break lines for readers of YAML 1.1 alone, and three dashes behind a break that was none before separate
/// documents for some.
bool stands_anywhere(std::string_view lines);

/// Appends lines cut from a list, the last one ended, with every CR and U+0085 alone as a line feed, which they stand
/// for.
void append_lines(std::string& out, std::string_view lines);

}  // namespace vmcp::krm
