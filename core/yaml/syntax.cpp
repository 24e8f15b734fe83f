#include "core/yaml/syntax.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/text/ascii.h"
#include "core/yaml/characters.h"
#include "core/yaml/problem.h"
#include "core/yaml/scalar_text.h"

namespace vmcp::yaml {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
bool is_name(char c) { return text::is_alphanumeric(c) || c == '_' || c == '-'; }

/// Walks over the tokens of a document with the state that decides what may stand where, as scannerc.go does.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Differences run() {
    while (next_token()) {
    }
    return std::move(differences_);
  }

  std::vector<Token> tokens() {
    std::vector<Token> tokens;
    tokens_ = &tokens;
    while (next_token()) {
    }
    return tokens;
  }

 private:
  /// A token that is a key if a colon follows.
  struct SimpleKey {
    bool possible = false;
    bool required = false;
    std::size_t offset = 0;
    std::size_t line_start = 0;
  };

  [[noreturn]] static void fail_at(std::size_t offset, std::string message) {
    throw Problem{offset, "yaml-syntax", std::move(message)};
  }
  [[noreturn]] void fail(std::string message) const { fail_at(offset_, std::move(message)); }

  /// The character `ahead`; NUL past the end, which no checked text holds.
  char peek(std::size_t ahead = 0) const { return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\0'; }
  bool at_end() const { return offset_ >= text_.size(); }
  bool in_flow() const { return keys_.size() > 1; }
  int column() const { return static_cast<int>(offset_ - line_start_); }

  /// Length of the line break `ahead`; 0 when there is none.
  std::size_t break_length(std::size_t ahead = 0) const {
    if (peek(ahead) == '\n') return 1;
    return peek(ahead) == '\xE2' ? separator_length(text_.substr(offset_ + ahead)) : 0;
  }
  bool breaks_or_ends(std::size_t ahead = 0) const { return peek(ahead) == '\0' || break_length(ahead) != 0; }
  bool blank_or_ends(std::size_t ahead = 0) const { return is_blank(peek(ahead)) || breaks_or_ends(ahead); }
  /// Inside plain and block scalars, where yaml-cpp would take U+2028 for text.
  void skip_line_feed() {
    if (peek() != '\n') fail("U+2028 and U+2029 can stand in quotes only");
    skip_break();
  }
  void skip_break() {
    offset_ += break_length();
    line_start_ = offset_;
  }
  bool at_document_indicator() const {
    const std::string_view mark = text_.substr(offset_, 3);
    return column() == 0 && (mark == "---" || mark == "...") && blank_or_ends(3);
  }

  bool next_token();
  void token(char c, bool follows_json_node);
  void keep_token(std::size_t begin);
  void skip_to_token();
  void document_indicator();
  void structure(char c);
  void block_entry();
  void key();
  void value();
  void anchor();
  void tag();
  void tag_uri(const char* where);
  void block_scalar();
  void block_scalar_breaks(int& indent);
  void quoted_scalar();
  void escape(std::size_t start);
  void plain_scalar();
  void end_plain_scalar_at_separator(int indent);

  void save_key();
  void remove_key();
  bool key_is_valid();
  void indent_to(int column);
  void unindent_to(int column);

  std::string_view text_;
  std::size_t offset_ = 0;
  std::size_t line_start_ = 0;
  bool key_allowed_ = true;
  bool after_json_node_ = false;
  /// First character of the token before.
  char previous_ = '\0';
  bool started_ = false;
  bool ended_ = false;
  std::vector<int> indents_{-1};
  /// One for the block context and one for each open flow collection.
  std::vector<SimpleKey> keys_{SimpleKey{}};
  Differences differences_;
  Token::Kind kind_ = Token::Kind::kScalar;
  std::vector<Token>* tokens_ = nullptr;  ///< those so far, if anybody wants them
};

bool Scanner::next_token() {
  skip_to_token();
  unindent_to(column());
  if (at_end()) {
    unindent_to(-1);
    remove_key();
    return false;
  }
  if (ended_) throw Problem{offset_, "trailing-content", "text follows the end of the document"};
  if (column() == 0 && peek() == '%') fail("directives are not supported here");
  if (at_document_indicator()) {
    document_indicator();
    return true;
  }
  started_ = true;
  const bool follows_json_node = std::exchange(after_json_node_, false);
  const char c = peek();
  const std::size_t begin = offset_;
  kind_ = Token::Kind::kScalar;
  token(c, follows_json_node);
  if (tokens_ != nullptr) keep_token(begin);
  previous_ = c;
  return true;
}

void Scanner::keep_token(std::size_t begin) {
  const std::size_t last = text_.substr(0, offset_).find_last_not_of(" \t\n");
  tokens_->push_back({kind_, begin, last + 1});
}

