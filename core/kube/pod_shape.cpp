#include "core/kube/pod_shape.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "core/go/number.h"
#include "core/kube/quantity.h"
#include "core/kube/time.h"
#include "core/text/ascii.h"
#include "core/yaml/described.h"
#include "core/yaml/sorted_members.h"

namespace vmcp::kube {
namespace {

using diag::FieldPath;
using yaml::Member;
using yaml::Value;
using Base = Type::Base;
using Form = Type::Form;

/// What stands where something of type `base` should: a number where one of another range should, else the type alone.
std::string describe(const Value& value, Base base) {
  const bool in_question = base == Base::kInt32 || base == Base::kInt64 || base == Base::kIntOrString;
  return in_question && value.is_number() ? go::json_number(value.number()) : std::string(yaml::described(value));
}

/// An integer as the JSON that the API server hands on would hold it: `3.0` is written as `3` there.
std::optional<std::int64_t> integer(const Value& value, Base base) {
  std::int64_t result = 0;
  if (value.kind() == Value::Kind::kInt) {
    result = value.as_int();
  } else if (value.kind() == Value::Kind::kFloat && std::trunc(value.as_float()) == value.as_float() &&
             std::abs(value.as_float()) < 0x1p63) {
    result = static_cast<std::int64_t>(value.as_float());
  } else {
    return std::nullopt;
  }
  using Narrow = std::numeric_limits<std::int32_t>;
  const bool fits = base == Base::kInt64 || (result >= Narrow::min() && result <= Narrow::max());
  return fits ? std::optional(result) : std::nullopt;
}

/// Decodes JSON as encoding/json fills a Go value, which may hold something already: a field that is given twice,
/// in different case, is filled twice. The tree holds what was set, under the fields' proper names.
class Decoder {
 public:
  explicit Decoder(model::DecodeErrors& errors) : errors_(errors) {}

  void decode(const Value& value, const Type& type, const FieldPath& path, Value& out) {
    switch (type.form) {
      case Form::kList:
        return decode_list(value, type.element(), path, out);
      case Form::kMap:
        return decode_map(value, type.element(), path, out);
      case Form::kPointer:
        if (value.is_null()) {
          out = Value();
        } else {
          decode_plain(value, type, path, out);
        }
        return;
      case Form::kPlain:
        return decode_plain(value, type, path, out);
    }
  }

 private:
  void decode_plain(const Value& value, const Type& type, const FieldPath& path, Value& out) {
    if (type.base == Base::kStruct) return decode_struct(value, *type.shape, path, out);
    if (value.is_null()) return decode_null(type.base, out);
    std::optional<Value> decoded = scalar(value, type.base);
    if (decoded) {
      out = *std::move(decoded);
    } else {
      errors_.mismatch(path.str(), describe(value, type.base), expectation(type.base));
    }
  }

  void decode_struct(const Value& value, const Shape& shape, const FieldPath& path, Value& out) {
    if (value.is_null()) return;
    if (!value.is_mapping()) return errors_.mismatch(path.str(), yaml::described(value), "object");
    if (!out.is_mapping()) out = Value::mapping();
    for (const Member* member : yaml::sorted_members(value)) {
      const Field* field = shape.find(member->key);
      if (field == nullptr) continue;
      if (out.find(field->name) == nullptr) out.set(field->name, Value());
      decode(member->value, field->type, path / member->key, *out.find(field->name));
    }
  }

  void decode_list(const Value& value, const Type& element, const FieldPath& path, Value& out) {
    if (value.is_null()) {
      out = Value();
      return;
    }
    if (!value.is_sequence()) return errors_.mismatch(path.str(), yaml::described(value), "array");
    if (!out.is_sequence()) out = Value::sequence();
    out.items().resize(value.items().size());
    for (std::size_t i = 0; i < value.items().size(); ++i) decode(value.items()[i], element, path[i], out.items()[i]);
  }

  void decode_map(const Value& value, const Type& element, const FieldPath& path, Value& out) {
    if (value.is_null()) {
      out = Value();
      return;
    }
    if (!value.is_mapping()) return errors_.mismatch(path.str(), yaml::described(value), "object");
    const bool fresh = !out.is_mapping();
    if (fresh) out = Value::mapping();
    for (const Member& member : value.members()) {
      Value item;
      decode(member.value, element, path.key(member.key), item);
      // A search for each key of a huge map would take forever, and only a map that was there can have one already.
      if (fresh) {
        out.members().push_back({member.key, std::move(item), {}});
      } else {
        out.set(member.key, std::move(item));
      }
    }
  }

  /// Null leaves a Go value as it is, unless the type decodes itself and takes null for zero.
  static void decode_null(Base base, Value& out) {
    if (base == Base::kQuantity || base == Base::kTime) out = Value();
  }

  static std::optional<Value> scalar(const Value& value, Base base) {
    switch (base) {
      case Base::kString:
        return value.is_string() ? std::optional(Value(value.as_string())) : std::nullopt;
      case Base::kBool:
        return value.is_bool() ? std::optional(Value(value.as_bool())) : std::nullopt;
      case Base::kInt32:
      case Base::kInt64:
        return number(value, base);
      case Base::kIntOrString:
        return value.is_string() ? std::optional(Value(value.as_string())) : number(value, Base::kInt32);
      case Base::kQuantity:
        return quantity(value);
      case Base::kTime:
        return value.is_string() ? timestamp(value.as_string()) : std::nullopt;
      case Base::kRaw:
        return value;
      case Base::kStruct:
        break;
    }
    return std::nullopt;
  }

