#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vmcp::go {

/// A token of text/template; `kKeyword` covers all keywords, told apart by their text.
struct TemplateToken {
  enum class Kind : std::uint8_t {
    kError,  ///< the text says why
    kEnd,
    kText,
    kLeftDelimiter,
    kRightDelimiter,
    kSpace,
    kKeyword,
    kAssign,
    kDeclare,
    kPipe,
    kComma,
    kOther,  ///< a printable character that means nothing
    kLeftParen,
    kRightParen,
    kBool,
    kNil,
    kDot,
    kField,
    kIdentifier,
    kVariable,
    kCharacter,
    kNumber,
    kComplex,
    kString,
    kRawString
  };

  Kind kind = Kind::kEnd;
  std::string_view text;
  std::size_t line = 1;
};

/// Splits a template with the delimiters `{{` and `}}` into tokens, as text/template/parse's lexer; comments vanish.
class TemplateLexer {
 public:
  explicit TemplateLexer(std::string_view text) : text_(text) {}

  /// After an error, or at the end of the text, kEnd for ever.
  TemplateToken next();

 private:
  using Kind = TemplateToken::Kind;

  TemplateToken lex_text();
  TemplateToken lex_left_delimiter();
  TemplateToken lex_action();
  TemplateToken lex_space();
  TemplateToken lex_right_delimiter();
  TemplateToken lex_word();
  TemplateToken lex_field_or_variable(Kind kind);
  TemplateToken lex_quoted(char quote, Kind kind);
  TemplateToken lex_raw_string();
  TemplateToken lex_number();
  bool skip_comment(std::string& error);
  bool scan_number();

  std::string_view rest() const { return text_.substr(at_); }
  char current() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool accept(std::string_view set);
  void accept_run(std::string_view set);
  void skip_alphanumerics();
  bool at_terminator() const;
  bool at_right_delimiter(bool& trims) const;
  TemplateToken emit(Kind kind);
  TemplateToken fail(std::string why);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
  std::size_t line_ = 1;
  std::size_t paren_depth_ = 0;
  bool inside_action_ = false;
  std::string error_;
};

}  // namespace vmcp::go
