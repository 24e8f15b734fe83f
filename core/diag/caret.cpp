#include "core/diag/caret.h"

#include <cstddef>
#include <vector>

#include "core/diag/visible.h"

namespace vmcp::diag {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kBeforeCaret = 60;
constexpr std::uint32_t kFarthestColumn = 10'000;
constexpr std::string_view kClipped = "...";

struct Cell {
  std::string text;
  Shown shown;
};

Cell make_cell(std::string_view line, std::size_t at) {
  constexpr std::size_t kTabWidth = 4;
  if (line[at] == '\t') return {std::string(kTabWidth, ' '), {1, kTabWidth}};
  Cell cell;
  cell.shown = append_visible(cell.text, line, at);
  return cell;
}

}  // namespace

CaretLine caret_line(std::string_view line, std::uint32_t column) {
  if (column == 0 || column > kFarthestColumn) return {};
  const std::size_t caret = column - 1;
  std::vector<Cell> cells;
  std::size_t at = 0;
  // Past the caret, what cannot fit is not looked at: a line may be megabytes long.
  while (at < line.size() && cells.size() < caret + kWidth) {
    cells.push_back(make_cell(line, at));
    at += cells.back().shown.size;
  }
  if (caret > cells.size()) return {};

  std::size_t first = caret;
  std::size_t before = 0;
  while (first > 0 && before + cells[first - 1].shown.width <= kBeforeCaret) before += cells[--first].shown.width;
  CaretLine result;
  if (first > 0) {
    result.text = kClipped;
    before += kClipped.size();
  }
  result.padding.assign(before, ' ');
  std::size_t width = 0;
  std::size_t last = first;
  for (; last < cells.size() && width + cells[last].shown.width <= kWidth; ++last) {
    result.text += cells[last].text;
    width += cells[last].shown.width;
  }
  if (last < cells.size() || at < line.size()) result.text += kClipped;
  return result;
}

}  // namespace vmcp::diag
