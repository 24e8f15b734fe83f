#include "core/yaml/member_search.h"

#include <functional>

namespace vmcp::yaml {

const Member* MemberSearch::find(const Value& value, std::string_view key) {
  constexpr std::size_t kWide = 64;
  constexpr std::size_t kFewSearches = 4;
  if (!value.is_mapping() || value.members().size() < kWide) return value.find_member(key);
  Index& index = indices_[&value];
  if (++index.searches <= kFewSearches) return value.find_member(key);
  const Mapping& members = value.members();
  constexpr std::hash<std::string_view> kHash;
  if (index.places.empty()) {
    for (std::uint32_t i = 0; i < members.size(); ++i) index.places.try_emplace(kHash(members[i].key), i);
  }
  const auto found = index.places.find(kHash(key));
  if (found != index.places.end() && found->second < members.size() && members[found->second].key == key) {
    return &members[found->second];
  }
  return value.find_member(key);
}

}  // namespace vmcp::yaml
