#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/emit/dialect.h"

namespace vmcp::emit {

/// Writes the tokens of a block-style YAML stream and knows what the next one needs before it: a blank, a new line,
/// indentation. The state is that of libyaml's emitter, because the oddities of both writers follow from it.
class Pen {
 public:
  Pen(std::string& out, const Dialect& dialect) : out_(out), dialect_(dialect) {}

  /// True while the line holds nothing but indentation and `-`, `?` or `:` indicators.
  bool at_indentation() const { return at_indentation_; }

  /// Moves to column `indent`: on this line if only indentation stands there, else on a new one.
  void start_line(std::size_t indent);

  /// `-`, `?`, or the `:` of a value below its key: what follows may begin on the same line.
  void block_indicator(char indicator);
  /// The `:` right after a key.
  void colon();
  /// `#` and a line of text, which ends the line.
  void comment(std::string_view text);
  /// `[]`, `{}`, or a scalar without blanks and line breaks; ASCII only.
  void token(std::string_view text);

  /// Scalars. `text` is UTF-8 that suits the style; `indent` is the column in which lines after the first begin.
  /// `foldable` says that a long one may be broken at its blanks.
  void plain(std::string_view text, std::size_t indent, bool foldable);
  void single_quoted(std::string_view text, std::size_t indent, bool foldable);
  void double_quoted(std::string_view text, std::size_t indent, bool foldable);
  void literal(std::string_view text, std::size_t indent);

 private:
  void separate();
  void put(char c);
  void put_text(std::string_view text);
  void line_break(std::string_view bytes = "\n");
  void escape(char32_t code);
  /// Whether a long scalar may be broken at the blank at text[blank].
  bool passes_width(std::string_view text, std::size_t blank) const;

  std::string& out_;
  const Dialect& dialect_;
  std::size_t column_ = 0;
  bool after_blank_ = true;
  bool at_indentation_ = true;
};

}  // namespace vmcp::emit
