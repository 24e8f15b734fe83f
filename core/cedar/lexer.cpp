#include "core/cedar/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "core/go/literal.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::cedar {
namespace {

using Kind = Token::Kind;

constexpr std::array<std::string_view, 10> kKeywords = {"true", "false", "if",  "then", "else",
                                                        "in",   "like",  "has", "is",   "__cedar"};
constexpr std::array<std::string_view, 7> kTwoCharacterOperators = {"::", "!=", "<=", ">=", "==", "||", "&&"};
constexpr std::uint32_t kReplacement = 0xfffd;
constexpr std::uint32_t kLastAscii = 0x7f;
constexpr std::string_view kOneCharacterOperators = "@.,;(){}[]+-*:!<>";

using text::is_digit;
using text::is_hex_digit;

bool begins_identifier(char c) { return c == '_' || text::is_alpha(c); }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Tokens run() && {
    Tokens result;
    check_characters();
    while (!problem_) {
      skip_space_and_comments();
      if (problem_) break;
      result.tokens.push_back(next());
      if (result.tokens.back().kind == Kind::kEnd) break;
    }
    result.problem = std::move(problem_);
    return result;
  }

 private:
  void fail(std::size_t offset, std::string message) {
    if (!problem_) problem_ = parse_error_at(text_, offset, std::move(message));
  }

  bool at_end() const { return at_ >= text_.size(); }
  char current() const { return at_end() ? '\0' : text_[at_]; }
  bool looking_at(std::string_view expected) const { return text_.substr(at_).starts_with(expected); }

  void check_characters() {
    for (std::size_t i = 0; i < text_.size();) {
      const text::Character character = text::decode_utf8(text_, i);
      if (!character.valid) return fail(i, "a byte that is not UTF-8");
      if (character.code == 0) return fail(i, "a NUL character");
      i += character.size;
    }
  }

  void skip_space_and_comments() {
    for (;;) {
      at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
      if (looking_at("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (looking_at("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return fail(at_, "this comment does not end");
        at_ = end + 2;
      } else {
        return;
      }
    }
  }

  Token next() {
    const std::size_t start = at_;
    const Kind kind = scan();
    Token token{kind, text_.substr(start, at_ - start), start};
    if (kind == Kind::kIdentifier && std::ranges::find(kKeywords, token.text) != kKeywords.end()) {
      token.kind = Kind::kKeyword;
    }
    return token;
  }

  Kind scan() {
    if (at_end()) return Kind::kEnd;
    if (begins_identifier(current())) {
      while (begins_identifier(current()) || is_digit(current())) ++at_;
      return Kind::kIdentifier;
    }
    if (is_digit(current())) {
      while (is_digit(current())) ++at_;
      return Kind::kInteger;
    }
    if (current() == '"') {
      scan_string();
      return Kind::kString;
    }
    if (std::ranges::any_of(kTwoCharacterOperators, [&](std::string_view two) { return looking_at(two); })) {
      at_ += 2;
      return Kind::kOperator;
    }
    const bool known = kOneCharacterOperators.find(current()) != std::string_view::npos;
    at_ += text::decode_utf8(text_, at_).size;
    return known ? Kind::kOperator : Kind::kUnknown;
  }

  void scan_string() {
    const std::size_t start = at_++;
    while (current() != '"') {
      if (at_end() || current() == '\n') return fail(start, "this string does not end on its line");
      if (current() == '\\') {
        scan_escape();
      } else {
        ++at_;
      }
    }
    ++at_;
  }

  void scan_escape() {
    const std::size_t start = at_++;
    const char c = current();
    if (!at_end()) ++at_;
    if (c == 'x') return scan_hex_digits(start, 2, 2);
    if (c == 'u') {
      if (current() != '{') return fail(start, "an unknown escape; \\u needs braces, as in \\u{e9}");
      ++at_;
      scan_hex_digits(start, 1, 6);
      if (current() != '}') return fail(start, "an unknown escape; \\u takes one to six hexadecimal digits in braces");
      ++at_;
      return;
    }
    if (c == '\0' || std::string_view{"nrt\\0'\"*"}.find(c) == std::string_view::npos) {
      fail(start, "an unknown escape in a string");
    }
  }

  void scan_hex_digits(std::size_t start, std::size_t least, std::size_t most) {
    std::size_t digits = 0;
    for (; digits < most && is_hex_digit(current()); ++digits) ++at_;
    if (digits < least) fail(start, "an escape with too few hexadecimal digits");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<ParseError> problem_;
};

/// The code point that the digits of an escape name.
std::uint32_t parse_hex(std::string_view digits) {
  std::uint32_t code = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  return code;
}

/// What the string or pattern between the quotes stands for; nothing when it is refused. The lexer has seen to the form
/// of the escapes.
std::optional<std::string> unquote(const Token& token, bool pattern) {
  const std::string_view body = token.text.substr(1, token.text.size() - 2);
  std::string value;
  for (std::size_t i = 0; i < body.size();) {
    const text::Character character = text::decode_utf8(body, i);
    // cedar-go takes the replacement character for a broken byte.
    if (character.code == kReplacement) return std::nullopt;
    if (character.code != '\\') {
      value += body.substr(i, character.size);
      i += character.size;
      continue;
    }
    const char escape = body[i + 1];
    i += 2;
    if (escape == 'x') {
      const std::uint32_t code = parse_hex(body.substr(i, 2));
      if (code > kLastAscii) return std::nullopt;
      value += static_cast<char>(code);
      i += 2;
    } else if (escape == 'u') {
      const std::size_t end = body.find('}', i);
      const std::uint32_t code = parse_hex(body.substr(i + 1, end - i - 1));
      if (!go::is_valid_rune(code)) return std::nullopt;
      text::append_utf8(value, code);
      i = end + 1;
    } else {
      if (escape == '*' && !pattern) return std::nullopt;
      const std::size_t simple = std::string_view{"nrt0"}.find(escape);
      value += simple == std::string_view::npos ? escape : std::string_view{"\n\r\t\0", 4}[simple];
    }
  }
  return value;
}

}  // namespace

Tokens tokenize(std::string_view text) { return Lexer(text).run(); }

bool is_valid_string(const Token& token) { return unquote(token, false).has_value(); }

std::string string_value(const Token& token) { return unquote(token, false).value_or(""); }

bool is_valid_pattern(const Token& token) { return unquote(token, true).has_value(); }

}  // namespace vmcp::cedar
