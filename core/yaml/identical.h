#pragma once

#include <algorithm>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Whether two values are alike to the last mark.
inline bool are_identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind() || a.mark() != b.mark()) return false;
  if (a.is_sequence()) return std::ranges::equal(a.items(), b.items(), are_identical);
  if (!a.is_mapping()) return a == b;
  return std::ranges::equal(a.members(), b.members(), [](const Member& one, const Member& other) {
    return one.key == other.key && one.key_mark == other.key_mark && are_identical(one.value, other.value);
  });
}

}  // namespace vmcp::yaml
