#include "core/emit/plain.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <system_error>

#include "core/emit/timestamp.h"
#include "core/text/ascii.h"

namespace vmcp::emit {
namespace {

constexpr std::array<std::string_view, 38> kWords = {
    "~",    "null", "Null", "NULL", "true", "True", "TRUE",  "false", "False", "FALSE", "y",     "Y",    "yes",
    "Yes",  "YES",  "on",   "On",   "ON",   "n",    "N",     "no",    "No",    "NO",    "off",   "Off",  "OFF",
    ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"};

constexpr std::array<bool, 256> make_begins_word() {
  std::array<bool, 256> begins_word{};
  for (const std::string_view word : kWords) begins_word[static_cast<unsigned char>(word.front())] = true;
  return begins_word;
}
constexpr std::array<bool, 256> kBeginsWord = make_begins_word();

bool is_word(std::string_view text) {
  constexpr std::size_t kLongest = 5;
  if (text.size() > kLongest || !kBeginsWord[static_cast<unsigned char>(text.front())]) return false;
  return std::ranges::any_of(kWords, [&](std::string_view word) {
    return word.size() == text.size() && word.front() == text.front() && word == text;
  });
}

using text::is_digit;
bool is_sign(char c) { return c == '+' || c == '-'; }

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// Whether the unsigned digits fit what a number with that sign can be: uint64 without one, else int64.
bool fits(std::string_view digits, int base, std::string_view sign) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc{} || end != digits.data() + digits.size()) return false;
  constexpr std::uint64_t kMostNegative = std::uint64_t{1} << 63U;
  if (sign == "-") return value <= kMostNegative;
  return sign.empty() || value < kMostNegative;
}

std::string_view take_sign(std::string_view& text) {
  const std::string_view sign = text.substr(0, !text.empty() && is_sign(text.front()) ? 1 : 0);
  text.remove_prefix(sign.size());
  return sign;
}

/// As strconv.ParseInt or ParseUint with base 0; go-yaml also takes a sign after its own prefixes (`0b-1`).
bool is_integer(std::string_view text, const Dialect& dialect) {
  std::string_view sign = take_sign(text);
  if (text.size() < 2 || text.front() != '0') return fits(text, 10, sign);
  const char prefix = text[1];
  if (is_digit(prefix)) return fits(text.substr(1), 8, sign);
  text.remove_prefix(2);
  if (sign.empty() && (prefix == 'b' || (prefix == 'o' && dialect.signed_octal))) sign = take_sign(text);
  switch (prefix) {
    case 'x':
    case 'X':
      return fits(text, 16, sign);
    case 'o':
    case 'O':
      return fits(text, 8, sign);
    case 'b':
    case 'B':
      return fits(text, 2, sign);
    default:
      return false;
  }
}

/// Whether digits that a double cannot hold are too large for it, not too small. `point` and `exponent_at` are where
/// the digits before the point and the whole mantissa end.
bool is_too_large(std::string_view text, std::size_t point, std::size_t exponent_at) {
  const std::size_t first = text.find_first_of("123456789");
  std::int64_t exponent = 0;
  if (exponent_at < text.size()) {
    std::string_view digits = text.substr(exponent_at + 1);
    const bool negative = take_sign(digits) == "-";
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    if (error != std::errc{}) exponent = std::numeric_limits<std::int32_t>::max();
    if (negative) exponent = -exponent;
  }
  return static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) + exponent > 0;
}

/// `1.`, `.5`, `-1.5e+3`, within the range of a double.
bool is_float(std::string_view text) {
  take_sign(text);
  const std::size_t point = skip_digits(text, 0);
  std::size_t at = point;
  if (at < text.size() && text[at] == '.') {
    at = skip_digits(text, at + 1);
    if (at == 1) return false;
  }
  if (at == 0) return false;
  const std::size_t exponent_at = at;
  if (at < text.size()) {
    if (text[at] != 'e' && text[at] != 'E') return false;
    ++at;
    if (at < text.size() && is_sign(text[at])) ++at;
    const std::size_t digits = at;
    at = skip_digits(text, at);
    if (at == digits || at < text.size()) return false;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} || !is_too_large(text, point, exponent_at);
}

/// `1:30`, `-1_0:59.5`: YAML 1.1 reads a number, go-yaml does not, but quotes it for those who do.
bool is_base60(std::string_view text) {
  take_sign(text);
  if (text.empty() || !is_digit(text.front())) return false;
  std::size_t at = std::min(text.find_first_not_of("0123456789_"), text.size());
  if (at == text.size() || text[at] != ':') return false;
  while (at < text.size() && text[at] == ':') {
    const std::size_t begin = at + 1;
    at = skip_digits(text, begin);
    const std::size_t count = at - begin;
    if (count == 0 || count > 2 || (count == 2 && text[begin] > '5')) return false;
  }
  if (at < text.size() && text[at] == '.') at = std::min(text.find_first_not_of("0123456789_", at + 1), text.size());
  return at == text.size();
}

/// Whether underscores stand between digits only, as strconv.ParseFloat wants them.
bool underscores_separate_digits(std::string_view text) {
  for (std::size_t at = text.find('_'); at != std::string_view::npos; at = text.find('_', at + 1)) {
    if (at == 0 || !is_digit(text[at - 1]) || at + 1 == text.size() || !is_digit(text[at + 1])) return false;
  }
  return true;
}

std::string without_underscores(std::string_view text) {
  std::string bare(text);
  std::erase(bare, '_');
  return bare;
}

}  // namespace

bool reads_as_string(std::string_view text, const Dialect& dialect) {
  if (text.empty() || is_word(text)) return false;
  if (dialect.quotes_merge_key && text == "<<") return false;
  const char first = text.front();
  // A number that begins with a point is strconv's alone; before the others go-yaml takes all underscores out.
  if (first == '.') return !underscores_separate_digits(text) || !is_float(without_underscores(text));
  if (!is_digit(first) && !is_sign(first)) return true;
  if (is_base60(text) || is_timestamp(text)) return false;
  const std::string number = without_underscores(text);
  return !is_integer(number, dialect) && !is_float(number);
}

}  // namespace vmcp::emit
