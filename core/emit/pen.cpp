#include "core/emit/pen.h"

#include <algorithm>

#include "core/emit/scalar.h"
#include "core/text/utf8.h"

namespace vmcp::emit {
namespace {

/// The letter of a short escape (`\n`), or 0.
char escape_letter(char32_t code) {
  switch (code) {
    case 0x00:
      return '0';
    case 0x07:
      return 'a';
    case 0x08:
      return 'b';
    case 0x09:
      return 't';
    case 0x0a:
      return 'n';
    case 0x0b:
      return 'v';
    case 0x0c:
      return 'f';
    case 0x0d:
      return 'r';
    case 0x1b:
      return 'e';
    case 0x22:
      return '"';
    case 0x5c:
      return '\\';
    case 0x85:
      return 'N';
    case 0xa0:
      return '_';
    case 0x2028:
      return 'L';
    case 0x2029:
      return 'P';
    default:
      return 0;
  }
}

std::size_t next_blank(std::string_view text, std::size_t at) { return std::min(text.find(' ', at), text.size()); }

bool may_begin_break(char c) { return c == '\n' || c == '\r' || c == '\xc2' || c == '\xe2'; }

/// Of a text that has only `\n` for line breaks if `only_line_feeds`.
std::size_t next_break(std::string_view text, std::size_t at, bool only_line_feeds) {
  if (only_line_feeds) return std::min(text.find('\n', at), text.size());
  while (at < text.size() && !(may_begin_break(text[at]) && line_break_size(text, at) != 0)) ++at;
  return at;
}

/// What a block header says of the final line breaks: `-` none, `+` more than one, nothing for one.
std::string_view chomping(std::string_view text) {
  const auto last_break = [](std::string_view in) -> std::size_t {
    for (const std::size_t size : {1, 2, 3}) {
      if (in.size() >= size && line_break_size(in, in.size() - size) == size) return size;
    }
    return 0;
  };
  const std::size_t size = last_break(text);
  if (size == 0) return "-";
  text.remove_suffix(size);
  return text.empty() || last_break(text) != 0 ? "+" : "";
}

}  // namespace

void Pen::start_line(std::size_t indent) {
  if (!at_indentation_ || column_ > indent || (column_ == indent && !after_blank_)) line_break();
  out_.append(indent - column_, ' ');
  column_ = indent;
  after_blank_ = true;
}

void Pen::block_indicator(char indicator) {
  const bool at_indentation = at_indentation_;
  separate();
  put(indicator);
  after_blank_ = false;
  at_indentation_ = at_indentation;
}

void Pen::colon() {
  put(':');
  after_blank_ = false;
}

void Pen::comment(std::string_view text) {
  put_text("# ");
  put_text(text);
}

void Pen::token(std::string_view text) {
  separate();
  out_ += text;
  column_ += text.size();
  at_indentation_ = false;
  after_blank_ = false;
}

void Pen::plain(std::string_view text, std::size_t indent, bool foldable) {
  separate();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t blank = foldable ? next_blank(text, at) : text.size();
    put_text(text.substr(at, blank - at));
    if (blank == text.size()) break;
    at = blank + 1;
    if (passes_width(text, blank) && text[at] != ' ') {
      start_line(indent);
    } else {
      put(' ');
    }
  }
  after_blank_ = false;
}

void Pen::single_quoted(std::string_view text, std::size_t indent, bool foldable) {
  separate();
  put('\'');
  bool new_line = false;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t size = line_break_size(text, at); size != 0) {
      line_break(text.substr(at, size));
      at += size;
      new_line = true;
      continue;
    }
    if (foldable && text[at] == ' ' && passes_width(text, at) && text[at + 1] != ' ') {
      start_line(indent);
      ++at;
      continue;
    }
    if (new_line) start_line(indent);
    new_line = false;
    if (text[at] == '\'') put('\'');
    const std::size_t size = text::decode_utf8(text, at).size;
    put_text(text.substr(at, size));
    at += size;
  }
  put('\'');
  after_blank_ = false;
}

void Pen::double_quoted(std::string_view text, std::size_t indent, bool foldable) {
  separate();
  put('"');
  // A byte order mark in front makes the writers escape all that follows.
  const bool escapes_all = text.starts_with("\ufeff");
  for (std::size_t at = 0; at < text.size();) {
    const text::Character character = text::decode_utf8(text, at);
    const bool quote = character.code == '"' || character.code == '\\';
    if (escapes_all || quote || !is_printable(text, at) || line_break_size(text, at) != 0) {
      escape(character.code);
    } else if (character.code == ' ' && foldable && passes_width(text, at)) {
      start_line(indent);
      if (text[at + 1] == ' ') put('\\');
    } else {
      put_text(text.substr(at, character.size));
    }
    at += character.size;
  }
  put('"');
  after_blank_ = false;
}

void Pen::literal(std::string_view text, std::size_t indent) {
  separate();
  put('|');
  if (text.front() == ' ' || line_break_size(text, 0) != 0) put(static_cast<char>('0' + dialect_.indent));
  put_text(chomping(text));
  if (dialect_.header_ends_line) line_break();
  after_blank_ = true;
  const bool only_line_feeds = text::is_ascii(text) && text.find('\r') == std::string_view::npos;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = next_break(text, at, only_line_feeds);
    if (end != at) {
      start_line(indent);
      put_text(text.substr(at, end - at));
    }
    if (end == text.size()) break;
    const std::size_t size = line_break_size(text, end);
    line_break(text.substr(end, size));
    at = end + size;
  }
}

void Pen::separate() {
  if (!after_blank_) put(' ');
}

void Pen::put(char c) {
  out_ += c;
  ++column_;
  at_indentation_ = false;
}

void Pen::put_text(std::string_view text) {
  out_ += text;
  column_ += text::count_characters(text);
  at_indentation_ = false;
}

void Pen::line_break(std::string_view bytes) {
  out_ += bytes;
  column_ = 0;
  at_indentation_ = true;
}

bool Pen::passes_width(std::string_view text, std::size_t blank) const {
  return column_ > dialect_.width && blank > 0 && blank + 1 < text.size() && text[blank - 1] != ' ';
}

void Pen::escape(char32_t code) {
  put('\\');
  if (const char letter = escape_letter(code); letter != 0) return put(letter);
  const unsigned digits = code <= 0xff ? 2 : code <= 0xffff ? 4 : 8;
  put(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (unsigned left = digits; left > 0; --left) put(kHex[code >> (left - 1) * 4 & 0xfU]);
}

}  // namespace vmcp::emit
