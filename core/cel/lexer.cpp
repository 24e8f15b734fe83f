#include "core/cel/lexer.h"

#include <algorithm>

#include "core/cel/words.h"
#include "core/text/ascii.h"

namespace vmcp::cel {
namespace {

constexpr std::string_view kPunctuation = "<>[](){}.,-!?:+*/%";

using text::is_digit;
using text::is_hex_digit;

bool is_octal(char c) { return c >= '0' && c <= '7'; }
bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
bool is_pair(char c, char next) {
  return next == '=' ? c == '=' || c == '!' || c == '<' || c == '>' : next == c && (c == '&' || c == '|');
}
bool may_begin_string(char c) { return c == '"' || c == '\'' || c == 'r' || c == 'R'; }
bool is_letter(char c) { return text::is_alpha(c) || c == '_'; }

template <typename Predicate>
std::size_t run(std::string_view text, std::size_t from, Predicate is) {
  std::size_t end = from;
  while (end < text.size() && is(text[end])) ++end;
  return end - from;
}

/// Length of `e+10` at `from`, or 0.
std::size_t exponent_length(std::string_view text, std::size_t from) {
  if (from >= text.size() || (text[from] != 'e' && text[from] != 'E')) return 0;
  std::size_t digits_at = from + 1;
  if (digits_at < text.size() && (text[digits_at] == '+' || text[digits_at] == '-')) ++digits_at;
  const std::size_t digits = run(text, digits_at, is_digit);
  return digits == 0 ? 0 : digits_at + digits - from;
}

/// Length of the escape at `text[from]`, a backslash; 0 when it is none.
std::size_t escape_length(std::string_view text, std::size_t from) {
  if (from + 1 >= text.size()) return 0;
  const char kind = text[from + 1];
  if (std::string_view("abfnrtv\"'\\?`").find(kind) != std::string_view::npos) return 2;
  const auto all = [&](std::size_t count, auto is) {
    const std::string_view digits = text.substr(from + 2, count);
    return digits.size() == count && std::all_of(digits.begin(), digits.end(), is) ? count + 2 : 0;
  };
  if (kind == 'x' || kind == 'X') return all(2, is_hex_digit);
  if (kind == 'u') return all(4, is_hex_digit);
  if (kind == 'U') return all(8, is_hex_digit);
  return kind >= '0' && kind <= '3' ? all(2, is_octal) : 0;
}

}  // namespace

Token Lexer::take(TokenKind kind, std::size_t length) {
  const Token token{kind, text_.substr(at_, length), at_};
  at_ += length;
  return token;
}

void Lexer::skip_blanks() {
  while (at_ < text_.size()) {
    if (is_blank(text_[at_])) {
      ++at_;
    } else if (text_[at_] == '/' && text_.substr(at_).starts_with("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else {
      return;
    }
  }
}

/// The end of the string that begins at `at` with a quote or `r` and a quote, from `at` on; 0 when there is none.
std::size_t Lexer::string_length(std::size_t at) const {
  const std::size_t begin = at;
  const bool raw = at < text_.size() && (text_[at] == 'r' || text_[at] == 'R');
  if (raw) ++at;
  if (at >= text_.size() || (text_[at] != '"' && text_[at] != '\'')) return 0;
  const std::string_view quote = text_.substr(at, 1);
  const std::string_view triple = text_.substr(at, 3);
  std::size_t length = 0;
  // The longest match wins: `""` may also begin a triple quote that never closes.
  for (const bool is_triple : {false, true}) {
    if (is_triple && (triple.size() < 3 || triple[1] != triple[0] || triple[2] != triple[0])) continue;
    const std::string_view closing = is_triple ? triple : quote;
    std::size_t i = at + closing.size();
    while (i < text_.size()) {
      if (text_[i] == closing.front() && text_.substr(i).starts_with(closing)) {
        length = std::max(length, i + closing.size() - begin);
        break;
      }
      if (!is_triple && (text_[i] == '\n' || text_[i] == '\r')) break;
      const std::size_t step = !raw && text_[i] == '\\' ? escape_length(text_, i) : 1;
      if (step == 0) break;
      i += step;
    }
  }
  return length;
}

std::size_t Lexer::number_length(TokenKind& kind) const {
  const std::size_t digits = run(text_, at_, is_digit);
  std::size_t length = digits;
  kind = TokenKind::kInt;
  const auto char_at = [this](std::size_t i) { return i < text_.size() ? text_[i] : '\0'; };
  if (digits == 1 && text_[at_] == '0' && char_at(at_ + 1) == 'x') {
    const std::size_t hex = run(text_, at_ + 2, is_hex_digit);
    if (hex > 0) length = 2 + hex;
  } else {
    const bool fraction = char_at(at_ + digits) == '.' && is_digit(char_at(at_ + digits + 1));
    if (fraction) length += 1 + run(text_, at_ + digits + 1, is_digit);
    const std::size_t exponent = exponent_length(text_, at_ + length);
    length += exponent;
    if (fraction || exponent > 0) {
      kind = TokenKind::kDouble;
      return length;
    }
  }
  if (char_at(at_ + length) == 'u' || char_at(at_ + length) == 'U') {
    kind = TokenKind::kUint;
    ++length;
  }
  return length;
}

Token Lexer::next() {
  skip_blanks();
  if (at_ >= text_.size()) return take(TokenKind::kEnd, 0);
  const char c = text_[at_];
  if (const std::size_t length = may_begin_string(c) ? string_length(at_) : 0) return take(TokenKind::kString, length);
  if (c == 'b' || c == 'B') {
    if (const std::size_t length = string_length(at_ + 1)) return take(TokenKind::kBytes, length + 1);
  }
  if (is_letter(c)) {
    const std::size_t length = run(text_, at_, [](char x) { return is_letter(x) || is_digit(x); });
    const std::string_view word = text_.substr(at_, length);
    return take(is_keyword(word) ? TokenKind::kKeyword : TokenKind::kIdentifier, length);
  }
  if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
    TokenKind kind = TokenKind::kInt;
    const std::size_t length = number_length(kind);
    return take(kind, length);
  }
  if (c == '`') {
    const std::size_t length = run(text_, at_ + 1, [](char x) {
      return is_letter(x) || is_digit(x) || std::string_view(".-/ ").find(x) != std::string_view::npos;
    });
    const bool closed = length > 0 && at_ + 1 + length < text_.size() && text_[at_ + 1 + length] == '`';
    return take(closed ? TokenKind::kEscapedIdentifier : TokenKind::kError, closed ? length + 2 : 1);
  }
  if (at_ + 1 < text_.size() && is_pair(c, text_[at_ + 1])) return take(TokenKind::kPunctuation, 2);
  return take(kPunctuation.find(c) != std::string_view::npos ? TokenKind::kPunctuation : TokenKind::kError, 1);
}

}  // namespace vmcp::cel
