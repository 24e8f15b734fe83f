#include "core/go/template_lexer.h"

#include <algorithm>
#include <array>
#include <re2/re2.h>

#include "core/text/ascii.h"

namespace vmcp::go {
namespace {

constexpr std::string_view kLeftDelimiter = "{{";
constexpr std::string_view kRightDelimiter = "}}";
constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::size_t kTrimMarkerLength = 2;
constexpr std::array<std::string_view, 10> kKeywords = {"block", "break", "continue", "define",   "else",
                                                        "end",   "if",    "range",    "template", "with"};

bool is_space(char c) { return kSpaces.find(c) != std::string_view::npos; }

/// Bytes of the letter, digit or underscore that `text` begins with; 0 when it begins otherwise.
std::size_t alphanumeric_length(std::string_view text) {
  if (text.empty()) return 0;
  const char c = text.front();
  if (static_cast<std::uint8_t>(c) < 0x80) {
    return text::is_alphanumeric(c) || c == '_' ? 1 : 0;
  }
  static const RE2 kLetterOrDigit(R"(^[\p{L}\p{Nd}])", RE2::Quiet);
  re2::StringPiece match;
  const re2::StringPiece head(text.data(), std::min<std::size_t>(text.size(), 4));
  return kLetterOrDigit.Match(head, 0, head.size(), RE2::ANCHOR_START, &match, 1) ? match.size() : 0;
}

bool starts_with_trim_marker(std::string_view text) { return text.size() >= 2 && text[0] == '-' && is_space(text[1]); }
bool ends_with_trim_marker(std::string_view text) { return text.size() >= 2 && is_space(text[0]) && text[1] == '-'; }

}  // namespace

TemplateToken TemplateLexer::next() { return inside_action_ ? lex_action() : lex_text(); }

TemplateToken TemplateLexer::emit(Kind kind) {
  TemplateToken token{kind, text_.substr(start_, at_ - start_), line_};
  line_ += static_cast<std::size_t>(std::count(token.text.begin(), token.text.end(), '\n'));
  start_ = at_;
  return token;
}

TemplateToken TemplateLexer::fail(std::string why) {
  error_ = std::move(why);
  inside_action_ = false;
  text_ = text_.substr(0, at_);
  at_ = start_ = text_.size();
  return {Kind::kError, error_, line_};
}

bool TemplateLexer::accept(std::string_view set) {
  if (at_ >= text_.size() || set.find(text_[at_]) == std::string_view::npos) return false;
  ++at_;
  return true;
}

void TemplateLexer::accept_run(std::string_view set) {
  while (accept(set)) {
  }
}

void TemplateLexer::skip_alphanumerics() {
  while (const std::size_t length = alphanumeric_length(rest())) at_ += length;
}

bool TemplateLexer::at_terminator() const {
  if (at_ >= text_.size() || is_space(current())) return true;
  return std::string_view(".,|:)(").find(current()) != std::string_view::npos || rest().starts_with(kRightDelimiter);
}

bool TemplateLexer::at_right_delimiter(bool& trims) const {
  trims = ends_with_trim_marker(rest()) && rest().substr(kTrimMarkerLength).starts_with(kRightDelimiter);
  return trims || rest().starts_with(kRightDelimiter);
}

TemplateToken TemplateLexer::lex_text() {
  while (at_ < text_.size()) {
    const std::size_t found = rest().find(kLeftDelimiter);
    const std::size_t end = found == std::string_view::npos ? text_.size() : at_ + found;
    std::size_t kept = end;
    if (found != std::string_view::npos && starts_with_trim_marker(text_.substr(end + kLeftDelimiter.size()))) {
      kept = text_.find_last_not_of(kSpaces, end == 0 ? 0 : end - 1);
      kept = end == 0 || kept == std::string_view::npos || kept < at_ ? at_ : kept + 1;
    }
    if (kept > at_) {
      at_ = kept;
      const TemplateToken token = emit(Kind::kText);
      at_ = end;
      emit(Kind::kText);
      return token;
    }
    at_ = end;
    emit(Kind::kText);
    if (found == std::string_view::npos) break;
    std::string error;
    if (!skip_comment(error)) return lex_left_delimiter();
    if (!error.empty()) return fail(std::move(error));
  }
  return emit(Kind::kEnd);
}

bool TemplateLexer::skip_comment(std::string& error) {
  std::size_t open = at_ + kLeftDelimiter.size();
  if (starts_with_trim_marker(text_.substr(open))) open += kTrimMarkerLength;
  if (!text_.substr(open).starts_with("/*")) return false;
  const std::size_t close = text_.find("*/", open + 2);
  if (close == std::string_view::npos) {
    error = "unclosed comment";
    return true;
  }
  at_ = close + 2;
  bool trims = false;
  if (!at_right_delimiter(trims)) {
    error = "comment ends before closing delimiter";
    return true;
  }
  at_ += kRightDelimiter.size() + (trims ? kTrimMarkerLength : 0);
  if (trims) accept_run(kSpaces);
  emit(Kind::kText);
  return true;
}

TemplateToken TemplateLexer::lex_left_delimiter() {
  at_ += kLeftDelimiter.size();
  const TemplateToken token = emit(Kind::kLeftDelimiter);
  if (starts_with_trim_marker(rest())) at_ += kTrimMarkerLength;
  emit(Kind::kSpace);
  inside_action_ = true;
  paren_depth_ = 0;
  return token;
}

TemplateToken TemplateLexer::lex_right_delimiter() {
  bool trims = false;
  at_right_delimiter(trims);
  if (trims) at_ += kTrimMarkerLength;
  at_ += kRightDelimiter.size();
  const TemplateToken token = emit(Kind::kRightDelimiter);
  if (trims) accept_run(kSpaces);
  emit(Kind::kSpace);
  inside_action_ = false;
  return token;
}

TemplateToken TemplateLexer::lex_action() {
  bool trims = false;
  if (at_right_delimiter(trims)) return paren_depth_ == 0 ? lex_right_delimiter() : fail("unclosed left paren");
  if (at_ >= text_.size()) return fail("unclosed action");
  const char c = current();
  if (is_space(c)) return lex_space();
  if (alphanumeric_length(rest()) > 0 && !text::is_digit(c)) return lex_word();
  switch (c) {
    case '"':
      return lex_quoted('"', Kind::kString);
    case '\'':
      return lex_quoted('\'', Kind::kCharacter);
    case '`':
      return lex_raw_string();
    case '$':
      ++at_;
      return lex_field_or_variable(Kind::kVariable);
    case '.':
      if (at_ + 1 < text_.size() && (text_[at_ + 1] < '0' || text_[at_ + 1] > '9')) {
        ++at_;
        return lex_field_or_variable(Kind::kField);
      }
      return lex_number();
    default:
      break;
  }
  if (c == '+' || c == '-' || text::is_digit(c)) return lex_number();
  ++at_;
  switch (c) {
    case '=':
      return emit(Kind::kAssign);
    case ':':
      return accept("=") ? emit(Kind::kDeclare) : fail("expected :=");
    case '|':
      return emit(Kind::kPipe);
    case ',':
      return emit(Kind::kComma);
    case '(':
      ++paren_depth_;
      return emit(Kind::kLeftParen);
    case ')':
      if (paren_depth_ == 0) return fail("unexpected right paren");
      --paren_depth_;
      return emit(Kind::kRightParen);
    default:
      return c > ' ' && c < 0x7f ? emit(Kind::kOther) : fail("unrecognized character in action");
  }
}

TemplateToken TemplateLexer::lex_space() {
  const std::size_t begin = at_;
  accept_run(kSpaces);
  bool trims = false;
  --at_;
  if (!at_right_delimiter(trims) || !trims) {
    ++at_;
  } else if (at_ == begin) {
    return lex_right_delimiter();
  }
  return emit(Kind::kSpace);
}

TemplateToken TemplateLexer::lex_word() {
  skip_alphanumerics();
  if (!at_terminator()) return fail("bad character");
  const std::string_view word = text_.substr(start_, at_ - start_);
  if (word == "nil") return emit(Kind::kNil);
  if (word == "true" || word == "false") return emit(Kind::kBool);
  const bool keyword = std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
  return emit(keyword ? Kind::kKeyword : Kind::kIdentifier);
}

TemplateToken TemplateLexer::lex_field_or_variable(Kind kind) {
  if (at_terminator()) return emit(kind == Kind::kVariable ? kind : Kind::kDot);
  skip_alphanumerics();
  return at_terminator() ? emit(kind) : fail("bad character");
}

TemplateToken TemplateLexer::lex_quoted(char quote, Kind kind) {
  const char* unterminated = quote == '"' ? "unterminated quoted string" : "unterminated character constant";
  for (++at_; at_ < text_.size() && current() != '\n'; ++at_) {
    if (current() == quote) {
      ++at_;
      return emit(kind);
    }
    if (current() == '\\') {
      ++at_;
      if (at_ >= text_.size() || current() == '\n') break;
    }
  }
  return fail(unterminated);
}

TemplateToken TemplateLexer::lex_raw_string() {
  const std::size_t close = text_.find('`', at_ + 1);
  if (close == std::string_view::npos) return fail("unterminated raw quoted string");
  at_ = close + 1;
  return emit(Kind::kRawString);
}

TemplateToken TemplateLexer::lex_number() {
  const auto bad = [this] {
    return fail("bad number syntax: \"" + std::string(text_.substr(start_, at_ - start_)) + '"');
  };
  if (!scan_number()) return bad();
  if (current() != '+' && current() != '-') return emit(Kind::kNumber);
  if (!scan_number() || text_[at_ - 1] != 'i') return bad();
  return emit(Kind::kComplex);
}

bool TemplateLexer::scan_number() {
  accept("+-");
  std::string_view digits = "0123456789_";
  bool decimal = true;
  bool hex = false;
  if (accept("0")) {
    if (accept("xX")) {
      digits = "0123456789abcdefABCDEF_";
      hex = true;
    } else if (accept("oO")) {
      digits = "01234567_";
    } else if (accept("bB")) {
      digits = "01_";
    }
    decimal = digits.size() == 11;
  }
  accept_run(digits);
  if (accept(".")) accept_run(digits);
  if ((decimal && accept("eE")) || (hex && accept("pP"))) {
    accept("+-");
    accept_run("0123456789_");
  }
  accept("i");
  const std::size_t length = alphanumeric_length(rest());
  at_ += length;
  return length == 0;
}

}  // namespace vmcp::go
