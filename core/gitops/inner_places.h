#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/diag/lines.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// The lines of files in which other texts stand, each cut into lines once.
class OuterTexts {
 public:
  explicit OuterTexts(const source::Sources& sources) : sources_(sources) {}

  const diag::Lines& lines(std::uint32_t source);

 private:
  const source::Sources& sources_;
  std::map<std::uint32_t, diag::Lines> lines_;
};

/// Where in a file the parts of a text stand that is a scalar of it: a literal block (`|`), or a text of one line
/// without escapes. All of another, such as a folded one, stands where the scalar begins.
class InnerPlaces {
 public:
  /// `text` is a string, which lives longer.
  InnerPlaces(const yaml::Value& text, OuterTexts& texts);

  /// The place in the file of what stands at a line and column of the text.
  yaml::Mark of(const yaml::Mark& inner) const;
  /// Gives a value that was read from the text, and all that is in it, their places in the file.
  void move(yaml::Value& value) const;

 private:
  bool find_block(const diag::Lines& file);
  bool find_in_line(const diag::Lines& file);

  yaml::Mark begin_;
  diag::Lines lines_;               ///< of the text
  std::uint32_t lines_before_ = 0;  ///< of the file, in front of its first
  std::uint32_t columns_before_ = 0;
  bool known_ = false;
};

}  // namespace vmcp::gitops
