#include "core/model/encode.h"

#include "core/go/duration.h"

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
    std::ranges::stable_sort(result.members(), go::natural_less, &yaml::Member::key);
    return result;
  }
  return value;
}

}  // namespace vmcp::model
