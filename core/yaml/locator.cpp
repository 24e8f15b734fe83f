#include "core/yaml/locator.h"

#include <algorithm>
#include <cstdint>

namespace vmcp::yaml {
namespace {

std::uint32_t count_characters(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

Mark Locator::at(std::size_t offset) {
  offset = std::min(offset, text_.size());
  const bool forward = offset >= offset_;
  const std::string_view between =
      forward ? text_.substr(offset_, offset - offset_) : text_.substr(offset, offset_ - offset);
  const auto breaks = static_cast<std::uint32_t>(std::ranges::count(between, '\n'));
  if (breaks == 0) {
    const std::uint32_t characters = count_characters(between);
    mark_.column = forward ? mark_.column + characters : mark_.column - characters;
  } else {
    mark_.line = forward ? mark_.line + breaks : mark_.line - breaks;
    const std::size_t last_break = text_.substr(0, offset).rfind('\n');
    const std::size_t line_start = last_break == std::string_view::npos ? 0 : last_break + 1;
    mark_.column = 1 + count_characters(text_.substr(line_start, offset - line_start));
  }
  offset_ = offset;
  return mark_;
}

}  // namespace vmcp::yaml
