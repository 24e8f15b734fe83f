#include "core/yaml/scanner.h"

#include "core/text/ascii.h"

namespace vmcp::yaml {
namespace {

bool is_name(char c) { return text::is_alphanumeric(c) || c == '_' || c == '-'; }

}  // namespace

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
        differences_.blanks.push_back(offset_ + 1);
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
    if (break_length() == 0) return;
    skip_any_break();
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
  if (!blank_or_ends()) differences_.blanks.push_back(offset_);
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
  bool ends = blank_or_ends() || is_one_of(peek(), ",]}");
  if (kind_ == Token::Kind::kAlias && peek() == ':' && (in_flow() || blank_or_ends(1))) {
    differences_.blanks.push_back(offset_);
    ends = true;
  }
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

Differences scan_syntax(std::string_view text) { return Scanner(text).run(); }

std::vector<Token> scan_tokens(std::string_view text) { return Scanner(text).tokens(); }

}  // namespace vmcp::yaml
