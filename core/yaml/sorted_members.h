#pragma once

#include <algorithm>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// The members of a mapping in bytewise order of their keys: the order in which Go writes a map as JSON, and so the
/// order in which it is read again.
inline std::vector<const Member*> sorted_members(const Value& mapping) {
  std::vector<const Member*> members;
  members.reserve(mapping.members().size());
  for (const Member& member : mapping.members()) members.push_back(&member);
  std::ranges::sort(members, {}, &Member::key);
  return members;
}

}  // namespace vmcp::yaml
