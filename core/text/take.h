#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/text/ascii.h"

namespace vmcp::text {

/// Takes a character off the front of a text; false where another stands there.
inline bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes exactly `count` digits, at most 18, off the front of a text; false where they are not there.
inline bool take_number(std::string_view& text, std::size_t count, std::int64_t& value) {
  if (text.size() < count || !std::ranges::all_of(text.substr(0, count), is_digit)) return false;
  value = 0;
  for (const char c : text.substr(0, count)) value = value * 10 + (c - '0');
  text.remove_prefix(count);
  return true;
}

}  // namespace vmcp::text
