#include "core/yaml/scalar_text.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/text/utf8.h"
#include "core/yaml/characters.h"

namespace vmcp::yaml {
namespace {

constexpr std::string_view kBlanks = " \t";

/// Length of the line break that `text` begins with; 0 when there is none.
std::size_t break_length(std::string_view text) { return text.starts_with('\n') ? 1 : separator_length(text); }

/// Takes an escape, the backslash included, off `rest`.
std::string take_escape(std::string_view& rest) {
  const char c = rest[1];
  rest.remove_prefix(2);
  const auto code_point = [&rest](std::size_t digits) {
    std::uint32_t value = 0;
    std::from_chars(rest.data(), rest.data() + digits, value, 16);
    rest.remove_prefix(digits);
    std::string text;
    text::append_utf8(text, value);
    return text;
  };
  switch (c) {
    case '0':
      return std::string(1, '\0');
    case 'a':
      return "\a";
    case 'b':
      return "\b";
    case 't':
      return "\t";
    case 'n':
      return "\n";
    case 'v':
      return "\v";
    case 'f':
      return "\f";
    case 'r':
      return "\r";
    case 'e':
      return "\x1B";
    case 'N':
      return "\xC2\x85";
    case '_':
      return "\xC2\xA0";
    case 'L':
      return "\xE2\x80\xA8";
    case 'P':
      return "\xE2\x80\xA9";
    case 'x':
      return code_point(2);
    case 'u':
      return code_point(4);
    case 'U':
      return code_point(8);
    default:
      return std::string(1, c);
  }
}

/// Takes blanks and line breaks off `rest` and returns what they stand for: a break alone is a blank, more breaks are
/// one less, and separators stay. `folded` says that the first break is gone already, behind a backslash.
std::string take_space(std::string_view& rest, bool folded) {
  const std::size_t blanks = std::min(rest.find_first_not_of(kBlanks), rest.size());
  if (!folded && break_length(rest.substr(blanks)) == 0) {
    std::string kept(rest.substr(0, blanks));
    rest.remove_prefix(blanks);
    return kept;
  }
  std::string first;
  std::string others;
  bool at_first = !folded;
  while (true) {
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
    const std::size_t length = break_length(rest);
    if (length == 0) break;
    (at_first ? first : others) += rest.substr(0, length);
    at_first = false;
    rest.remove_prefix(length);
  }
  if (folded) return others;
  if (first != "\n") return first + others;
  return others.empty() ? " " : others;
}

}  // namespace

std::string read_quoted(std::string_view quoted, char quote) {
  std::string result;
  std::string_view rest = quoted;
  while (!rest.empty()) {
    if (kBlanks.find(rest.front()) != std::string_view::npos || break_length(rest) != 0) {
      result += take_space(rest, false);
    } else if (quote == '"' && rest.front() == '\\') {
      if (const std::size_t length = break_length(rest.substr(1)); length != 0) {
        rest.remove_prefix(1 + length);
        result += take_space(rest, true);
      } else {
        result += take_escape(rest);
      }
    } else if (quote == '\'' && rest.front() == '\'') {
      result += '\'';
      rest.remove_prefix(2);
    } else {
      result += rest.front();
      rest.remove_prefix(1);
    }
  }
  return result;
}

// As yaml_parser_scan_block_scalar.
std::string read_block(const BlockHeader& header, std::string_view lines) {
  std::string result;
  std::string_view last_break;
  std::string empty_lines;
  bool was_blank = false;
  while (!lines.empty()) {
    lines.remove_prefix(std::min({lines.find_first_not_of(' '), header.indent, lines.size()}));
    if (const std::size_t length = break_length(lines); length != 0) {
      empty_lines += lines.substr(0, length);
      lines.remove_prefix(length);
      continue;
    }
    if (lines.empty()) break;
    const bool is_blank = kBlanks.find(lines.front()) != std::string_view::npos;
    if (header.style == '|' || last_break != "\n" || was_blank || is_blank) {
      result += last_break;
    } else if (empty_lines.empty()) {
      result += ' ';
    }
    result += std::exchange(empty_lines, {});
    was_blank = is_blank;
    std::size_t end = 0;
    while (end < lines.size() && break_length(lines.substr(end)) == 0) ++end;
    result += lines.substr(0, end);
    last_break = lines.substr(end, break_length(lines.substr(end)));
    lines.remove_prefix(end + last_break.size());
  }
  if (header.chomping != '-') result += last_break;
  return header.chomping == '+' ? result + empty_lines : result;
}

}  // namespace vmcp::yaml
