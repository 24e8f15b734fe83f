#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vmcp::diag {

/// A source line as a terminal may show it, and the blanks that lead to a character of it.
struct CaretLine {
  std::string text;
  std::string padding;
};

/// `line` with `column` (in characters, from 1; one past the end is fine) in view: a long line is clipped on both
/// sides with `...`, tabs are blanks, what a terminal would obey is escaped. Empty when the column is not in the line
/// or too far out to be worth a search.
CaretLine caret_line(std::string_view line, std::uint32_t column);

}  // namespace vmcp::diag
