#include "core/yaml/duplicates.h"

#include <algorithm>
#include <vector>

namespace vmcp::yaml {

Duplicate find_duplicate(const Mapping& members) {
  constexpr std::size_t kFew = 12;
  if (members.size() <= kFew) {
    for (auto again = members.begin(); again != members.end(); ++again) {
      const auto first = std::find_if(members.begin(), again, [&](const Member& m) { return m.key == again->key; });
      if (first != again) return {&*first, &*again};
    }
    return {};
  }
  std::vector<const Member*> sorted;
  sorted.reserve(members.size());
  for (const Member& member : members) sorted.push_back(&member);
  const auto by_key = [](const Member* a, const Member* b) { return a->key != b->key ? a->key < b->key : a < b; };
  std::ranges::sort(sorted, by_key);
  Duplicate result;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const bool earlier = result.again == nullptr || sorted[i] < result.again;
    if (sorted[i - 1]->key == sorted[i]->key && earlier) result = {sorted[i - 1], sorted[i]};
  }
  return result;
}

}  // namespace vmcp::yaml
