#pragma once

#include <string>

#include "core/diag/field_path.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// A key of a mapping that nobody reads.
struct UnknownKey {
  diag::FieldPath mapping;  ///< the path of the mapping that has it
  std::string key;
  Mark mark;          ///< of the key
  std::string meant;  ///< what to write instead; empty when nothing is near
};

}  // namespace vmcp::yaml
