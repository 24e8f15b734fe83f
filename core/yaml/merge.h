#pragma once

#include <cstddef>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// A merge key's value: a mapping, or a sequence of mappings.
struct Merge {
  /// How many explicit members stand before it.
  std::size_t position = 0;
  Value value;
};

/// The explicit members of a mapping with its merges carried out. Later members overwrite earlier ones, so a merge
/// yields to keys after it and overwrites keys before it; in a sequence of mappings the earlier win.
Mapping merge_members(Mapping members, std::vector<Merge> merges);

}  // namespace vmcp::yaml
