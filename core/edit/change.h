#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/edit/located_text.h"
#include "core/edit/operation.h"

namespace vmcp::edit {

/// Replaces the bytes of a text from `begin` to `end`, which are offsets behind a byte order mark.
struct Change {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

/// A field whose value is written elsewhere, as kCopy wants it.
struct Original {
  const LocatedText* text = nullptr;
  FieldAt field;
};

/// What carries an operation out on a text, in the text's order: keys keep their quotes and values their style, what
/// moves takes its comments along and is indented anew, everything else stays as it is. Nothing where that cannot be
/// done. Whether the result reads as intended is not judged.
std::vector<Change> changes_for(const LocatedText& text, const Operation& operation, const Original& original);

/// The text with changes, which are in its order and do not overlap.
std::string with_changes(std::string_view text, const std::vector<Change>& changes);

}  // namespace vmcp::edit
