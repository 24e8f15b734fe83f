#include "core/cel/literal_value.h"

#include <charconv>
#include <limits>
#include <system_error>

#include "core/go/literal.h"
#include "core/text/utf8.h"

namespace vmcp::cel {
namespace {

constexpr std::uint64_t kTwoTo63 = std::uint64_t{1} << 63U;

std::string with_unix_newlines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else {
      out += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    }
  }
  return out;
}

char simple_escape(char kind) {
  switch (kind) {
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return kind;
  }
}

/// Digits and base of a numeric escape; no digits for the others.
std::string_view escape_digits(std::string_view escape, int& base) {
  base = 16;
  switch (escape[1]) {
    case 'x':
    case 'X':
      return escape.substr(2, 2);
    case 'u':
      return escape.substr(2, 4);
    case 'U':
      return escape.substr(2, 8);
    case '0':
    case '1':
    case '2':
    case '3':
      base = 8;
      return escape.substr(1, 3);
    default:
      return {};
  }
}

}  // namespace

std::optional<std::string> unescape(std::string_view literal, bool is_bytes) {
  const bool raw = literal.front() == 'r' || literal.front() == 'R';
  if (raw) literal.remove_prefix(1);
  const bool triple = literal.size() >= 6 && (literal.starts_with("'''") || literal.starts_with("\"\"\""));
  const std::size_t quotes = triple ? 3 : 1;
  std::string text = with_unix_newlines(literal.substr(quotes, literal.size() - 2 * quotes));
  if (raw) return text;
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const std::string_view escape = std::string_view(text).substr(i);
    int base = 0;
    const std::string_view digits = escape_digits(escape, base);
    if (digits.empty()) {
      out += simple_escape(escape[1]);
      ++i;
      continue;
    }
    std::uint32_t rune = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), rune, base);
    if (is_bytes) {
      if (escape[1] == 'u' || escape[1] == 'U') return std::nullopt;
      out += static_cast<char>(rune);
    } else {
      if (!go::is_valid_rune(rune)) return std::nullopt;
      text::append_utf8(out, rune);
    }
    i += digits.size() + (base == 8 ? 0 : 1);
  }
  return out;
}

std::optional<std::uint64_t> parse_uint_literal(std::string_view digits) {
  int base = 10;
  if (digits.starts_with("0x")) {
    base = 16;
    digits.remove_prefix(2);
  }
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (parsed.ec != std::errc{}) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_int_literal(std::string_view digits, bool negative) {
  const std::optional<std::uint64_t> magnitude = parse_uint_literal(digits);
  if (!magnitude || *magnitude > (negative ? kTwoTo63 : kTwoTo63 - 1)) return std::nullopt;
  if (*magnitude == kTwoTo63) return std::numeric_limits<std::int64_t>::min();
  const auto value = static_cast<std::int64_t>(*magnitude);
  return negative ? -value : value;
}

}  // namespace vmcp::cel
