#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vmcp::diag {

/// A part of a text that may be YAML or JSON.
struct TextToken {
  /// kPassedOver: what a reader takes for no value where one belongs: a tag, an anchor, `#` and a word.
  enum class Kind { kEnd, kKey, kScalar, kBlockScalar, kPassedOver, kDash, kOpen, kClose, kComma, kSeparator };

  Kind kind = Kind::kEnd;
  std::string_view text;       ///< without quotes; escapes stand as written
  std::size_t first_line = 0;  ///< from 0
  std::size_t last_line = 0;
  std::size_t column = 0;  ///< in bytes, from 0
  bool leads = false;      ///< nothing but blanks and dashes stand before it on its line
  bool escapes = false;    ///< in double quotes, where a backslash is none
};

/// Cuts a text into keys, values and what nests them, without a care for whether it is well-formed: it serves to tell
/// which lines of a text may be shown, above all where a reader has given up.
class TextTokens {
 public:
  explicit TextTokens(std::string_view text);

  TextToken next();

 private:
  using Kind = TextToken::Kind;

  bool at_end() const { return at_ >= text_.size(); }
  /// How long what breaks a line there is, U+2028 and U+2029 included: they do for a reader, though no line that is
  /// counted ends with them. 0 for none.
  std::size_t break_at(std::size_t at) const;
  bool at_separator() const;
  bool blank_or_break(std::size_t at) const;
  bool ends_key(std::size_t colon) const;
  bool skip_break();
  /// Takes a character that cannot be seen off what was meant to stand there.
  bool skip_invisible();
  void skip_comment();
  TextToken token(Kind kind, std::size_t begin, std::size_t end) const;
  TextToken quoted();
  TextToken plain();
  TextToken block_scalar();
  /// A key when a colon follows, else a value.
  TextToken key_or_scalar(TextToken token);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::size_t line_start_ = 0;
  std::size_t token_line_ = 0;
  std::size_t token_column_ = 0;
  std::size_t depth_ = 0;             ///< of flow collections
  std::ptrdiff_t block_indent_ = -1;  ///< of the key or dash that a block scalar may belong to
  bool leads_ = true;
  bool after_indicator_ = true;  ///< a value may begin
};

}  // namespace vmcp::diag
