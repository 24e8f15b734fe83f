#include <algorithm>

#include "core/text/ascii.h"
#include "core/yaml/scalar_text.h"
#include "core/yaml/scanner.h"

namespace vmcp::yaml {

void Scanner::block_scalar() {
  remove_key();
  key_allowed_ = true;
  const std::size_t start = offset_++;
  int increment = 0;
  char chomping = '\0';
  for (int i = 0; i < 2; ++i) {
    if (chomping == '\0' && (peek() == '+' || peek() == '-')) {
      chomping = peek();
      ++offset_;
    } else if (increment == 0 && text::is_digit(peek())) {
      increment = peek() - '0';
      if (increment == 0) fail("the indentation of a block scalar cannot be 0");
      ++offset_;
    }
  }
  while (is_blank(peek())) ++offset_;
  if (peek() == '#') {
    while (!breaks_or_ends()) ++offset_;
  }
  if (!breaks_or_ends()) fail_at(start, "text stands behind the header of a block scalar");
  // yaml-cpp keeps no last line breaks of a folded scalar, and takes separators for text.
  bool differs = text_[start] == '>' && chomping == '+';
  if (!at_end()) differs = skip_any_break() || differs;
  const std::size_t first_line = offset_;
  int indent = 0;
  if (increment > 0) indent = indents_.back() >= 0 ? indents_.back() + increment : increment;
  differs = block_scalar_breaks(indent) || differs;
  while (column() == indent && !at_end()) {
    while (!breaks_or_ends()) ++offset_;
    if (at_end()) break;
    differs = skip_any_break() || differs;
    differs = block_scalar_breaks(indent) || differs;
  }
  if (differs) {
    const std::string_view lines = text_.substr(first_line, offset_ - first_line);
    differences_.scalars.push_back(
        {start, read_block({text_[start], chomping, static_cast<std::size_t>(indent)}, lines)});
  }
}

bool Scanner::block_scalar_breaks(int& indent) {
  int deepest = 0;
  bool differs = false;
  while (true) {
    while ((indent == 0 || column() < indent) && peek() == ' ') ++offset_;
    deepest = std::max(deepest, column());
    if ((indent == 0 || column() < indent) && peek() == '\t') fail("a tab cannot be used for indentation");
    if (break_length() == 0) break;
    differs = skip_any_break() || differs;
  }
  if (indent == 0) indent = std::max({deepest, indents_.back() + 1, 1});
  return differs;
}

void Scanner::quoted_scalar() {
  save_key();
  key_allowed_ = false;
  const std::size_t start = offset_;
  const char quote = text_[offset_++];
  bool differs = false;
  while (true) {
    if (at_document_indicator()) fail_at(start, "the quotes are not closed before the document ends");
    if (at_end()) fail_at(start, "the quotes are not closed");
    if (break_length() != 0) {
      skip_break();
      differs = true;
    } else if (peek() == '\\' && quote == '"') {
      differs = differs || is_one_of(peek(1), "N_\t");
      escape(start);
    } else if (peek() == quote) {
      ++offset_;
      if (quote == '"' || peek() != '\'') break;
      ++offset_;
    } else {
      ++offset_;
    }
  }
  const std::string_view quoted = text_.substr(start + 1, offset_ - start - 2);
  if (differs) differences_.scalars.push_back({start, read_quoted(quoted, quote)});
  after_json_node_ = true;
}

void Scanner::escape(std::size_t start) {
  ++offset_;
  if (break_length() != 0) return;
  const char c = peek();
  int digits = 0;
  switch (c) {
    case 'x':
      digits = 2;
      break;
    case 'u':
      digits = 4;
      break;
    case 'U':
      digits = 8;
      break;
    default:
      if (c == '\0' || !is_one_of(c, "0abt\tnvfre \"'\\N_LP")) {
        throw Problem{at_end() ? start : offset_ - 1, "yaml-syntax", "unknown escape in double quotes"};
      }
  }
  ++offset_;
  for (; digits > 0; --digits, ++offset_) {
    if (!text::is_hex_digit(peek())) fail("a character's code has too few hexadecimal digits");
  }
}

void Scanner::plain_scalar() {
  save_key();
  key_allowed_ = false;
  const int indent = indents_.back() + 1;
  const std::size_t start = offset_;
  std::size_t end = offset_;
  bool crossed_line = false;
  bool differs = false;
  while (true) {
    if (at_document_indicator() || peek() == '#') break;
    while (!blank_or_ends()) {
      if (peek() == ':') {
        if (blank_or_ends(1)) break;
        if (in_flow() && is_one_of(peek(1), ",]}")) {
          differences_.colons.push_back(offset_);
          differs = true;
        }
      }
      if (in_flow() && is_one_of(peek(), ",?[]{}")) break;
      crossed_line = false;
      end = ++offset_;
    }
    if (at_end() || !blank_or_ends()) break;
    while (!at_end() && blank_or_ends()) {
      if (is_blank(peek())) {
        if (crossed_line && column() < indent && peek() == '\t') fail("a tab cannot be used for indentation");
        ++offset_;
      } else {
        differs = skip_any_break() || differs;
        crossed_line = true;
      }
    }
    if (!in_flow() && column() < indent) break;
  }
  if (crossed_line) key_allowed_ = true;
  constexpr char kNoQuote = '\0';
  if (differs) differences_.scalars.push_back({start, read_quoted(text_.substr(start, end - start), kNoQuote)});
}

}  // namespace vmcp::yaml
