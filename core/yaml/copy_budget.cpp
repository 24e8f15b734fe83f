#include "core/yaml/copy_budget.h"

namespace vmcp::yaml {
namespace {

std::size_t size_of(const Value& value) {
  std::size_t bytes = sizeof(Member);
  if (value.is_string()) {
    bytes += value.as_string().size();
  } else if (value.is_sequence()) {
    for (const Value& item : value.items()) bytes += size_of(item);
  } else if (value.is_mapping()) {
    for (const Member& member : value.members()) bytes += member.key.size() + size_of(member.value);
  }
  return bytes;
}

}  // namespace

bool CopyBudget::take(const Value& value) {
  const auto [size, is_new] = sizes_.try_emplace(&value, 0);
  if (is_new) size->second = size_of(value);
  taken_ += size->second;
  return !is_spent();
}

}  // namespace vmcp::yaml
