#pragma once

#include <string_view>

#include "core/yaml/duplicates.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Reads the one YAML document in `text`, whose first character is at `start`. Null when it holds comments at most.
/// `keys` says what becomes of a key given twice. Throws Problem, with a mark.
Value read_yaml(std::string_view text, Mark start, DuplicateKeys keys = DuplicateKeys::kRefuse);

}  // namespace vmcp::yaml