  static std::optional<Value> number(const Value& value, Base base) {
    const std::optional<std::int64_t> result = integer(value, base);
    return result ? std::optional(Value(*result)) : std::nullopt;
  }

  static std::optional<Value> quantity(const Value& value) {
    if (!value.is_string() && !value.is_number()) return std::nullopt;
    std::optional<std::string> text =
        canonical_quantity(value.is_string() ? std::string(text::trim(value.as_string())) : json_text(value));
    return text ? std::optional(Value(*std::move(text))) : std::nullopt;
  }

  static std::string json_text(const Value& value) {
    return value.kind() == Value::Kind::kInt ? std::to_string(value.as_int()) : go::json_number(value.number());
  }

  static std::optional<Value> timestamp(const std::string& text) {
    std::optional<std::string> utc = utc_timestamp(text);
    return utc ? std::optional(Value(*std::move(utc))) : std::nullopt;
  }

  static std::string_view expectation(Base base) {
    switch (base) {
      case Base::kBool:
        return "boolean";
      case Base::kInt32:
        return "a 32-bit integer";
      case Base::kInt64:
        return "a 64-bit integer";
      case Base::kIntOrString:
        return "a 32-bit integer or a string";
      case Base::kQuantity:
        return "a quantity such as 100m or 1Gi";
      case Base::kTime:
        return "a time such as 2006-01-02T15:04:05Z";
      default:
        return "string";
    }
  }

  model::DecodeErrors& errors_;
};

Value encode(const Value& value, const Type& type);

/// What a Go field that nothing filled is written as.
Value zero(const Type& type) {
  if (type.form != Form::kPlain) return {};
  switch (type.base) {
    case Base::kString:
      return "";
    case Base::kBool:
      return false;
    case Base::kInt32:
    case Base::kInt64:
    case Base::kIntOrString:
      return 0;
    case Base::kQuantity:
      return "0";
    case Base::kTime:
    case Base::kRaw:
      return {};
    case Base::kStruct:
      return encode(Value::mapping(), type);
  }
  return {};
}

/// As encoding/json's omitempty has it: structs, and types that write themselves, are never empty.
bool is_empty(const Value& value, const Type& type) {
  switch (type.form) {
    case Form::kPointer:
      return value.is_null();
    case Form::kList:
      return value.is_null() || value.items().empty();
    case Form::kMap:
      return value.is_null() || value.members().empty();
    case Form::kPlain:
      break;
  }
  switch (type.base) {
    case Base::kString:
    case Base::kBool:
    case Base::kInt32:
    case Base::kInt64:
      return value.is_null() || value == zero(type);
    default:
      return false;
  }
}

Value encode_struct(const Value& value, const Shape& shape) {
  Value result = Value::mapping();
  const Value unset;
  for (const Field& field : shape.fields) {
    const Value* found = value.find(field.name);
    const Value& member = found == nullptr ? unset : *found;
    if (field.omit_empty && is_empty(member, field.type)) continue;
    if (field.omit_zero && member.is_null()) continue;
    result.set(field.name, encode(member, field.type));
  }
  return result;
}

Value encode(const Value& value, const Type& type) {
  if (type.is_struct() && !(type.form == Form::kPointer && value.is_null())) return encode_struct(value, *type.shape);
  if (value.is_null()) return zero(type);
  if (type.form == Form::kList) {
    Value result = Value::sequence();
    for (const Value& item : value.items()) result.push(encode(item, type.element()));
    return result;
  }
  if (type.form == Form::kMap) {
    Value result = Value::mapping();
    for (const Member& member : value.members()) {
      result.members().push_back({member.key, encode(member.value, type.element()), {}});
    }
    return result;
  }
  return value;
}

void drop_nulls(Value& value, const Type& type);

/// An item has its place, even when it is null.
void fill_null(Value& item, const Type& type) {
  if (!item.is_null()) return drop_nulls(item, type);
  Value filled = type.is_struct() ? Value::mapping() : zero(type);
  filled.set_mark(item.mark());
  item = std::move(filled);
}

void drop_nulls(Value& value, const Type& type) {
  if (value.is_sequence()) {
    for (Value& item : value.items()) fill_null(item, type.element());
  } else if (value.is_mapping() && type.form == Form::kMap) {
    for (Member& member : value.members()) fill_null(member.value, type.element());
  } else if (value.is_mapping() && type.is_struct()) {
    std::erase_if(value.members(), [](const Member& member) { return member.value.is_null(); });
    for (Member& member : value.members()) {
      if (const Field* field = type.shape->find(member.key)) drop_nulls(member.value, field->type);
    }
  }
}

}  // namespace

Value without_nulls(Value value, const Shape& shape) {
  drop_nulls(value, {Form::kPlain, Base::kStruct, &shape});
  return value;
}

Value round_trip(const Value& value, const Shape& shape, const FieldPath& path, model::DecodeErrors& errors) {
  const Type root{Form::kPlain, Base::kStruct, &shape};
  Value decoded = Value::mapping();
  Decoder(errors).decode(value, root, path, decoded);
  return encode(decoded, root);
}

}  // namespace vmcp::kube
