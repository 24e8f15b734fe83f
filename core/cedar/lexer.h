#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cedar/parse_error.h"

namespace vmcp::cedar {

/// A token of the Cedar policy language. Its text is as it was written, quotes and escapes included; the end has none.
struct Token {
  enum class Kind : std::uint8_t { kEnd, kIdentifier, kKeyword, kInteger, kString, kOperator, kUnknown };

  Kind kind = Kind::kEnd;
  std::string_view text;
  std::size_t offset = 0;
};

/// The tokens of a text, the last of them the end, or the first problem.
struct Tokens {
  std::vector<Token> tokens;
  std::optional<ParseError> problem;
};

/// Splits a policy text as cedar-go's Tokenize does. All of the text must be made of tokens, what follows the first
/// policy too.
Tokens tokenize(std::string_view text);

/// Whether every escape and character of a string token stands for something (as cedar-go's Unquote).
bool is_valid_string(const Token& token);
/// What a valid string token stands for.
std::string string_value(const Token& token);
/// As is_valid_string for a pattern after `like`, which may also hold `*` and `\*`.
bool is_valid_pattern(const Token& token);

}  // namespace vmcp::cedar
