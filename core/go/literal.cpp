#include "core/go/literal.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::go {
namespace {

using text::hex_value;
using text::is_digit;
using text::to_lower;

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text;
}

/// Underscores stand between digits only; a base prefix counts as a digit (strconv's underscoreOK).
bool underscores_separate_digits(std::string_view text) {
  text = without_sign(text);
  char before = '^';
  bool hex = false;
  if (text.size() >= 2 && text[0] == '0' && std::string_view("box").find(to_lower(text[1])) != std::string_view::npos) {
    before = '0';
    hex = to_lower(text[1]) == 'x';
    text.remove_prefix(2);
  }
  for (const char c : text) {
    if (is_digit(c) || (hex && hex_value(c) >= 0)) {
      before = '0';
    } else if (c == '_') {
      if (before != '0') return false;
      before = '_';
    } else {
      if (before == '_') return false;
      before = '!';
    }
  }
  return before != '_';
}

/// Digits with at most one point, then maybe an exponent; decimal and hexadecimal as `hex` says.
bool is_float_syntax(std::string_view text, bool hex) {
  std::size_t digits = 0;
  bool point = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !point) {
      point = true;
    } else if (hex ? hex_value(text[i]) >= 0 : is_digit(text[i])) {
      ++digits;
    } else {
      break;
    }
  }
  if (digits == 0) return false;
  if (i == text.size()) return !hex;
  if (to_lower(text[i]) != (hex ? 'p' : 'e')) return false;
  const std::string_view exponent = without_sign(text.substr(i + 1));
  return !exponent.empty() && std::all_of(exponent.begin(), exponent.end(), is_digit);
}

/// Whether a decimal or hexadecimal float that fits no double is a large one, not a small one.
bool is_huge(std::string_view text, bool hex) {
  const std::size_t mark = std::min(text.find_first_of(hex ? "pP" : "eE"), text.size());
  const std::string_view mantissa = text.substr(0, mark);
  const std::size_t first = mantissa.find_first_not_of("0.");
  if (first == std::string_view::npos) return false;
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  auto magnitude = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  if (hex) magnitude *= 4;
  if (mark == text.size()) return magnitude > 0;
  const bool negative = text[mark + 1] == '-';
  const std::string_view digits = without_sign(text.substr(mark + 1));
  std::int64_t exponent = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (parsed.ec != std::errc{}) return !negative;
  return magnitude > (negative ? exponent : -exponent);
}

bool fits_base(std::string_view digits, int base) {
  if (digits.empty()) return false;
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return parsed.ec == std::errc{} && parsed.ptr == digits.data() + digits.size();
}

/// Reads `count` hexadecimal or octal digits off `text`.
std::optional<std::uint32_t> take_digits(std::string_view& text, std::size_t count, std::uint32_t base) {
  if (text.size() < count) return std::nullopt;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0 || static_cast<std::uint32_t>(digit) >= base) return std::nullopt;
    value = value * base + static_cast<std::uint32_t>(digit);
  }
  text.remove_prefix(count);
  return value;
}

std::size_t utf8_length(char lead) {
  const auto byte = static_cast<std::uint8_t>(lead);
  if (byte < 0xc0) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

/// Moves one maybe escaped character from `text` to `out` (strconv.UnquoteChar).
bool take_character(std::string_view& text, char quote, std::string& out) {
  if (text.front() == quote) return false;
  if (text.front() != '\\') {
    const std::size_t length = std::min(utf8_length(text.front()), text.size());
    out += text.substr(0, length);
    text.remove_prefix(length);
    return true;
  }
  if (text.size() < 2) return false;
  const char kind = text[1];
  constexpr std::string_view kNames = "abfnrtv\\";
  constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\";
  const std::size_t simple = kNames.find(kind);
  if (simple != std::string_view::npos || kind == quote) {
    out += kind == quote ? quote : kMeanings[simple];
    text.remove_prefix(2);
    return true;
  }
  if (kind == 'u' || kind == 'U') {
    text.remove_prefix(2);
    const auto rune = take_digits(text, kind == 'u' ? 4 : 8, 16);
    if (!rune || !is_valid_rune(*rune)) return false;
    text::append_utf8(out, *rune);
    return true;
  }
  std::optional<std::uint32_t> byte;
  if (kind == 'x') {
    text.remove_prefix(2);
    byte = take_digits(text, 2, 16);
  } else {
    text.remove_prefix(1);
    byte = take_digits(text, 3, 8);
  }
  if (!byte || *byte > 0xff) return false;
  out += static_cast<char>(*byte);
  return true;
}

}  // namespace

std::optional<double> parse_float(std::string_view text) {
  if (!underscores_separate_digits(text)) return std::nullopt;
  std::string plain(text);
  std::erase(plain, '_');
  const bool negative = plain.starts_with('-');
  std::string_view digits = without_sign(plain);
  const bool hex = digits.size() > 2 && digits[0] == '0' && to_lower(digits[1]) == 'x';
  if (hex) digits.remove_prefix(2);
  if (!is_float_syntax(digits, hex)) return std::nullopt;
  double value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value,
                                      hex ? std::chars_format::hex : std::chars_format::general);
  if (parsed.ec == std::errc::result_out_of_range) {
    if (is_huge(digits, hex)) return std::nullopt;
    value = 0;
  }
  return negative ? -value : value;
}

bool is_integer_literal(std::string_view text) {
  if (!underscores_separate_digits(text)) return false;
  std::string plain(text);
  std::erase(plain, '_');
  const bool negative = plain.starts_with('-');
  const bool plus = plain.starts_with('+');
  std::string_view digits = without_sign(plain);
  int base = 10;
  if (digits.size() > 1 && digits[0] == '0') {
    const char mark = to_lower(digits[1]);
    base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
    digits.remove_prefix(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
  }
  if (!fits_base(digits, base)) return false;
  if (!negative && !plus) return true;
  std::int64_t value = 0;
  std::string signed_digits = negative ? "-" : "";
  signed_digits += digits;
  const char* end = signed_digits.data() + signed_digits.size();
  return std::from_chars(signed_digits.data(), end, value, base).ec == std::errc{};
}

std::optional<std::string> unquote(std::string_view text) {
  if (text.size() < 2 || text.front() != text.back()) return std::nullopt;
  const char quote = text.front();
  text = text.substr(1, text.size() - 2);
  std::string out;
  if (quote == '`') {
    out = text;
    if (out.find('`') != std::string::npos) return std::nullopt;
    std::erase(out, '\r');
    return out;
  }
  if (quote != '"') return std::nullopt;
  while (!text.empty()) {
    if (text.front() == '\n' || !take_character(text, quote, out)) return std::nullopt;
  }
  return out;
}

bool is_character_literal(std::string_view text) {
  if (text.size() < 3 || text.front() != '\'') return false;
  text.remove_prefix(1);
  std::string out;
  return take_character(text, '\'', out) && text == "'";
}

bool is_valid_rune(std::uint32_t rune) { return rune < 0xd800 || (rune > 0xdfff && rune <= 0x10ffff); }

}  // namespace vmcp::go
