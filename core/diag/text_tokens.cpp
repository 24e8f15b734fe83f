#include "core/diag/text_tokens.h"

#include <algorithm>

#include "core/diag/lines.h"
#include "core/diag/visible.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::diag {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Whether a plain scalar goes on over a character whatever stands around it.
bool is_plain(char c) { return text::is_alphanumeric(c) || c == '-' || c == '.' || c == '/' || c == '_'; }

/// How long the character that cannot be seen is which a text begins with; 0 for none. Of ASCII none is looked for.
std::size_t invisible_length(std::string_view text) {
  if (text.empty() || text::is_ascii(text.front())) return 0;
  const text::Character character = text::decode_utf8(text, 0);
  return is_invisible(character.code) ? character.size : 0;
}

/// A text without such characters at its ends: they hide from a reader what it was meant to be.
std::string_view without_invisible(std::string_view text) {
  while (const std::size_t length = invisible_length(text)) text.remove_prefix(length);
  while (!text.empty() && !text::is_ascii(text.back())) {
    std::size_t last = text.size() - 1;
    while (last > 0 && text::continues_character(text[last])) --last;
    if (invisible_length(text.substr(last)) == 0) break;
    text = text.substr(0, last);
  }
  return text;
}

}  // namespace

TextTokens::TextTokens(std::string_view text) : text_(text) {
  if (text.starts_with(text::kByteOrderMark)) at_ = line_start_ = text::kByteOrderMark.size();
}

std::size_t TextTokens::break_at(std::size_t at) const {
  constexpr std::size_t kSeparator = 3;
  if (at >= text_.size() || text_[at] != '\xE2') return break_length(text_, at);
  const std::string_view here = text_.substr(at, kSeparator);
  return here == "\u2028" || here == "\u2029" ? kSeparator : 0;
}

bool TextTokens::at_separator() const { return at_ == line_start_ && text_.substr(at_).starts_with("---"); }

bool TextTokens::blank_or_break(std::size_t at) const {
  return at >= text_.size() || is_blank(text_[at]) || break_at(at) != 0;
}

bool TextTokens::ends_key(std::size_t colon) const {
  if (blank_or_break(colon + 1)) return true;
  return depth_ > 0 && std::string_view(",[]{}").find(text_[colon + 1]) != std::string_view::npos;
}

bool TextTokens::skip_invisible() {
  const std::size_t length = invisible_length(text_.substr(at_));
  if (length == 0) return false;
  // No reader takes what follows for a comment or a separator.
  const std::string_view rest = text_.substr(at_ + length);
  if (rest.starts_with('#') || rest.starts_with("---")) return false;
  at_ += length;
  if (leads_) line_start_ += length;
  return true;
}

bool TextTokens::skip_break() {
  const std::size_t length = break_at(at_);
  if (length == 0) return false;
  if (break_length(text_, at_) != 0) ++line_;
  at_ += length;
  line_start_ = at_;
  leads_ = true;
  return true;
}

void TextTokens::skip_comment() {
  while (!at_end() && break_at(at_) == 0) ++at_;
}

TextToken TextTokens::token(Kind kind, std::size_t begin, std::size_t end) const {
  return {kind, text_.substr(begin, end - begin), token_line_, line_, token_column_, leads_};
}

