#include "core/edit/line_diff.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/diag/secret_lines.h"
#include "core/text/utf8.h"

namespace vmcp::edit {
namespace {

constexpr std::size_t kContext = 3;
constexpr auto kNewLine = static_cast<std::size_t>(-1);

/// Lines with their line feeds, as diff(1) has them.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// Which of lines_of() must not be shown.
std::vector<bool> hidden_lines(std::string_view text, const std::vector<std::string_view>& lines) {
  const std::vector<bool> by_mark = diag::secret_lines(text);
  const diag::Lines marked(text);
  std::vector<bool> hidden(lines.size());
  std::size_t line = 0;
  for (std::size_t i = 0; i < by_mark.size(); ++i) {
    const auto at = static_cast<std::size_t>(marked.content(i + 1).data() - text.data());
    while (line + 1 < lines.size() && static_cast<std::size_t>(lines[line + 1].data() - text.data()) <= at) ++line;
    if (by_mark[i] && line < hidden.size()) hidden[line] = true;
  }
  return hidden;
}

/// One line of a diff: of both texts, or of one of them.
struct Row {
  char sign;
  std::size_t before;
  std::size_t now;
};

std::string range(std::size_t first, std::size_t count) {
  // An empty range is named by the line before it.
  const std::string start = std::to_string(count == 0 ? first : first + 1);
  return count == 1 ? start : start + ',' + std::to_string(count);
}

/// A part of a diff in which nothing is known to be kept: old lines that go, and new ones that come.
struct Block {
  std::size_t old_begin;
  std::size_t old_end;
  std::size_t new_begin;
  std::size_t new_end;
};

/// What goes stands before what comes; what is the same at both ends of them stays.
void add_block(Block block, const std::vector<std::string_view>& old_lines,
               const std::vector<std::string_view>& new_lines, std::vector<Row>& rows) {
  const auto is_left = [&] { return block.old_begin < block.old_end && block.new_begin < block.new_end; };
  for (; is_left() && old_lines[block.old_begin] == new_lines[block.new_begin]; ++block.old_begin, ++block.new_begin) {
    rows.push_back({' ', block.old_begin, block.new_begin});
  }
  std::size_t same = 0;
  for (; is_left() && old_lines[block.old_end - 1] == new_lines[block.new_end - 1]; --block.old_end, --block.new_end) {
    ++same;
  }
  for (std::size_t i = block.old_begin; i < block.old_end; ++i) rows.push_back({'-', i, block.new_begin});
  for (std::size_t i = block.new_begin; i < block.new_end; ++i) rows.push_back({'+', block.old_end, i});
  for (std::size_t i = 0; i < same; ++i) rows.push_back({' ', block.old_end + i, block.new_end + i});
}

/// The rows of a diff; `origins` says of each new line which old one it is, or kNewLine.
std::vector<Row> rows_of(const std::vector<std::string_view>& old_lines, const std::vector<std::string_view>& new_lines,
                         const std::vector<std::size_t>& origins) {
  std::vector<Row> rows;
  std::size_t old = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    // A line that came back from elsewhere is new where it stands.
    if (origins[i] == kNewLine || origins[i] < old) continue;
    add_block({old, origins[i], first, i}, old_lines, new_lines, rows);
    rows.push_back({' ', origins[i], i});
    old = origins[i] + 1;
    first = i + 1;
  }
  add_block({old, old_lines.size(), first, new_lines.size()}, old_lines, new_lines, rows);
  return rows;
}

/// The rows of a diff with the lines that they stand for, and which of those must not be shown.
struct Hunks {
  std::vector<Row> rows;
  const std::vector<std::string_view>& old_lines;
  const std::vector<std::string_view>& new_lines;
  std::vector<bool> old_hidden;
  std::vector<bool> new_hidden;

  bool is_context(const Row& row) const { return row.sign == ' ' && !old_hidden[row.before]; }

  std::string text() const {
    std::string text;
    for (std::size_t i = 0; i < rows.size();) {
      if (rows[i].sign == ' ') {
        ++i;
        continue;
      }
      std::size_t begin = i;
      while (begin > 0 && i - begin < kContext && is_context(rows[begin - 1])) --begin;
      i = end_of_hunk(i);
      text += hunk(begin, i);
    }
    return text;
  }

