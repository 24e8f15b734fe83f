#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace vmcp::compare {

/// Lines of `before` that stand in place of lines of `after`; one of the counts may be 0.
struct Edit {
  std::size_t before = 0;  ///< index of the first
  std::size_t before_count = 0;
  std::size_t after = 0;
  std::size_t after_count = 0;

  bool operator==(const Edit&) const = default;
};

/// What turns one list of lines into another, in order, with lines that stay between any two edits: as few lines as
/// possible by Myers' algorithm with linear space (An O(ND) Difference Algorithm and Its Variations, 1986). Its time is
/// bounded: parts that have too little in common are replaced as a whole.
std::vector<Edit> line_edits(std::span<const std::string_view> before, std::span<const std::string_view> after);

}  // namespace vmcp::compare