void Scanner::token(char c, bool follows_json_node) {
  switch (c) {
    case '[':
    case '{':
    case ']':
    case '}':
    case ',':
      return structure(c);
    case '*':
    case '&':
      return anchor();
    case '!':
      return tag();
    case '\'':
    case '"':
      return quoted_scalar();
    case '|':
    case '>':
      if (in_flow()) fail("a block scalar cannot stand in a flow collection");
      return block_scalar();
    case '-':
      if (!blank_or_ends(1)) break;
      return block_entry();
    case '?':
      if (!in_flow() && !blank_or_ends(1)) break;
      return key();
    case ':':
      if (!in_flow() && !blank_or_ends(1)) break;
      if (!blank_or_ends(1) && !follows_json_node && !is_one_of(peek(1), ",]}")) {
        fail("a colon in a flow collection needs a blank behind it");
      }
      return value();
    case '\t':
      fail("a tab cannot be used for indentation");
    case '%':
    case '@':
    case '`':
      fail(std::string("a plain scalar cannot start with \"") + c + "\"; put it in quotes");
    default:
      break;
  }
  plain_scalar();
}

void Scanner::skip_to_token() {
  while (true) {
    while (peek() == ' ' || (peek() == '\t' && (in_flow() || !key_allowed_))) ++offset_;
    if (peek() == '#') {
      while (!breaks_or_ends()) ++offset_;
    }
    const std::size_t length = break_length();
    if (length == 0) return;
    if (length > 1) differences_.breaks.push_back(offset_);
    skip_break();
    if (!in_flow()) key_allowed_ = true;
  }
}

void Scanner::document_indicator() {
  unindent_to(-1);
  remove_key();
  key_allowed_ = false;
  if (peek() == '.') {
    ended_ = true;
  } else if (std::exchange(started_, true)) {
    throw Problem{offset_, "trailing-content", "text follows the end of the document"};
  }
  offset_ += 3;
}

void Scanner::structure(char c) {
  kind_ = c == ',' ? Token::Kind::kComma : Token::Kind::kClose;
  switch (c) {
    case '[':
    case '{':
      kind_ = Token::Kind::kOpen;
      save_key();
      if (keys_.size() > kMaxDepth) fail_too_deep(offset_);
      keys_.emplace_back();
      key_allowed_ = true;
      break;
    case ',':
      if (is_one_of(previous_, "[{,")) fail("a value is missing before the comma");
      remove_key();
      key_allowed_ = true;
      break;
    default:
      remove_key();
      if (!in_flow()) fail(std::string("\"") + c + "\" closes nothing");
      keys_.pop_back();
      key_allowed_ = false;
      after_json_node_ = true;
  }
  ++offset_;
}

void Scanner::block_entry() {
  kind_ = Token::Kind::kItem;
  if (in_flow()) fail("a block sequence cannot stand in a flow collection");
  if (!key_allowed_) fail("a sequence item cannot stand here");
  indent_to(column());
  remove_key();
  key_allowed_ = true;
  ++offset_;
}

void Scanner::key() {
  kind_ = Token::Kind::kKey;
  if (!in_flow()) {
    if (!key_allowed_) fail("a mapping key cannot stand here");
    indent_to(column());
  }
  remove_key();
  key_allowed_ = !in_flow();
  ++offset_;
}

void Scanner::value() {
  kind_ = Token::Kind::kValue;
  if (key_is_valid()) {
    SimpleKey& key = keys_.back();
    indent_to(static_cast<int>(key.offset - key.line_start));
    key.possible = false;
    key_allowed_ = false;
  } else {
    if (!in_flow()) {
      if (!key_allowed_) fail("a mapping cannot stand here; is a value with \": \" in need of quotes?");
      indent_to(column());
    }
    key_allowed_ = !in_flow();
  }
  ++offset_;
}

void Scanner::anchor() {
  kind_ = peek() == '*' ? Token::Kind::kAlias : Token::Kind::kProperty;
  save_key();
  key_allowed_ = false;
  const std::size_t start = offset_++;
  while (is_name(peek())) ++offset_;
  const bool ends = blank_or_ends() || is_one_of(peek(), ",]}");
  if (offset_ == start + 1 || !ends) {
    fail_at(start, "the name of an anchor or alias is made of letters, digits, \"-\" and \"_\"");
  }
}

void Scanner::tag_uri(const char* where) {
  while (!at_end() && (is_name(peek()) || is_one_of(peek(), where))) {
    if (peek() == '%' && !(text::is_hex_digit(peek(1)) && text::is_hex_digit(peek(2))))
      fail("a tag has a broken escape");
    ++offset_;
  }
}