  /// Behind the hunk of the change at `first`: with its context, and the changes that are near.
  std::size_t end_of_hunk(std::size_t first) const {
    std::size_t end = first;
    for (std::size_t next = first; next < rows.size(); ++next) {
      if (rows[next].sign != ' ') {
        end = next + 1;
      } else if (next - end >= 2 * kContext || !is_context(rows[next])) {
        break;
      }
    }
    std::size_t last = end;
    while (last < rows.size() && last - end < kContext && is_context(rows[last])) ++last;
    return last;
  }

  std::string hunk(std::size_t begin, std::size_t end) const {
    std::size_t old_count = 0;
    std::size_t new_count = 0;
    std::string body;
    for (std::size_t at = begin; at < end; ++at) {
      const Row& row = rows[at];
      const bool is_new = row.sign == '+';
      if (!is_new) ++old_count;
      if (row.sign != '-') ++new_count;
      const std::string_view line = is_new ? new_lines[row.now] : old_lines[row.before];
      const bool hidden = is_new ? new_hidden[row.now] : old_hidden[row.before];
      body += row.sign;
      body += hidden ? "***\n" : line;
      if (!hidden && !line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
    }
    return "@@ -" + range(rows[begin].before, old_count) + " +" + range(rows[begin].now, new_count) + " @@\n" + body;
  }
};

}  // namespace

ChangedText::ChangedText(std::string before) : before_(std::move(before)), now_(before_) {
  origins_.resize(lines_of(before_).size());
  std::iota(origins_.begin(), origins_.end(), std::size_t{0});
}

void ChangedText::change(const std::vector<Change>& changes, std::string text) {
  const std::size_t mark = now_.size() - text::without_byte_order_mark(now_).size();
  const std::vector<std::string_view> old_lines = lines_of(now_);
  std::vector<std::size_t> old_starts;
  for (const std::string_view line : old_lines) {
    old_starts.push_back(static_cast<std::size_t>(line.data() - now_.data()));
  }
  // What no change touches, as offsets into the old text and how far the new text is ahead there.
  struct Kept {
    std::size_t begin;
    std::size_t end;
    std::size_t new_begin;
  };
  std::vector<Kept> kept;
  std::size_t at = 0;
  std::size_t new_at = 0;
  for (const Change& change : changes) {
    kept.push_back({at, mark + change.begin, new_at});
    new_at += mark + change.begin - at + change.text.size();
    at = mark + change.end;
  }
  kept.push_back({at, now_.size(), new_at});

  std::vector<std::size_t> origins;
  auto piece = kept.begin();
  for (const std::string_view line : lines_of(text)) {
    const auto begin = static_cast<std::size_t>(line.data() - text.data());
    const auto new_end = [](const Kept& one) { return one.new_begin + (one.end - one.begin); };
    while (piece != kept.end() && new_end(*piece) < begin + line.size()) ++piece;
    std::size_t origin = kNewLine;
    if (piece != kept.end() && piece->new_begin <= begin) {
      const std::size_t old = piece->begin + (begin - piece->new_begin);
      const auto found = std::ranges::lower_bound(old_starts, old);
      const auto index = static_cast<std::size_t>(found - old_starts.begin());
      if (found != old_starts.end() && *found == old && old_lines[index] == line) origin = origins_[index];
    }
    origins.push_back(origin);
  }
  now_ = std::move(text);
  origins_ = std::move(origins);
}

std::size_t ChangedText::line_before(std::size_t line) const {
  for (std::size_t i = std::min(line, origins_.size()); i > 0; --i) {
    if (origins_[i - 1] == kNewLine) continue;
    return i == line ? origins_[i - 1] + 1 : origins_[i - 1] + 2;
  }
  return 1;
}

std::string ChangedText::unified(const std::string& name) const {
  const std::vector<std::string_view> old_lines = lines_of(before_);
  const std::vector<std::string_view> new_lines = lines_of(now_);
  const Hunks hunks{rows_of(old_lines, new_lines, origins_), old_lines, new_lines, hidden_lines(before_, old_lines),
                    hidden_lines(now_, new_lines)};
  const std::string text = hunks.text();
  return text.empty() ? text : "--- " + name + "\n+++ " + name + '\n' + text;
}

}  // namespace vmcp::edit
