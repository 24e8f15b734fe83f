#pragma once

#include <cstddef>
#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Turns byte offsets of one text into marks. It remembers the last place, so that offsets which come almost in
/// order cost one pass over the text in all.
class Locator {
 public:
  /// `start` is the mark of the text's first character.
  Locator(std::string_view text, Mark start);

  /// The mark of `offset`; an offset past the end stands for the end. Lines end as diag::break_length() has it, columns
  /// count characters.
  Mark at(std::size_t offset);

 private:
  std::string_view text_;
  bool only_line_feeds_;
  std::size_t offset_ = 0;
  Mark mark_;
};

}  // namespace vmcp::yaml
