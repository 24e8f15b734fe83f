#include "core/model/encode.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/go/duration.h"
#include "core/go/natural_less.h"

namespace vmcp::model {

using yaml::Value;

Value Encoder::encode(const Duration& value) const { return Value{go::format_duration(value.nanoseconds)}; }

Value Encoder::encode(const MetaDuration& value) const {
  return Value::mapping().set("duration", go::format_duration(value.nanoseconds));
}

Value Encoder::encode(const Value& value) const {
  if (value.is_sequence()) {
    Value result = Value::sequence();
    for (const Value& item : value.items()) result.push(encode(item));
    return result;
  }
  if (value.is_mapping()) {
    Value result = Value::mapping();
    for (const yaml::Member& member : value.members()) {
      result.members().push_back({member.key, encode(member.value), {}});
    }
    sort_keys(result.members());
    return result;
  }
  return value;
}

void sort_keys(yaml::Mapping& members) {
  if (std::ranges::is_sorted(members, go::natural_less, &yaml::Member::key)) return;
  // Members are large, and move once only.
  std::vector<std::size_t> order(members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, go::natural_less, [&](std::size_t i) -> std::string_view { return members[i].key; });
  yaml::Mapping sorted;
  sorted.reserve(members.size());
  for (const std::size_t i : order) sorted.push_back(std::move(members[i]));
  members = std::move(sorted);
}

}  // namespace vmcp::model
