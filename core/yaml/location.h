#pragma once

#include <string_view>

#include "core/diag/diagnostic.h"
#include "core/source/sources.h"
#include "core/yaml/member_search.h"
#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Where a field path leads.
struct Location {
  const Value* value = nullptr;  ///< null pointer when the tree ends before the path does
  Mark mark;                     ///< of the key or list item that the path's last existing part names
};

/// Follows a field path (`spec.steps[2].id`, `spec.map[dotted.key]`) as far as the tree has it. `search`, if given,
/// finds the members on the way.
Location find_location(const Value& root, std::string_view field_path, MemberSearch* search = nullptr);

/// The place of a mark as findings print it; nothing known when the mark is not.
diag::Place place_of(const source::Sources& sources, const Mark& mark);

}  // namespace vmcp::yaml
