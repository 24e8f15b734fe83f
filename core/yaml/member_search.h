#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// Finds members for one who looks into the same mappings again and again: where a mapping is wide, by an index. The
/// mappings may change meanwhile.
class MemberSearch {
 public:
  /// As Value::find_member().
  const Member* find(const Value& value, std::string_view key);

 private:
  struct Index {
    std::size_t searches = 0;
    /// A key's hash -> where a member with such a key was.
    std::unordered_map<std::size_t, std::uint32_t> places;
  };

  std::unordered_map<const Value*, Index> indices_;
};

}  // namespace vmcp::yaml
