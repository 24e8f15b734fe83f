#include "core/text/nearest.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <utility>

#include "core/text/ascii.h"

namespace vmcp::text {
namespace {

constexpr std::size_t kLongestCompared = 128;
constexpr std::size_t kMostEdits = 10;
/// How many candidates a name is compared with by edit distance.
constexpr std::size_t kMostCompared = 64;

/// A name in lower case, at most kLongestCompared characters long.
struct Folded {
  explicit Folded(std::string_view name) : size(name.size()) {
    std::ranges::transform(name, text.begin(), [](char c) { return to_lower(c); });
  }

  std::size_t size;
  std::array<char, kLongestCompared> text;
};

/// No more than the distance of two names: each edit changes one letter, or none.
std::size_t least_distance(const Folded& a, const Folded& b) {
  constexpr unsigned kLetters = 32;
  std::array<std::int16_t, kLetters> excess{};
  for (std::size_t i = 0; i < a.size; ++i) ++excess[static_cast<unsigned char>(a.text[i]) % kLetters];
  for (std::size_t i = 0; i < b.size; ++i) --excess[static_cast<unsigned char>(b.text[i]) % kLetters];
  std::size_t only_in_a = 0;
  std::size_t only_in_b = 0;
  for (const int count : excess) (count > 0 ? only_in_a : only_in_b) += static_cast<std::size_t>(std::abs(count));
  return std::max(only_in_a, only_in_b);
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours cost one. Anything
/// above `limit`, by which the lengths may differ at most, is `limit + 1`; only cells that can be within it are
/// computed.
std::size_t distance(const Folded& a, const Folded& b, std::size_t limit) {
  const std::size_t beyond = limit + 1;
  if (least_distance(a, b) > limit) return beyond;
  using Row = std::array<std::size_t, kLongestCompared + 2>;
  std::array<Row, 3> rows;
  Row* before_previous = &rows[0];
  Row* previous = &rows[1];
  Row* current = &rows[2];
  for (std::size_t j = 0; j <= std::min(b.size, beyond); ++j) (*previous)[j] = j;
  std::size_t previous_least = 0;
  for (std::size_t i = 1; i <= a.size; ++i) {
    const std::size_t first = i > limit ? i - limit : 1;
    const std::size_t last = std::min(b.size, i + limit);
    (*current)[first - 1] = first == 1 ? i : beyond;
    std::size_t least = (*current)[first - 1];
    for (std::size_t j = first; j <= last; ++j) {
      const std::size_t substitution = (*previous)[j - 1] + (a.text[i - 1] == b.text[j - 1] ? 0U : 1U);
      std::size_t cell = std::min({substitution, (*previous)[j] + 1, (*current)[j - 1] + 1});
      if (i > 1 && j > 1 && a.text[i - 1] == b.text[j - 2] && a.text[i - 2] == b.text[j - 1]) {
        cell = std::min(cell, (*before_previous)[j - 2] + 1);
      }
      (*current)[j] = cell;
      least = std::min(least, cell);
    }
    (*current)[last + 1] = beyond;
    // A cell builds on the two rows before it.
    if (std::min(least, previous_least) > limit) return beyond;
    previous_least = least;
    std::swap(before_previous, previous);
    std::swap(previous, current);
  }
  return std::min((*previous)[b.size], beyond);
}

/// How many characters two names share at their beginnings and ends.
std::size_t shared_ends(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  const auto same = [](char x, char y) { return to_lower(x) == to_lower(y); };
  const auto head = static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(most), b.begin(), same).first - a.begin());
  const auto rest = static_cast<std::ptrdiff_t>(most - head);
  return head +
         static_cast<std::size_t>(std::mismatch(a.rbegin(), a.rbegin() + rest, b.rbegin(), same).first - a.rbegin());
}

/// The candidates most worth comparing, in their order.
std::vector<std::string_view> most_alike(std::string_view seen, std::span<const std::string_view> candidates) {
  struct Scored {
    std::size_t score;
    std::size_t index;
  };
  std::vector<Scored> scored;
  scored.reserve(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) scored.push_back({shared_ends(seen, candidates[i]), i});
  const auto better = [](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score > b.score : a.index < b.index;
  };
  std::ranges::nth_element(scored, scored.begin() + kMostCompared, better);
  scored.resize(kMostCompared);
  std::ranges::sort(scored, {}, &Scored::index);
  std::vector<std::string_view> result;
  for (const Scored& one : scored) result.push_back(candidates[one.index]);
  return result;
}

bool ends_before(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

/// Appends those around the place of `seen` in a sorted list.
template <class Less>
void append_neighbours(const std::vector<std::string_view>& sorted, std::string_view seen, Less less,
                       std::vector<std::string_view>& out) {
  constexpr std::ptrdiff_t kEachSide = kMostCompared / 4;
  const auto at = std::ranges::lower_bound(sorted, seen, less);
  const auto begin = at - std::min(kEachSide, at - sorted.begin());
  const auto end = at + std::min(kEachSide, sorted.end() - at);
  out.insert(out.end(), begin, end);
}

}  // namespace

std::string_view nearest(std::string_view seen, std::span<const std::string_view> candidates) {
  if (seen.size() > kLongestCompared) return {};
  // Most names that are looked up are right.
  const auto is_seen = [&](std::string_view candidate) { return equal_ignoring_case(seen, candidate); };
  if (const auto same = std::ranges::find_if(candidates, is_seen); same != candidates.end()) return *same;
  if (candidates.size() > kMostCompared) return nearest(seen, most_alike(seen, candidates));
  const Folded folded(seen);
  std::string_view best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongestCompared) continue;
    const std::size_t longer = std::max(seen.size(), candidate.size());
    std::size_t limit = std::min(kMostEdits, std::max<std::size_t>(1, longer / 3));
    if (!best.empty()) limit = std::min(limit, best_distance - 1);
    if (longer - std::min(seen.size(), candidate.size()) > limit) continue;
    const std::size_t d = distance(folded, Folded(candidate), limit);
    if (d <= limit) {
      best = candidate;
      best_distance = d;
    }
  }
  return best;
}

