#pragma once

#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Where a field path leads.
struct Location {
  const Value* value = nullptr;  ///< null pointer when the tree ends before the path does
  Mark mark;                     ///< as locate() has it
};

/// As locate(), with the value at the path's end.
Location find_location(const Value& root, std::string_view field_path);

}  // namespace vmcp::yaml
