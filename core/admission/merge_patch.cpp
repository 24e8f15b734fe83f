#include "core/admission/merge_patch.h"

#include <utility>

namespace vmcp::admission {

using yaml::Value;

std::optional<Value> merge_patch(const Value& from, const Value& to) {
  if (from == to) return std::nullopt;
  if (!from.is_mapping() || !to.is_mapping()) return to;
  Value patch = Value::mapping();
  for (const yaml::Member& member : from.members()) {
    if (to.find(member.key) == nullptr) patch.set(member.key, nullptr);
  }
  for (const yaml::Member& member : to.members()) {
    const Value* before = from.find(member.key);
    std::optional<Value> change = before == nullptr ? member.value : merge_patch(*before, member.value);
    if (change) patch.set(member.key, *std::move(change));
  }
  return patch;
}

void apply_merge_patch(Value& target, const Value& patch) {
  if (!patch.is_mapping()) {
    target = patch;
    return;
  }
  if (!target.is_mapping()) target = Value::mapping();
  for (const yaml::Member& member : patch.members()) {
    if (member.value.is_null()) {
      target.erase(member.key);
    } else if (Value* present = target.find(member.key)) {
      apply_merge_patch(*present, member.value);
    } else {
      target.set(member.key, nullptr);
      apply_merge_patch(*target.find(member.key), member.value);
    }
  }
}

}  // namespace vmcp::admission
