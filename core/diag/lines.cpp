#include "core/diag/lines.h"

namespace vmcp::diag {
namespace {

constexpr std::string_view kLineFeed = "\n";
constexpr std::string_view kCarriageReturn = "\r";
constexpr std::string_view kNextLine = "\xC2\x85";

}  // namespace

bool has_only_line_feeds(std::string_view text) {
  return text.find('\r') == std::string_view::npos && text.find(kNextLine) == std::string_view::npos;
}

Line line_from(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin; at < text.size(); ++at) {
    const char c = text[at];
    if (c != '\n' && c != '\r' && c != '\xC2') continue;
    if (const std::size_t length = break_length(text, at); length != 0) return {begin, at, at + length};
  }
  return {begin, text.size(), text.size()};
}

Lines::Lines(std::string_view text) : text_(text) {
  const bool plain = has_only_line_feeds(text);
  for (std::size_t start = 0; start < text.size();) {
    starts_.push_back(start);
    const std::size_t feed = plain ? text.find('\n', start) : 0;
    start = !plain ? line_from(text, start).next : feed == std::string_view::npos ? text.size() : feed + 1;
  }
}

std::string_view Lines::content(std::size_t line) const {
  if (line == 0 || line > starts_.size()) return {};
  // A long line is not searched for its end each time that it is asked for.
  std::string_view content = range(line, line + 1);
  for (const std::string_view end : {kLineFeed, kCarriageReturn, kNextLine}) {
    if (!content.ends_with(end)) continue;
    content.remove_suffix(end.size());
    while (end == kLineFeed && content.ends_with(kCarriageReturn)) content.remove_suffix(kCarriageReturn.size());
    break;
  }
  return content;
}

}  // namespace vmcp::diag
