#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vmcp::go {

/// As strconv.ParseFloat(text, 64), less `inf` and `nan`: decimal and hexadecimal floats, `_` between digits.
/// Nothing for bad syntax and for what is too large; what is too small is 0.
std::optional<double> parse_float(std::string_view text);

/// Whether strconv.ParseInt or ParseUint of base 0 (`0x`, `0o`, `0b`, `0`, `_`) take `text` as 64 bits.
bool is_integer_literal(std::string_view text);

/// As strconv.Unquote of a text in double quotes or backquotes.
std::optional<std::string> unquote(std::string_view text);

/// Whether `text` is one character in single quotes, as Go writes it.
bool is_character_literal(std::string_view text);

/// A code point that UTF-8 may hold: not a surrogate, at most U+10FFFF.
bool is_valid_rune(std::uint32_t rune);

}  // namespace vmcp::go
