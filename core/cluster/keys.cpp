#include "core/cluster/keys.h"

#include <algorithm>

namespace vmcp::cluster {

bool Keys::may_have(std::string_view key) const {
  return std::ranges::any_of(parts_, [&](const Part* part) { return !part->complete || part->index->contains(key); });
}

std::string_view Keys::nearest(std::string_view key) const {
  std::vector<std::string_view> candidates;
  for (const Part* part : parts_) candidates.push_back(part->index->nearest(key));
  return text::nearest(key, candidates);
}

void KeyTable::add(model::MadeObject made, bool stated) {
  by_name_[{made.name_space, made.name}].push_back(parts_.size());
  parts_.push_back({std::move(made.keys), made.complete, made.creates, stated});
}

void KeyTable::index() {
  for (Part& part : parts_) part.index = std::make_unique<const text::NameIndex>(std::move(part.keys));
}

std::vector<const Keys::Part*> KeyTable::parts_of(std::string_view name_space, std::string_view name) const {
  std::vector<const Part*> parts;
  const auto add = [&](std::string_view where) {
    const auto found = by_name_.find({where, name});
    if (found == by_name_.end()) return;
    for (const std::size_t part : found->second) parts.push_back(&parts_[part]);
  };
  add(name_space);
  if (!name_space.empty()) add({});
  return parts;
}

std::optional<Keys> KeyTable::find(std::string_view name_space, std::string_view name) const {
  Keys keys;
  keys.parts_ = parts_of(name_space, name);
  if (std::ranges::none_of(keys.parts_, &Part::creates)) return std::nullopt;
  return keys;
}

bool KeyTable::is_filled_in(std::string_view name_space, std::string_view name) const {
  const std::vector<const Part*> parts = parts_of(name_space, name);
  return std::ranges::any_of(parts, [](const Part* part) { return !part->stated || !part->complete; });
}

}  // namespace vmcp::cluster
