#include "core/compare/line_diff.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

namespace vmcp::compare {
namespace {

using Line = std::uint32_t;
using Place = std::ptrdiff_t;

/// A part of both lists.
struct Box {
  Place x0;
  Place x1;
  Place y0;
  Place y1;

  bool is_empty() const { return x0 == x1 || y0 == y1; }
};

/// The ways that a search follows from one corner: how far each diagonal has been followed. Diagonals
/// share room as far as no two of them are in use at once.
class Ways {
 public:
  void reset(Place diagonals) { reached_.assign(static_cast<std::size_t>(diagonals), 0); }
  Place& at(Place diagonal) {
    const Place size = static_cast<Place>(reached_.size());
    return reached_[static_cast<std::size_t>((diagonal % size + size) % size)];
  }

 private:
  std::vector<Place> reached_;
};

class Differ {
 public:
  Differ(std::vector<Line> before, std::vector<Line> after)
      : before_(std::move(before)),
        after_(std::move(after)),
        keeps_before_(before_.size(), false),
        keeps_after_(after_.size(), false) {}

  std::vector<Edit> run() {
    std::vector<Box> boxes = {{0, static_cast<Place>(before_.size()), 0, static_cast<Place>(after_.size())}};
    while (!boxes.empty()) {
      Box box = boxes.back();
      boxes.pop_back();
      keep_ends(box);
      if (box.is_empty()) continue;
      const auto middle = middle_of(box);
      if (!middle) continue;
      const auto [x, y] = *middle;
      boxes.push_back({box.x0, x, box.y0, y});
      boxes.push_back({x, box.x1, y, box.y1});
    }
    return edits();
  }

 private:
  /// How many edits one search looks for, and how many steps all of them take.
  static constexpr Place kMostEdits = 2000;
  static constexpr std::size_t kMostSteps = std::size_t{20} << 20U;

  bool same(Place x, Place y) const {
    return before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(y)];
  }

  void keep(Place x, Place y) {
    keeps_before_[static_cast<std::size_t>(x)] = true;
    keeps_after_[static_cast<std::size_t>(y)] = true;
  }

  /// Takes what is the same at both ends off the box.
  void keep_ends(Box& box) {
    while (!box.is_empty() && same(box.x0, box.y0)) keep(box.x0++, box.y0++);
    while (!box.is_empty() && same(box.x1 - 1, box.y1 - 1)) keep(--box.x1, --box.y1);
  }

  /// A place that a shortest way through the box passes after half of its edits; nothing when the search would cost too
  /// much. The ways from both corners grow by an edit each until two of them meet. Nothing is the same at the ends of
  /// the box, so that there are two edits at least and both parts are smaller.
  std::optional<std::pair<Place, Place>> middle_of(const Box& box) {
    const Place width = box.x1 - box.x0;
    const Place height = box.y1 - box.y0;
    const Place diagonals = 2 * std::min({width, height, kMostEdits}) + 2;
    forward_.reset(diagonals);
    backward_.reset(diagonals);
    for (Place edits = 0; edits <= std::min((width + height + 1) / 2, kMostEdits); ++edits) {
      if (steps_ > kMostSteps) break;
      for (const bool is_forward : {true, false}) {
        if (const auto place = grow(box, edits, is_forward)) return place;
      }
    }
    return std::nullopt;
  }

  /// Follows the ways from one corner with so many edits. Where one meets a way from the other corner: the place.
  std::optional<std::pair<Place, Place>> grow(const Box& box, Place edits, bool is_forward) {
    const Place width = box.x1 - box.x0;
    const Place height = box.y1 - box.y0;
    const Place delta = width - height;
    Ways& ways = is_forward ? forward_ : backward_;
    Ways& others = is_forward ? backward_ : forward_;
    // The ways from the other corner have an edit less while these go first.
    const Place of_others = is_forward ? edits - 1 : edits;
    const bool may_meet = (delta % 2 != 0) == is_forward;
    const Place last = edits - 2 * std::max<Place>(0, edits - width);
    for (Place k = -(edits - 2 * std::max<Place>(0, edits - height)); k <= last; k += 2) {
      const bool goes_down = k == -edits || (k != edits && ways.at(k - 1) < ways.at(k + 1));
      Place x = goes_down ? ways.at(k + 1) : ways.at(k - 1) + 1;
      for (++steps_; x < width && x - k < height && same_from(box, x, x - k, is_forward); ++steps_) ++x;
      ways.at(k) = x;
      const Place mirrored = delta - k;
      if (!may_meet || mirrored < -of_others || mirrored > of_others || x + others.at(mirrored) < width) continue;
      return is_forward ? std::pair(box.x0 + x, box.y0 + x - k) : std::pair(box.x1 - x, box.y1 - (x - k));
    }
    return std::nullopt;
  }

  /// Whether the lines at a distance from one corner of the box are the same.
  bool same_from(const Box& box, Place x, Place y, bool is_forward) const {
    return is_forward ? same(box.x0 + x, box.y0 + y) : same(box.x1 - 1 - x, box.y1 - 1 - y);
  }

  std::vector<Edit> edits() const {
    std::vector<Edit> result;
    std::size_t x = 0;
    std::size_t y = 0;
    while (x < before_.size() || y < after_.size()) {
      Edit edit{x, 0, y, 0};
      while (x < before_.size() && !keeps_before_[x]) ++x;
      while (y < after_.size() && !keeps_after_[y]) ++y;
      edit.before_count = x - edit.before;
      edit.after_count = y - edit.after;
      if (edit.before_count + edit.after_count != 0) result.push_back(edit);
      while (x < before_.size() && y < after_.size() && keeps_before_[x] && keeps_after_[y]) {
        ++x;
        ++y;
      }
    }
    return result;
  }

  std::vector<Line> before_;
  std::vector<Line> after_;
  std::vector<bool> keeps_before_;
  std::vector<bool> keeps_after_;
  Ways forward_;
  Ways backward_;
  std::size_t steps_ = 0;
};

}  // namespace

std::vector<Edit> line_edits(std::span<const std::string_view> before, std::span<const std::string_view> after) {
  std::unordered_map<std::string_view, Line> numbers;
  const auto numbered = [&](std::span<const std::string_view> lines) {
    std::vector<Line> result;
    result.reserve(lines.size());
    for (const std::string_view line : lines) {
      result.push_back(numbers.emplace(line, static_cast<Line>(numbers.size())).first->second);
    }
    return result;
  };
  std::vector<Line> first = numbered(before);
  return Differ(std::move(first), numbered(after)).run();
}

}  // namespace vmcp::compare
