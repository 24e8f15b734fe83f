#include "core/gitops/inner_places.h"

#include <algorithm>
#include <string_view>

namespace vmcp::gitops {

using yaml::Mark;
using yaml::Value;

const diag::Lines& OuterTexts::lines(std::uint32_t source) {
  const auto known = lines_.find(source);
  return known != lines_.end() ? known->second
                               : lines_.emplace(source, diag::Lines(sources_.at(source).text)).first->second;
}

InnerPlaces::InnerPlaces(const Value& text, OuterTexts& texts) : begin_(text.mark()), lines_(text.as_string()) {
  if (!begin_.known()) return;
  const diag::Lines& file = texts.lines(begin_.source);
  known_ = find_block(file) || find_in_line(file);
}

/// A block has each of its lines behind the same number of blanks, below its header or from where it begins.
bool InnerPlaces::find_block(const diag::Lines& file) {
  for (const std::uint32_t below : {1U, 0U}) {
    const std::uint32_t before = begin_.line - 1 + below;
    bool any = false;
    bool fits = true;
    std::size_t indent = 0;
    for (std::size_t line = 1; fits && line <= lines_.count(); ++line) {
      const std::string_view inner = lines_.content(line);
      if (inner.find_first_not_of(' ') == std::string_view::npos) continue;
      const std::string_view outer = file.content(before + line);
      const std::size_t blanks = outer.size() - std::min(outer.size(), inner.size());
      if (!any) indent = blanks;
      any = true;
      fits = blanks == indent && indent > 0 && outer.ends_with(inner) &&
             outer.substr(0, indent).find_first_not_of(' ') == std::string_view::npos;
    }
    if (!any || !fits) continue;
    lines_before_ = before;
    columns_before_ = static_cast<std::uint32_t>(indent);
    return true;
  }
  return false;
}

bool InnerPlaces::find_in_line(const diag::Lines& file) {
  const std::string_view outer = file.content(begin_.line);
  if (lines_.count() != 1 || begin_.column > outer.size()) return false;
  std::size_t column = begin_.column - 1;
  if (outer[column] == '"' || outer[column] == '\'') ++column;
  if (!outer.substr(column).starts_with(lines_.content(1))) return false;
  lines_before_ = begin_.line - 1;
  columns_before_ = static_cast<std::uint32_t>(column);
  return true;
}

Mark InnerPlaces::of(const Mark& inner) const {
  if (!known_ || !inner.known()) return begin_;
  // What is missing at the end of a text is said to be missing behind its last line.
  const auto last = static_cast<std::uint32_t>(lines_.count());
  if (inner.line > last) {
    const auto width = static_cast<std::uint32_t>(lines_.content(last).size());
    return {begin_.source, lines_before_ + last, columns_before_ + width + 1};
  }
  return {begin_.source, lines_before_ + inner.line, columns_before_ + inner.column};
}

void InnerPlaces::move(Value& value) const {
  value.set_mark(of(value.mark()));
  if (value.is_sequence()) {
    for (Value& item : value.items()) move(item);
  } else if (value.is_mapping()) {
    for (yaml::Member& member : value.members()) {
      member.key_mark = of(member.key_mark);
      move(member.value);
    }
  }
}

}  // namespace vmcp::gitops
