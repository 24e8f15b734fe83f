#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/edit/change.h"

namespace vmcp::edit {

/// A text that is changed again and again, and which of its lines are still those that it had.
class ChangedText {
 public:
  explicit ChangedText(std::string before);

  const std::string& before() const { return before_; }
  const std::string& now() const { return now_; }

  /// What carries `before()` on to `text`, by the changes that lead from now() to it. Their offsets are behind a byte
  /// order mark.
  void change(const std::vector<Change>& changes, std::string text);

  /// The line that line `line` of now(), from 1, was: itself, or the one that stood before what is new there.
  std::size_t line_before(std::size_t line) const;

  /// A unified diff from before() to now(), with three lines of context; empty where they are the same. A line that
  /// must not be shown (diag::secret_lines()) is no context, and is only named where it changes.
  std::string unified(const std::string& name) const;

 private:
  std::string before_;
  std::string now_;
  std::vector<std::size_t> origins_;  ///< of the lines of now_: the index of the line of before_, or the largest number
};

}  // namespace vmcp::edit
