#include "core/model/copies.h"

#include <cstddef>
#include <set>

namespace vmcp::model {

std::vector<MadeObject> in_each(std::span<const std::string_view> namespaces, const std::vector<MadeObject>& objects) {
  constexpr std::size_t kMostKeys = 100'000;
  std::size_t keys = 0;
  std::vector<MadeObject> all;
  std::set<std::string_view> seen;
  for (const std::string_view name_space : namespaces) {
    if (!seen.insert(name_space).second) continue;
    for (const MadeObject& object : objects) {
      keys += object.keys.size();
      if (keys <= kMostKeys) {
        all.push_back(object);
      } else {
        all.push_back({.kind = object.kind,
                       .name = object.name,
                       .complete = false,
                       .creates = object.creates,
                       .composed = object.composed});
      }
      all.back().name_space = name_space;
    }
  }
  return all;
}

}  // namespace vmcp::model