void Scanner::tag() {
  kind_ = Token::Kind::kProperty;
  constexpr const char* kUri = ";/?:@&=+$.%!~*'(),[]";
  // go-yaml takes commas and brackets here, too, and yaml-cpp does not.
  constexpr const char* kShorthandUri = ";/?:@&=+$.%!~*'()";
  save_key();
  key_allowed_ = false;
  const std::size_t start = offset_++;
  if (peek() == '<') {
    ++offset_;
    tag_uri(kUri);
    if (peek() != '>') fail_at(start, "the tag is not closed");
    ++offset_;
  } else {
    while (is_name(peek())) ++offset_;
    if (peek() == '!') {
      if (offset_ != start + 1) fail_at(start, "the handle of the tag is not defined");
      ++offset_;
    }
    tag_uri(kShorthandUri);
  }
  if (!blank_or_ends()) fail_at(start, "a tag ends with a blank");
}

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
  if (!at_end()) skip_line_feed();
  const std::size_t first_line = offset_;
  int indent = 0;
  if (increment > 0) indent = indents_.back() >= 0 ? indents_.back() + increment : increment;
  block_scalar_breaks(indent);
  while (column() == indent && !at_end()) {
    while (!breaks_or_ends()) ++offset_;
    if (at_end()) break;
    skip_line_feed();
    block_scalar_breaks(indent);
  }
  if (text_[start] == '>' && chomping == '+') {
    const std::string_view lines = text_.substr(first_line, offset_ - first_line);
    differences_.scalars.push_back({start, read_folded(lines, static_cast<std::size_t>(indent))});
  }
}

void Scanner::block_scalar_breaks(int& indent) {
  int deepest = 0;
  while (true) {
    while ((indent == 0 || column() < indent) && peek() == ' ') ++offset_;
    deepest = std::max(deepest, column());
    if ((indent == 0 || column() < indent) && peek() == '\t') fail("a tab cannot be used for indentation");
    if (break_length() == 0) break;
    skip_line_feed();
  }
  if (indent == 0) indent = std::max({deepest, indents_.back() + 1, 1});
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
  bool crossed_line = false;
  while (true) {
    if (at_document_indicator() || peek() == '#') break;
    while (!blank_or_ends()) {
      if (peek() == ':') {
        if (blank_or_ends(1)) break;
        if (in_flow() && is_one_of(peek(1), ",]}")) fail("a colon at the end of a flow scalar needs quotes around it");
      }
      if (in_flow() && is_one_of(peek(), ",?[]{}")) break;
      crossed_line = false;
      ++offset_;
    }
    if (at_end() || !blank_or_ends()) break;
    while (!at_end() && blank_or_ends()) {
      if (is_blank(peek())) {
        if (crossed_line && column() < indent && peek() == '\t') fail("a tab cannot be used for indentation");
        ++offset_;
      } else {
        if (break_length() > 1) return end_plain_scalar_at_separator(indent);
        skip_break();
        crossed_line = true;
      }
    }
    if (!in_flow() && column() < indent) break;
  }
  if (crossed_line) key_allowed_ = true;
}

// yaml-cpp takes a separator for text, which is right nowhere: the scalar has to end here.
void Scanner::end_plain_scalar_at_separator(int indent) {
  const std::size_t separator = offset_;
  skip_to_token();
  const bool ends = at_end() || (in_flow() ? is_one_of(peek(), ",]}") : column() < indent);
  if (!ends) fail_at(separator, "U+2028 and U+2029 can stand in quotes only");
  key_allowed_ = true;
}

void Scanner::save_key() {
  if (!key_allowed_) return;
  remove_key();
  keys_.back() = SimpleKey{true, !in_flow() && indents_.back() == column(), offset_, line_start_};
}

void Scanner::remove_key() {
  SimpleKey& key = keys_.back();
  if (key.possible && key.required) fail_at(key.offset, "expected \":\" after this key");
  key.possible = false;
}

bool Scanner::key_is_valid() {
  constexpr std::size_t kLongestKey = 1024;
  const SimpleKey& key = keys_.back();
  if (!key.possible) return false;
  if (key.line_start == line_start_ && key.offset + kLongestKey >= offset_) return true;
  remove_key();
  return false;
}

void Scanner::indent_to(int column) {
  if (in_flow() || indents_.back() >= column) return;
  if (indents_.size() > kMaxDepth) fail_too_deep(offset_);
  indents_.push_back(column);
}

void Scanner::unindent_to(int column) {
  if (in_flow()) return;
  while (indents_.back() > column) indents_.pop_back();
}

}  // namespace

Differences scan_syntax(std::string_view text) { return Scanner(text).run(); }

std::vector<Token> scan_tokens(std::string_view text) { return Scanner(text).tokens(); }

}  // namespace vmcp::yaml
