#pragma once

#include <cstdint>
#include <string_view>

namespace vmcp::start {

/// How far go-yaml writes a literal text (`|`) to the right of the collection that holds it.
enum class LiteralIndent : std::uint8_t {
  kAnnounced,  ///< by the four columns that a header announces
  kShort,      ///< by two, though the header announces four: in a list, and in a mapping that is an item of one
};

/// Whether go-yaml cannot read back a string that it has written itself: in a literal text a tab may come where it
/// expects indentation, and lines end up left of the column that the header announces. A text that is read with
/// other blanks at the beginning of its lines counts as read. As yaml.v3's yaml_parser_scan_block_scalar.
bool is_unreadable(std::string_view text, LiteralIndent indent);

}  // namespace vmcp::start
