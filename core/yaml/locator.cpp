#include "core/yaml/locator.h"

#include <algorithm>
#include <cstdint>

#include "core/diag/lines.h"

namespace vmcp::yaml {
namespace {

bool is_first_of_character(char c) { return (c & 0xC0) != 0x80; }

std::uint32_t count_characters(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(text, is_first_of_character));
}

/// The mark behind a character whose mark is `mark`, where lines end in line feeds alone.
Mark after(Mark mark, char c) {
  if (c == '\n') {
    ++mark.line;
    mark.column = 1;
  } else if (is_first_of_character(c)) {
    ++mark.column;
  }
  return mark;
}

/// How many line breaks end in a part of `text`.
std::uint32_t breaks_in(std::string_view text, std::size_t begin, std::size_t end) {
  std::uint32_t count = 0;
  for (std::size_t at = begin; at < end;) {
    const std::size_t length = diag::break_length(text, at);
    // Between the two characters of a line break the line has not ended yet.
    if (length != 0 && at + length <= end) ++count;
    at += std::max<std::size_t>(length, 1);
  }
  return count;
}

/// Where the line of `offset` begins.
std::size_t line_start(std::string_view text, std::size_t offset) {
  for (std::size_t start = offset; start > 0; --start) {
    const std::size_t width = start > 1 && text[start - 1] == '\x85' ? 2 : 1;
    if (diag::break_length(text, start - width) == width) return start;
  }
  return 0;
}

}  // namespace

Locator::Locator(std::string_view text, Mark start)
    : text_(text), only_line_feeds_(diag::has_only_line_feeds(text)), mark_(start) {}

Mark Locator::at(std::size_t offset) {
  offset = std::min(offset, text_.size());
  if (offset == offset_) return mark_;
  const bool forward = offset >= offset_;
  const auto [begin, end] = std::minmax(offset_, offset);
  const std::string_view between = text_.substr(begin, end - begin);
  if (forward && only_line_feeds_) {
    std::string_view rest = between;
    // Of what is long only its line breaks and its last line matter.
    constexpr std::size_t kLong = 64;
    for (std::size_t size = between.find('\n'); rest.size() > kLong && size < rest.size(); size = rest.find('\n')) {
      ++mark_.line;
      mark_.column = 1;
      rest.remove_prefix(size + 1);
    }
    for (const char c : rest) mark_ = after(mark_, c);
    offset_ = offset;
    return mark_;
  }
  const std::uint32_t breaks = breaks_in(text_, begin, end);
  if (breaks == 0) {
    const std::uint32_t characters = count_characters(between);
    mark_.column = forward ? mark_.column + characters : mark_.column - characters;
  } else {
    mark_.line = forward ? mark_.line + breaks : mark_.line - breaks;
    const std::size_t start = line_start(text_, offset);
    mark_.column = 1 + count_characters(text_.substr(start, offset - start));
  }
  offset_ = offset;
  return mark_;
}

}  // namespace vmcp::yaml
