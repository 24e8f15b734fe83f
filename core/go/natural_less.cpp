#include "core/go/natural_less.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <re2/re2.h>
#include <string>

#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::go {
namespace {

/// Most keys are ASCII, and there may be very many.
text::Character character_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte < 0x80 ? text::Character{byte, 1, true} : text::decode_utf8(text, at);
}

bool in_class(const RE2& character_class, char32_t code) {
  std::string text;
  text::append_utf8(text, code);
  return RE2::FullMatch(text, character_class);
}

bool is_letter(char32_t code) {
  if (code < 0x80) return text::is_alpha(static_cast<char>(code));
  static const RE2 kLetter("\\p{L}");
  return in_class(kLetter, code);
}

bool is_digit(char32_t code) {
  if (code < 0x80) return text::is_digit(static_cast<char>(code));
  static const RE2 kDigit("\\p{Nd}");
  return in_class(kDigit, code);
}

/// The bytes that two keys share at their beginning, cut back to whole characters.
std::size_t common_prefix(std::string_view a, std::string_view b) {
  auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  if (at == a.size() || at == b.size()) return at;
  while (at > 0 && (text::continues_character(a[at]) || text::continues_character(b[at]))) --at;
  return at;
}

/// What the shared prefix ends with: whether its last character is a digit, and whether its last run of digits
/// holds another one than 0.
struct PrefixEnd {
  bool digit = false;
  bool number = false;
};

PrefixEnd read_end(std::string_view prefix) {
  PrefixEnd end;
  for (std::size_t at = 0; at < prefix.size();) {
    const text::Character character = character_at(prefix, at);
    end.digit = is_digit(character.code);
    end.number = end.digit && (end.number || character.code != '0');
    at += character.size;
  }
  return end;
}

/// A run of digits: its number, which wraps around as int64 does in Go, and its length in characters.
struct DigitRun {
  std::uint64_t number = 0;
  std::size_t length = 0;
};

DigitRun read_run(std::string_view text, std::uint64_t before) {
  DigitRun run{before, 0};
  for (std::size_t at = 0; at < text.size(); ++run.length) {
    const text::Character character = character_at(text, at);
    if (!is_digit(character.code)) break;
    run.number = run.number * 10 + (character.code - U'0');
    at += character.size;
  }
  return run;
}

bool less(std::string_view a, std::string_view b, bool letters_first_after_digit) {
  const std::size_t shared = common_prefix(a, b);
  if (shared == a.size() || shared == b.size()) return a.size() < b.size();
  if (text::is_alpha(a[shared]) && text::is_alpha(b[shared])) return a[shared] < b[shared];
  const char32_t left = character_at(a, shared).code;
  const char32_t right = character_at(b, shared).code;
  const bool left_letter = is_letter(left);
  const bool right_letter = is_letter(right);
  if (left_letter && right_letter) return left < right;
  const bool is_any_letter = left_letter || right_letter;
  const bool is_any_zero = left == '0' || right == '0';
  const PrefixEnd end = is_any_letter || is_any_zero ? read_end(a.substr(0, shared)) : PrefixEnd{};
  if (is_any_letter) return letters_first_after_digit && end.digit ? left_letter : right_letter;
  // A zero inside a number counts as a digit of it, a leading zero does not.
  const bool inside_number = is_any_zero && end.number;
  const DigitRun left_run = read_run(a.substr(shared), inside_number ? 1 : 0);
  const DigitRun right_run = read_run(b.substr(shared), inside_number ? 1 : 0);
  if (left_run.number != right_run.number) {
    return static_cast<std::int64_t>(left_run.number) < static_cast<std::int64_t>(right_run.number);
  }
  if (left_run.length != right_run.length) return left_run.length < right_run.length;
  return left < right;
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) { return less(a, b, true); }
bool natural_less_v2(std::string_view a, std::string_view b) { return less(a, b, false); }

}  // namespace vmcp::go
