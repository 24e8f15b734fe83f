#include "core/start/literal_text.h"

#include <algorithm>
#include <cstddef>

#include "core/emit/scalar.h"

namespace vmcp::start {
namespace {

/// The columns by which a short literal misses what its header announces.
constexpr std::size_t kMissing = 2;

std::string_view take_line(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && emit::line_break_size(text, end) == 0) ++end;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.size() ? end : end + emit::line_break_size(text, end));
  return line;
}

std::string_view without_leading(std::string_view line, const char* blanks) {
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  return line;
}

/// Lines after one that is too far left are read as YAML, where nothing may follow but comments.
bool only_comments(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = without_leading(take_line(text), " \t");
    if (!line.empty() && line.front() != '#') return false;
  }
  return true;
}

bool short_literal_is_unreadable(std::string_view text) {
  while (!text.empty()) {
    std::string_view rest = text;
    const std::string_view line = take_line(rest);
    const std::string_view content = without_leading(line, " ");
    const bool reaches = line.empty() || line.size() - content.size() >= kMissing;
    if (!reaches) return content.starts_with('\t') || !only_comments(text);
    text = rest;
  }
  return false;
}

}  // namespace

bool is_unreadable(std::string_view text, LiteralIndent indent) {
  if (text.find('\n') == std::string_view::npos || !emit::analyze(text, emit::kYamlV3).literal) return false;
  if (text.front() == '\t') return true;
  const bool has_header = text.front() == ' ' || emit::line_break_size(text, 0) != 0;
  return has_header && indent == LiteralIndent::kShort && short_literal_is_unreadable(text);
}

}  // namespace vmcp::start
