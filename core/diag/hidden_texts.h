#pragma once

#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace vmcp::diag {

/// Texts that nothing shows, whatever quotes them: what Secrets hold and something has carried elsewhere.
class HiddenTexts {
 public:
  /// Of several lines, each by itself, too. What has less than four characters, or is no more than a truth value, tells
  /// nothing and is not hidden.
  void add(std::string text);
  void add(const HiddenTexts& others);

  bool empty() const { return texts_.empty(); }

  /// `text` with `***` in place of each, the longest first. A word is not hidden inside of longer words, such as the
  /// names of fields. Of one that is cut short (`...`) its beginning is hidden.
  std::string without(std::string text) const;

 private:
  void add_line(std::string_view line);
  /// How many bytes at `at` of `text` are to be hidden.
  std::size_t length_at(std::string_view text, std::size_t at) const;

  std::set<std::string, std::less<>> texts_;
  std::array<bool, 256> begins_{};  ///< by the bytes that texts begin with
};

}  // namespace vmcp::diag
