#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vmcp::source {

/// A shell pattern, of which `?` and `*` stand for characters but a slash, `**` for any, `[a-z]` and `[!a-z]` for one
/// of a set, which may have classes (`[[:digit:]_]`); a backslash takes the next character literally. One whose set is
/// not closed, or has a class that there is not, matches nothing.
class Glob {
 public:
  explicit Glob(std::string_view pattern);

  /// Whether it stands for all of `text`. What that costs grows with the length of either, whatever is in the sets.
  bool matches(std::string_view text) const;

  /// What every text that it matches has in it, one behind the other, to pass over other texts at once: the runs of
  /// characters that stand for themselves.
  std::vector<std::string> literals() const;

 private:
  using Set = std::bitset<256>;  ///< of bytes

  struct Element {
    enum class Kind : std::uint8_t { kByte, kSet, kStar, kDoubleStar, kDirectories };

    Kind kind = Kind::kByte;
    char byte = '\0';
    std::uint32_t set = 0;  ///< its index
  };
  using Kind = Element::Kind;

  /// A star that may take more when what is behind it does not fit.
  struct Retry {
    bool possible = false;
    bool whole_names = false;  ///< whether the rest may fit behind a slash only
    std::size_t element = 0;   ///< behind it
    std::size_t at = 0;        ///< in the text

    bool advance(std::string_view text);
  };

  void add_set(Set set);
  bool fits(const Element& element, char c) const;
  /// Where the rest may fit that begins with an element, from a place on that a star can reach.
  std::size_t next_place(std::size_t element, std::string_view text, std::size_t at) const;

  std::vector<Element> elements_;
  std::vector<Set> sets_;
  std::vector<std::string> runs_;  ///< literals(), where there is more than one star
  bool matches_nothing_ = false;
};

/// As Glob::matches(), of a pattern that is used once.
inline bool matches_glob(std::string_view pattern, std::string_view text) { return Glob(pattern).matches(text); }

/// The patterns of the names of a path, as slashes outside of sets part them.
std::vector<std::string> names_of_glob(std::string_view pattern);

}  // namespace vmcp::source
