#pragma once

#include <string_view>

#include "core/yaml/member_search.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Where a field path leads.
struct Location {
  const Value* value = nullptr;  ///< null pointer when the tree ends before the path does
  Mark mark;                     ///< as locate() has it
};

/// As locate(), with the value at the path's end. `search`, if given, finds the members on the way.
Location find_location(const Value& root, std::string_view field_path, MemberSearch* search = nullptr);

}  // namespace vmcp::yaml
