#include "core/krm/list_text.h"

#include <algorithm>

namespace vmcp::krm {
namespace {

using yaml::Value;

constexpr std::string_view kBlanks = " \t\r\n";

/// A document's lines, counted from 1 as marks count them.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    for (std::size_t start = 0; start < text.size();) {
      starts_.push_back(start);
      start = std::min(text.find('\n', start), text.size() - 1) + 1;
    }
  }

  std::size_t count() const { return starts_.size(); }

  /// The lines from `first` to the one before `end`.
  std::string_view range(std::size_t first, std::size_t end) const {
    return text_.substr(offset(first), offset(end) - offset(first));
  }
  std::string_view at(std::size_t line) const { return range(line, line + 1); }

 private:
  std::size_t offset(std::size_t line) const { return line > starts_.size() ? text_.size() : starts_[line - 1]; }

  std::string_view text_;
  std::vector<std::size_t> starts_;
};

/// The line behind a document that begins on line `first`.
std::size_t document_end(const Lines& lines, std::size_t first) {
  for (std::size_t line = first; line <= lines.count(); ++line) {
    if (lines.at(line).starts_with("---") || lines.at(line).starts_with("...")) return line;
  }
  return lines.count() + 1;
}

bool is_dash(std::string_view line, std::size_t at) {
  return line[at] == '-' && (at + 1 == line.size() || kBlanks.find(line[at + 1]) != std::string_view::npos);
}

/// Where an item's dash stands.
struct Dash {
  std::size_t line = 0;
  std::size_t column = 0;  ///< from 0
};

/// The dash of an item whose content begins at `mark`, below the line `above`: on the mark's line, or higher where only
/// comments stand between.
std::optional<Dash> find_dash(const Lines& lines, const yaml::Mark& mark, std::size_t above) {
  for (std::size_t line = mark.line; line > above; --line) {
    const std::string_view text = lines.at(line);
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos || text[first] == '#') continue;
    const bool before_content = line < mark.line || first + 1 < mark.column;
    if (before_content && is_dash(text, first)) return Dash{line, first};
    if (before_content) return std::nullopt;
  }
  return std::nullopt;
}

std::string_view comments_behind(const Lines& lines, std::size_t first, std::size_t end, std::size_t indent) {
  std::size_t line = end;
  while (line > first + 1) {
    const std::string_view text = lines.at(line - 1);
    const std::size_t at = text.find_first_not_of(kBlanks);
    if (at != std::string_view::npos && (text[at] != '#' || at > indent)) break;
    --line;
  }
  return lines.range(line, end);
}

}  // namespace

std::optional<ListText> ListText::cut(std::string_view text, const Value& root) {
  const Lines lines(text);
  ListText cut;
  std::size_t end = document_end(lines, root.mark().line);
  std::size_t items_end = end;
  const yaml::Mapping& members = root.members();
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    const std::size_t line = member->key_mark.line;
    if (member->key_mark.column != 1 || line >= end) return std::nullopt;
    cut.members.push_back(lines.range(line, end));
    if (member->key == "items") items_end = end;
    end = line;
  }
  std::ranges::reverse(cut.members);

  const yaml::Member* items = root.find_member("items");
  if (items == nullptr || !items->value.is_sequence()) return cut;
  std::vector<Dash> dashes;
  std::size_t above = items->key_mark.line;
  for (const Value& item : items->value.items()) {
    const std::optional<Dash> dash = find_dash(lines, item.mark(), above);
    if (!dash || dash->line >= items_end || (!dashes.empty() && dash->column != dashes.front().column)) {
      return std::nullopt;
    }
    above = dash->line;
    dashes.push_back(*dash);
  }
  if (dashes.empty()) return cut;
  cut.indent = dashes.front().column;
  cut.above_items = lines.range(items->key_mark.line, dashes.front().line);
  for (std::size_t i = 0; i < dashes.size(); ++i) {
    const std::size_t first = dashes[i].line;
    const std::size_t behind = i + 1 < dashes.size() ? dashes[i + 1].line : items_end;
    cut.items.push_back({lines.range(first, behind), krm::comments_behind(lines, first, behind, cut.indent)});
    if (cut.items.back().text.find('*') != std::string_view::npos) cut.last_alias = i;
  }
  return cut;
}

bool ListText::may_be_aliased(std::size_t index) const {
  return index < last_alias && items[index].text.find('&') != std::string_view::npos;
}

}  // namespace vmcp::krm
