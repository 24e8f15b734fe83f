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
  Part& part = parts_[{made.name_space, made.name}];
  if (part.keys.empty()) {
    part.keys = std::move(made.keys);
  } else {
    part.keys.insert(part.keys.end(), made.keys.begin(), made.keys.end());
  }
  part.complete = part.complete && made.complete;
  part.creates = part.creates || made.creates;
  part.stated = part.stated && stated;
}

void KeyTable::index() {
  for (auto& [name, part] : parts_) part.index = std::make_unique<const text::NameIndex>(std::move(part.keys));
}

std::vector<const Keys::Part*> KeyTable::parts_of(std::string_view name_space, std::string_view name) const {
  std::vector<const Part*> parts;
  const auto add = [&](std::string_view where) {
    const auto found = parts_.find({where, name});
    if (found != parts_.end()) parts.push_back(&found->second);
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
