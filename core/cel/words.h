#pragma once

#include <algorithm>
#include <array>
#include <string_view>

/// The words of CEL's grammar that name nothing.
namespace vmcp::cel {

/// Whether a word is an operator or a literal.
inline bool is_keyword(std::string_view word) {
  constexpr std::array<std::string_view, 4> kKeywords = {"true", "false", "null", "in"};
  return std::ranges::find(kKeywords, word) != kKeywords.end();
}

/// Whether a word is kept for other languages.
inline bool is_reserved(std::string_view word) {
  constexpr std::array<std::string_view, 17> kReserved = {
      "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
      "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};
  return std::ranges::find(kReserved, word) != kReserved.end();
}

}  // namespace vmcp::cel
