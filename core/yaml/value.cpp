#include "core/yaml/value.h"

#include <algorithm>

#include "core/yaml/sorted_members.h"

namespace vmcp::yaml {
namespace {

/// Found by their lengths and last characters first: neighbours often begin alike, and comparing all of a key is a
/// call.
template <class Members>
auto find_key(Members& members, std::string_view key) {
  return std::ranges::find_if(members, [key](const Member& member) {
    return member.key.size() == key.size() && (key.empty() || member.key.back() == key.back()) && member.key == key;
  });
}

}  // namespace

Value::Value(Sequence value) : data_(std::move(value)) {}
Value::Value(Mapping value) : data_(std::move(value)) {}

// libstdc++ takes a variant of these types for one that always holds a value, and destroys it even where a copy has
// thrown before it held any. So the copy is made first, and what could not throw takes it.
Value::Value(const Value& other) : mark_(other.mark_) {
  std::visit(
      [this](const auto& held) {
        auto copy = held;
        data_ = std::move(copy);
      },
      other.data_);
}

Value& Value::operator=(const Value& other) {
  Value copy(other);
  return *this = std::move(copy);
}

Value Value::mapping() { return Value{Mapping{}}; }
Value Value::sequence() { return Value{Sequence{}}; }

double Value::number() const {
  switch (kind()) {
    case Kind::kInt:
      return static_cast<double>(as_int());
    case Kind::kUint:
      return static_cast<double>(as_uint());
    default:
      return as_float();
  }
}

const Member* Value::find_member(std::string_view key) const {
  if (!is_mapping()) return nullptr;
  const auto found = find_key(members(), key);
  return found == members().end() ? nullptr : &*found;
}

const Value* Value::find(std::string_view key) const {
  const Member* member = find_member(key);
  return member == nullptr ? nullptr : &member->value;
}

Value* Value::find(std::string_view key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

std::string_view Value::string_at(std::string_view key) const {
  const Value* value = find(key);
  return value != nullptr && value->is_string() ? std::string_view{value->as_string()} : std::string_view{};
}

Value& Value::set(std::string_view key, Value value) & {
  if (Value* existing = find(key)) {
    *existing = std::move(value);
  } else if (is_mapping()) {
    // Mappings are made for several members.
    constexpr std::size_t kUsual = 4;
    if (members().capacity() == 0) members().reserve(kUsual);
    members().push_back(Member{std::string(key), std::move(value), Mark{}});
  }
  return *this;
}

bool Value::erase(std::string_view key) {
  if (!is_mapping()) return false;
  const auto found = find_key(members(), key);
  if (found == members().end()) return false;
  members().erase(found);
  return true;
}

Value& Value::push(Value value) & {
  if (is_sequence()) items().push_back(std::move(value));
  return *this;
}

bool Value::operator==(const Value& other) const {
  if (kind() != other.kind()) return false;
  if (!is_mapping()) return data_ == other.data_;
  // Most often both have their members in the same order.
  if (std::ranges::equal(members(), other.members(), {}, &Member::key, &Member::key)) {
    return std::ranges::equal(members(), other.members(), {}, &Member::value, &Member::value);
  }
  const auto is_alike = [](const Member* one, const Member* beside) {
    return one->key == beside->key && one->value == beside->value;
  };
  return members().size() == other.members().size() &&
         std::ranges::equal(sorted_members(*this), sorted_members(other), is_alike);
}

std::string_view kind_name(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::kNull:
      return "null";
    case Value::Kind::kBool:
      return "boolean";
    case Value::Kind::kInt:
    case Value::Kind::kUint:
      return "integer";
    case Value::Kind::kFloat:
      return "number";
    case Value::Kind::kString:
      return "string";
    case Value::Kind::kSequence:
      return "array";
    case Value::Kind::kMapping:
      return "object";
  }
  return "";
}

}  // namespace vmcp::yaml