TextToken TextTokens::next() {
  while (!at_end()) {
    const char c = text_[at_];
    if (is_blank(c)) {
      ++at_;
      continue;
    }
    if (skip_break() || skip_invisible()) continue;
    token_line_ = line_;
    token_column_ = at_ - line_start_;
    const bool first = token_column_ == 0;
    if (c == '#' && (first || is_blank(text_[at_ - 1]))) {
      const std::size_t begin = at_;
      skip_comment();
      if (leads_ || !after_indicator_ || blank_or_break(begin + 1)) continue;
      return token(Kind::kPassedOver, begin, at_);
    }
    if (at_separator()) {
      at_ += 3;
      depth_ = 0;
      block_indent_ = -1;
      after_indicator_ = true;
      TextToken separator = token(Kind::kSeparator, at_, at_);
      const std::string_view before = text_.substr(0, at_ - 3);
      separator.leads = !before.ends_with("\u2028") && !before.ends_with("\u2029");
      return separator;
    }
    const auto single = [&](Kind kind) {
      const TextToken result = token(kind, at_, at_ + 1);
      ++at_;
      after_indicator_ = kind != Kind::kClose;
      leads_ = leads_ && kind == Kind::kDash;
      return result;
    };
    if (depth_ == 0 && (c == '-' || c == '?') && blank_or_break(at_ + 1)) {
      block_indent_ = static_cast<std::ptrdiff_t>(token_column_);
      return single(Kind::kDash);
    }
    // What marks a key in a flow collection is no part of it.
    if (depth_ > 0 && c == '?') {
      ++at_;
      continue;
    }
    if (c == '{' || c == '[') {
      ++depth_;
      return single(Kind::kOpen);
    }
    if (c == '}' || c == ']') {
      if (depth_ > 0) --depth_;
      return single(Kind::kClose);
    }
    if (c == ',' && depth_ > 0) return single(Kind::kComma);
    if ((c == '&' || c == '!') && after_indicator_) {
      const std::size_t begin = at_;
      while (!blank_or_break(at_)) ++at_;
      return token(Kind::kPassedOver, begin, at_);
    }
    if ((c == '|' || c == '>') && after_indicator_ && depth_ == 0) return block_scalar();
    if (c == '"' || c == '\'') return quoted();
    return plain();
  }
  return {};
}

TextToken TextTokens::key_or_scalar(TextToken token) {
  token.text = without_invisible(token.text);
  std::size_t colon = at_;
  while (colon < text_.size() && is_blank(text_[colon])) ++colon;
  const bool quoted = at_ > 0 && (text_[at_ - 1] == '"' || text_[at_ - 1] == '\'');
  after_indicator_ = false;
  leads_ = false;
  if (colon < text_.size() && text_[colon] == ':' &&
      (ends_key(colon) || quoted || (depth_ > 0 && token.text.starts_with('*')))) {
    token.kind = Kind::kKey;
    at_ = colon + 1;
    after_indicator_ = true;
    if (token.leads) block_indent_ = static_cast<std::ptrdiff_t>(token.column);
  }
  return token;
}

TextToken TextTokens::quoted() {
  const char quote = text_[at_];
  const bool leads = leads_;
  const std::size_t begin = ++at_;
  while (!at_end() && text_[at_] != quote && !at_separator()) {
    if (quote == '"' && text_[at_] == '\\') ++at_;
    if (!skip_break()) ++at_;
  }
  at_ = std::min(at_, text_.size());
  TextToken result = token(Kind::kScalar, begin, at_);
  result.leads = leads;
  result.escapes = quote == '"';
  if (!at_end() && text_[at_] == quote) ++at_;
  return key_or_scalar(result);
}

TextToken TextTokens::plain() {
  const std::size_t begin = at_;
  // Behind one a colon is one, whatever follows.
  const bool is_alias = depth_ > 0 && text_[begin] == '*';
  while (!at_end()) {
    const char c = text_[at_];
    if (is_plain(c)) {
      ++at_;
      continue;
    }
    if (break_at(at_) != 0) break;
    if (c == ':' && (is_alias || ends_key(at_))) break;
    if (c == '#' && at_ > begin && is_blank(text_[at_ - 1])) break;
    if (depth_ > 0 && std::string_view(",[]{}").find(c) != std::string_view::npos) break;
    ++at_;
  }
  // A colon that nothing stands before.
  if (at_ == begin) ++at_;
  std::size_t end = at_;
  while (end > begin && is_blank(text_[end - 1])) --end;
  return key_or_scalar(token(Kind::kScalar, begin, end));
}

TextToken TextTokens::block_scalar() {
  const std::size_t begin = at_;
  const bool leads = leads_;
  TextToken result = token(Kind::kBlockScalar, begin, begin);
  skip_comment();
  std::size_t end = at_;
  while (skip_break()) {
    const std::size_t content = std::min(text_.find_first_not_of(' ', at_), text_.size());
    const bool empty = content == text_.size() || break_at(content) != 0;
    const auto indent = static_cast<std::ptrdiff_t>(content - line_start_);
    if (at_separator() || (!empty && indent <= block_indent_)) break;
    if (!empty) result.last_line = line_;
    skip_comment();
    end = at_;
  }
  result.text = text_.substr(begin, end - begin);
  result.leads = leads;
  after_indicator_ = false;
  return result;
}

}  // namespace vmcp::diag
