#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/source/glob.h"

namespace vmcp::source {

/// What one .gitignore file says, as gitignore(5) has it. Paths are written from the file's own directory.
class IgnoreRules {
 public:
  explicit IgnoreRules(std::string_view text);

  enum class Verdict { kSilent, kIgnored, kKept };

  /// What the last pattern that matches says; it is about the path alone, whatever its directories are.
  Verdict judge(std::string_view path, bool is_directory) const;

 private:
  struct Pattern {
    std::vector<std::optional<Glob>> parts;  ///< what stood between slashes; none: any number of directories
    bool anchored = false;                   ///< the parts are those of the whole path, not of its last name
    bool directories_only = false;
    bool negated = false;
  };

  /// Up to three bytes in a row.
  using Gram = std::uint32_t;
  static constexpr std::size_t kLongestGram = 3;
  static constexpr Gram kNone = 0;
  /// Adds all of a length that a text has.
  static void add_grams(std::string_view text, std::size_t length, std::vector<Gram>& grams);

  /// Adds a pattern, and to `grams` those that the names of a path that it matches must have in them.
  void add(std::string_view line, std::vector<std::vector<Gram>>& grams);

  std::vector<Pattern> patterns_;
  /// The patterns by what a path must have in it; each stands under what the fewest have.
  std::unordered_map<Gram, std::vector<std::size_t>> by_gram_;
};

}  // namespace vmcp::source
