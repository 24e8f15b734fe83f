#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vmcp::cel {

enum class TokenKind : std::uint8_t {
  kEnd,
  kError,  ///< a character or a quote that begins no token
  kPunctuation,
  kIdentifier,
  kEscapedIdentifier,
  kKeyword,  ///< true, false, null, in
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,
};

/// A token of CEL's grammar, as it is written.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string_view text;
  std::size_t offset = 0;

  bool is(std::string_view punctuation) const {
    return (kind == TokenKind::kPunctuation || kind == TokenKind::kKeyword) && text == punctuation;
  }
};

/// Splits an expression; the longest token wins, as in cel-go's lexer. Blanks and `//` comments vanish.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next();

 private:
  void skip_blanks();
  std::size_t number_length(TokenKind& kind) const;
  std::size_t string_length(std::size_t at) const;
  Token take(TokenKind kind, std::size_t length);

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace vmcp::cel