std::string_view only_nearest(std::string_view seen, std::span<const std::string_view> candidates) {
  const std::string_view near = nearest(seen, candidates);
  std::vector<std::string_view> others(candidates.begin(), candidates.end());
  std::erase(others, near);
  const std::string_view next = nearest(seen, others);
  if (next.empty()) return near;
  const auto edits = [&](std::string_view name) { return distance(Folded(seen), Folded(name), kMostEdits); };
  return edits(next) > edits(near) ? near : std::string_view{};
}

bool is_within(std::string_view one, std::string_view other, std::size_t edits) {
  const std::size_t shorter = std::min(one.size(), other.size());
  const std::size_t longer = std::max(one.size(), other.size());
  if (longer > kLongestCompared || longer - shorter > edits) return false;
  // One edit leaves the first two letters as they are or the last two, unless there are so few that it touches both.
  constexpr std::size_t kEnd = 2;
  const auto is_end_alike = [&](std::size_t in_one, std::size_t in_other) {
    return to_lower(one[in_one]) == to_lower(other[in_other]) &&
           to_lower(one[in_one + 1]) == to_lower(other[in_other + 1]);
  };
  if (edits <= 1 && shorter > 2 * kEnd && !is_end_alike(0, 0) &&
      !is_end_alike(one.size() - kEnd, other.size() - kEnd)) {
    return false;
  }
  return distance(Folded(one), Folded(other), edits) <= edits;
}

bool differ_in_digits(std::string_view one, std::string_view other) {
  const auto rest_of = [](std::string_view name) {
    std::string rest(name);
    std::erase_if(rest, is_digit);
    return rest;
  };
  return rest_of(one) == rest_of(other);
}

bool is_slip(std::string_view name, std::string_view of) {
  constexpr std::size_t kEdits = 2;
  return is_within(name, of, kEdits) && !differ_in_digits(name, of);
}

bool is_slip_in_word(std::string_view text, std::string_view of) {
  constexpr std::size_t kShortest = 5;
  if (text == of || !is_within(text, of, 1) || differ_in_digits(text, of)) return false;
  const auto begin =
      static_cast<std::size_t>(std::mismatch(text.begin(), text.end(), of.begin(), of.end()).first - text.begin());
  const auto is_letter = [](std::string_view all, std::size_t at) { return at < all.size() && is_alpha(all[at]); };
  std::size_t first = begin;
  std::size_t last = begin;
  while (first > 0 && is_letter(of, first - 1)) --first;
  while (is_letter(of, last)) ++last;
  std::size_t end = begin;
  while (is_letter(text, end)) ++end;
  return last - first >= kShortest && last - begin > 1 && end - begin > 1;
}

NameIndex::NameIndex(std::vector<std::string_view> names) : by_beginning_(std::move(names)) {
  std::ranges::sort(by_beginning_);
}

bool NameIndex::contains(std::string_view name) const { return std::ranges::binary_search(by_beginning_, name); }

std::string_view NameIndex::nearest(std::string_view seen) const {
  if (by_beginning_.size() <= kMostCompared) return text::nearest(seen, by_beginning_);
  if (seen.size() > kLongestCompared) return {};
  std::vector<std::string_view> candidates;
  append_neighbours(by_beginning_, seen, std::ranges::less{}, candidates);
  append_neighbours(by_end(), seen, ends_before, candidates);
  std::ranges::sort(candidates);
  return text::nearest(seen, candidates);
}

const std::vector<std::string_view>& NameIndex::by_end() const {
  std::call_once(by_end_is_made_, [this] {
    by_end_ = by_beginning_;
    std::ranges::sort(by_end_, ends_before);
  });
  return by_end_;
}

}  // namespace vmcp::text
