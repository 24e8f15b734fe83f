#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vmcp::text {

/// One character of a text and the number of bytes that it takes there.
struct Character {
  char32_t code = 0;
  std::size_t size = 0;
  bool valid = true;
};

/// The character at `at`, which must be inside `text`. A byte that begins no character stands for U+FFFD and is
/// one byte long, as Go's utf8.DecodeRuneInString has it.
Character decode_utf8(std::string_view text, std::size_t at);

void append_utf8(std::string& out, char32_t code);

/// What may stand in front of a text, and is no part of it.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// `text` without one.
constexpr std::string_view without_byte_order_mark(std::string_view text) {
  return text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

/// Whether a byte is one of a character's behind its first.
constexpr bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80; }

/// The number of characters of a text that is UTF-8.
std::size_t count_characters(std::string_view text);

/// `text`, or what of it takes at most `size` bytes, never a part of a character, and `...`.
std::string shortened(std::string_view text, std::size_t size);

/// Whether no byte of `text` is above 0x7f.
bool is_ascii(std::string_view text);
bool is_utf8(std::string_view text);

/// `text` with every byte that is not UTF-8 replaced by U+FFFD.
std::string to_utf8(std::string_view text);

}  // namespace vmcp::text
