#include "core/krm/items.h"

#include <algorithm>

#include "core/admission/admit.h"

namespace vmcp::krm {

using yaml::Value;

Items::Items(const ResourceList& list, std::string_view default_namespace) : default_namespace_(default_namespace) {
  const yaml::Sequence& items = list.items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (admission::is_object(items[i])) by_identity_.try_emplace(identity_of(items[i]), i);
    starts_.push_back({items[i].mark(), &items[i]});
  }
  for (const yaml::Member& member : list.root.members()) {
    starts_.push_back({member.key_mark, member.key == "functionConfig" ? &member.value : nullptr});
  }
  std::ranges::stable_sort(starts_, {}, &Start::mark);
}

Items::Identity Items::identity_of(const Value& object) const {
  const admission::Object identity = admission::identify(object, {default_namespace_});
  return {std::string(identity.group()), identity.kind, identity.name_space, identity.name};
}

std::optional<std::size_t> Items::find(const Value& object) const {
  const auto found = by_identity_.find(identity_of(object));
  if (found == by_identity_.end()) return std::nullopt;
  return found->second;
}

const Value* Items::object_at(const diag::Place& place) const {
  yaml::Mark mark;
  if (!starts_.empty()) mark.source = starts_.front().mark.source;
  mark.line = place.line;
  mark.column = place.column;
  const auto behind = std::ranges::upper_bound(starts_, mark, {}, &Start::mark);
  return behind == starts_.begin() ? nullptr : std::prev(behind)->object;
}

}  // namespace vmcp::krm
