#include "core/model/decode.h"

#include <limits>
#include <string>

#include "core/diag/quoted.h"
#include "core/go/duration.h"
#include "core/yaml/described.h"

namespace vmcp::model {

using yaml::Value;

namespace {

/// Numbers inside `any` are float64 in Go, whatever they looked like.
Value with_float_numbers(const Value& value) {
  Value result;
  switch (value.kind()) {
    case Value::Kind::kInt:
    case Value::Kind::kUint:
      result = Value{value.number()};
      break;
    case Value::Kind::kSequence:
      result = Value::sequence();
      for (const Value& item : value.items()) result.push(with_float_numbers(item));
      break;
    case Value::Kind::kMapping:
      result = Value::mapping();
      for (const yaml::Member& member : value.members()) {
        result.members().push_back({member.key, with_float_numbers(member.value), member.key_mark});
      }
      break;
    default:
      return value;
  }
  result.set_mark(value.mark());
  return result;
}

}  // namespace

Decoder::Step::Step(Decoder& decoder, std::string_view key, bool map_key)
    : path_(decoder.path_), length_(decoder.path_.size()) {
  if (map_key) {
    path_.append("[").append(key).append("]");
  } else {
    if (!path_.empty()) path_ += '.';
    path_ += key;
  }
}

Decoder::Step::Step(Decoder& decoder, std::size_t index) : path_(decoder.path_), length_(decoder.path_.size()) {
  path_.append("[").append(std::to_string(index)).append("]");
}

void Decoder::mismatch(const Value& value, std::string_view expected) {
  errors_.mismatch(path_, yaml::described(value), expected);
}

bool Decoder::expect(const Value& value, Value::Kind kind) {
  if (value.kind() == kind) return true;
  mismatch(value, yaml::kind_name(kind));
  return false;
}

void Decoder::decode(const Value& value, std::string& out) {
  if (!value.is_null() && expect(value, Value::Kind::kString)) out = value.as_string();
}

void Decoder::decode(const Value& value, bool& out) {
  if (!value.is_null() && expect(value, Value::Kind::kBool)) out = value.as_bool();
}

void Decoder::decode(const Value& value, double& out) {
  if (value.is_null()) return;
  if (value.is_number()) {
    out = value.number();
  } else {
    mismatch(value, "number");
  }
}

std::int64_t Decoder::integer(const Value& value, std::int64_t least, std::int64_t most, std::string_view type) {
  if (value.is_null()) return 0;
  if (value.kind() == Value::Kind::kInt && value.as_int() >= least && value.as_int() <= most) return value.as_int();
  if (value.kind() == Value::Kind::kInt) {
    errors_.mismatch(path_, std::to_string(value.as_int()), type);
  } else {
    mismatch(value, type);
  }
  return 0;
}

void Decoder::decode(const Value& value, std::int64_t& out) {
  using Limits = std::numeric_limits<std::int64_t>;
  out = integer(value, Limits::min(), Limits::max(), "a 64-bit integer");
}

void Decoder::decode(const Value& value, std::int32_t& out) {
  using Limits = std::numeric_limits<std::int32_t>;
  out = static_cast<std::int32_t>(integer(value, Limits::min(), Limits::max(), "a 32-bit integer"));
}

void Decoder::decode(const Value& value, std::uint8_t& out) {
  out = static_cast<std::uint8_t>(
      integer(value, 0, std::numeric_limits<std::uint8_t>::max(), "an integer from 0 to 255"));
}

std::int64_t Decoder::duration(const Value& value) {
  // Go's UnmarshalJSON of both reads null as an empty text, which is no duration.
  if (!expect(value, Value::Kind::kString)) return 0;
  const auto parsed = go::parse_duration(value.as_string());
  if (!parsed) errors_.mismatch(path_, diag::quoted(value.as_string()), "a duration such as 30s or 1h15m");
  return parsed.value_or(0);
}

void Decoder::decode(const Value& value, Duration& out) { out.nanoseconds = duration(value); }

void Decoder::decode(const Value& value, MetaDuration& out) { out.nanoseconds = duration(value); }

void Decoder::decode(const Value& value, FreeForm& out) { out.value = with_float_numbers(value); }

void Decoder::decode(const Value& value, FreeFormMap& out) {
  if (!value.is_null() && expect(value, Value::Kind::kMapping)) out.value = with_float_numbers(value);
}

}  // namespace vmcp::model
