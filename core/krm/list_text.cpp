#include "core/krm/list_text.h"

#include <algorithm>

#include "core/diag/lines.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"

namespace vmcp::krm {
namespace {

using yaml::Value;

constexpr std::string_view kBlanks = " \t";

/// Whether a line begins with a document marker.
bool is_marker(std::string_view line) {
  constexpr std::size_t kSize = 3;
  if (!line.starts_with("---") && !line.starts_with("...")) return false;
  return line.size() == kSize || kBlanks.find(line[kSize]) != std::string_view::npos;
}

/// The line behind a document that begins on line `first`. Of lines that begin with three dashes those alone separate
/// that a line feed is in front of.
std::size_t document_end(const diag::Lines& lines, std::string_view text, std::size_t first) {
  for (std::size_t line = first; line <= lines.count(); ++line) {
    const std::string_view content = lines.content(line);
    const std::size_t offset = lines.offset(line);
    const bool separates = content.starts_with("---") && (offset == 0 || text[offset - 1] == '\n');
    if (separates || is_marker(content)) return line;
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
std::optional<Dash> find_dash(const diag::Lines& lines, const yaml::Mark& mark, std::size_t above) {
  for (std::size_t line = mark.line; line > above; --line) {
    const std::string_view text = lines.content(line);
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos || text[first] == '#') continue;
    const bool before_content = line < mark.line || first + 1 < mark.column;
    if (before_content && is_dash(text, first)) return Dash{line, first};
    if (before_content) return std::nullopt;
  }
  return std::nullopt;
}

std::string_view comments_behind(const diag::Lines& lines, std::size_t first, std::size_t end, std::size_t indent) {
  std::size_t line = end;
  while (line > first + 1) {
    const std::string_view text = lines.content(line - 1);
    const std::size_t at = text.find_first_not_of(kBlanks);
    if (at != std::string_view::npos && (text[at] != '#' || at > indent)) break;
    --line;
  }
  return lines.range(line, end);
}

/// Whether an anchor (`&`) or an alias (`*`) may stand in a text: the indicator where a node can begin, with a name.
bool may_hold(std::string_view text, char indicator) {
  constexpr std::string_view kInFront = " \t\r\n[{,";
  for (std::size_t at = text.find(indicator); at != std::string_view::npos; at = text.find(indicator, at + 1)) {
    const char before = at == 0 ? ' ' : text[at - 1];
    const char behind = at + 1 == text.size() ? ' ' : text[at + 1];
    const bool begins_node =
        kInFront.find(before) != std::string_view::npos || static_cast<unsigned char>(before) >= 0x80;
    const bool named = text::is_alphanumeric(behind) || behind == '_' || behind == '-';
    if (begins_node && named) return true;
  }
  return false;
}

/// Whether aliases name the same anchors when `items` stands behind the other members and `results` is gone.
bool keeps_aliases(const std::vector<std::string_view>& texts, const yaml::Mapping& members) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool moves = members[i].key == "items";
    if (!moves && members[i].key != "results") continue;
    for (std::size_t later = i + 1; later < texts.size(); ++later) {
      if (may_hold(texts[i], '&') && may_hold(texts[later], '*')) return false;
      if (moves && may_hold(texts[i], '*') && may_hold(texts[later], '&')) return false;
    }
  }
  return true;
}

}  // namespace

bool may_hold_aliases(std::string_view text) { return may_hold(text, '&') && may_hold(text, '*'); }

bool stands_anywhere(std::string_view lines) {
  if (lines.find("\u2028") != std::string_view::npos || lines.find("\u2029") != std::string_view::npos) return false;
  for (std::size_t begin = 0; begin < lines.size();) {
    if (lines.substr(begin).starts_with("---")) return false;
    begin = diag::line_from(lines, begin).next;
  }
  return true;
}

void append_lines(std::string& out, std::string_view lines) {
  while (!lines.empty()) {
    const diag::Line line = diag::line_from(lines, 0);
    const std::string_view line_break = lines.substr(line.end, line.next - line.end);
    out += lines.substr(0, line.end);
    out += line_break.ends_with('\n') ? line_break : "\n";
    lines.remove_prefix(line.next);
  }
}

std::optional<ListText> ListText::cut(std::string_view text, const Value& root) {
  text = text::without_byte_order_mark(text);
  const diag::Lines lines(text);
  ListText cut;
  std::size_t end = document_end(lines, text, root.mark().line);
  std::size_t items_end = end;
  const yaml::Mapping& members = root.members();
  // In front of a flow mapping's first key is its bracket.
  if (members.front().key_mark != root.mark()) return std::nullopt;
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    const std::size_t line = member->key_mark.line;
    if (member->key_mark.column != 1 || line >= end) return std::nullopt;
    cut.members.push_back(lines.range(line, end));
    if (member->key == "items") items_end = end;
    end = line;
  }
  std::ranges::reverse(cut.members);
  if (!keeps_aliases(cut.members, members)) return std::nullopt;

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
    if (may_hold(cut.items.back().text, '*')) cut.last_alias = i;
  }
  return cut;
}

bool ListText::may_be_aliased(std::size_t index) const {
  return index < last_alias && may_hold(items[index].text, '&');
}

}  // namespace vmcp::krm
