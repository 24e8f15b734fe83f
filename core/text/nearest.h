#pragma once

#include <cstddef>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

namespace vmcp::text {

/// The candidate nearest to `seen` by edit distance, ignoring case; empty when none is near enough to be
/// what the writer meant (more than a third of the longer name would have to change, or more than ten characters).
/// Of many candidates those are compared that begin and end most like `seen`.
std::string_view nearest(std::string_view seen, std::span<const std::string_view> candidates);

/// As nearest(); empty where another candidate is as near.
std::string_view only_nearest(std::string_view seen, std::span<const std::string_view> candidates);

/// Whether one name becomes the other by at most so many insertions, deletions, substitutions and swaps of neighbours;
/// case does not count.
bool is_within(std::string_view one, std::string_view other, std::size_t edits);

/// Whether two names are the same but for digits, as those of things alike are.
bool differ_in_digits(std::string_view one, std::string_view other);

/// Whether a name is nearly another by mistake: two edits away at most, and not the name of something alike.
bool is_slip(std::string_view name, std::string_view of);

/// Whether a text is another but for one letter inside a word of some length: its end may be of a plural, and short
/// words are as often those of things alike.
bool is_slip_in_word(std::string_view text, std::string_view of);

/// Names in which one is looked for again and again: what a look costs does not grow with the number of names. May be
/// used on several threads at once; the names' texts must outlive it.
class NameIndex {
 public:
  explicit NameIndex(std::vector<std::string_view> names);

  bool contains(std::string_view name) const;
  /// As nearest(); of many names the neighbours of `seen` in the order of their beginnings and of their ends are
  /// compared.
  std::string_view nearest(std::string_view seen) const;

 private:
  const std::vector<std::string_view>& by_end() const;

  std::vector<std::string_view> by_beginning_;
  mutable std::vector<std::string_view> by_end_;  ///< made when it is first needed
  mutable std::once_flag by_end_is_made_;
};

}  // namespace vmcp::text
