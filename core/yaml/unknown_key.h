#pragma once

#include <string>

#include "core/diag/field_path.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// A key of a mapping that nobody reads.
struct UnknownKey {
  diag::FieldPath mapping;  ///< the path of the mapping that has it
  std::string key;
  Mark mark;             ///< of the key
  std::string meant;     ///< what to write instead; empty when nothing is near
  bool certain = false;  ///< whether `meant` is a key of the same mapping that takes the value, and nothing else can be
};

}  // namespace vmcp::yaml
