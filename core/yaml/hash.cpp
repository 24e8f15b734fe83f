#include "core/yaml/hash.h"

#include <functional>
#include <string_view>

namespace vmcp::yaml {

std::size_t hash_with(std::size_t hash, std::size_t other) {
  constexpr std::size_t kGolden = 0x9e3779b97f4a7c15U;
  constexpr unsigned kLeft = 6;
  constexpr unsigned kRight = 2;
  return hash ^ (other + kGolden + (hash << kLeft) + (hash >> kRight));
}

std::size_t hash_of(const Value& value) {
  constexpr std::hash<std::string_view> kText;
  auto hash = static_cast<std::size_t>(value.kind());
  if (value.is_string()) return hash_with(hash, kText(value.as_string()));
  if (value.is_bool()) return hash_with(hash, value.as_bool() ? 1 : 0);
  if (value.is_number()) return std::hash<double>{}(value.number());
  if (value.is_sequence()) {
    for (const Value& item : value.items()) hash = hash_with(hash, hash_of(item));
  } else if (value.is_mapping()) {
    // The order of members does not count either.
    std::size_t sum = 0;
    for (const Member& member : value.members()) sum += hash_with(kText(member.key), hash_of(member.value));
    hash = hash_with(hash, sum);
  }
  return hash;
}

}  // namespace vmcp::yaml
