#pragma once

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Two members of one key.
struct Duplicate {
  const Member* first = nullptr;
  const Member* again = nullptr;
};

/// What becomes of a key that is given twice: the API server's strict reading refuses it, Go's ordinary one lets the
/// last win.
enum class DuplicateKeys { kRefuse, kLastWins };

/// The first key of a mapping that is given twice; null pointers when every key is given once.
Duplicate find_duplicate(const Mapping& members);

}  // namespace vmcp::yaml
