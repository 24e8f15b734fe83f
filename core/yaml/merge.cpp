#include "core/yaml/merge.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace vmcp::yaml {

Mapping merge_members(Mapping members, std::vector<Merge> merges) {
  Mapping result;
  std::unordered_map<std::string, std::size_t> positions;
  const auto set = [&](Member member) {
    const auto [found, added] = positions.emplace(member.key, result.size());
    if (added) {
      result.push_back(std::move(member));
    } else {
      result[found->second] = std::move(member);
    }
  };
  const auto set_all = [&](Value& mapping) {
    for (Member& member : mapping.members()) set(std::move(member));
  };
  auto merge = merges.begin();
  for (std::size_t i = 0; i <= members.size(); ++i) {
    for (; merge != merges.end() && merge->position == i; ++merge) {
      if (merge->value.is_mapping()) {
        set_all(merge->value);
      } else {
        Sequence& items = merge->value.items();
        std::for_each(items.rbegin(), items.rend(), set_all);
      }
    }
    if (i < members.size()) set(std::move(members[i]));
  }
  return result;
}

}  // namespace vmcp::yaml
