#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vmcp::cel {

/// The content of a string literal as it is written, with its quotes and maybe `r`. In a bytes literal, octal and
/// hexadecimal escapes are bytes; elsewhere they are code points. Nothing when an escape is no code point.
std::optional<std::string> unescape(std::string_view literal, bool is_bytes);

/// A decimal or `0x` number; `negative` is its sign. Nothing when it does not fit.
std::optional<std::int64_t> parse_int_literal(std::string_view digits, bool negative);
std::optional<std::uint64_t> parse_uint_literal(std::string_view digits);

}  // namespace vmcp::cel
