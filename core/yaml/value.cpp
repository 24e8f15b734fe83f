#include "core/yaml/value.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "core/yaml/location.h"

namespace vmcp::yaml {

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
  const auto found = std::ranges::find(members(), key, &Member::key);
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
    members().push_back(Member{std::string(key), std::move(value), Mark{}});
  }
  return *this;
}

bool Value::erase(std::string_view key) {
  if (!is_mapping()) return false;
  const auto found = std::ranges::find(members(), key, &Member::key);
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
  if (members().size() != other.members().size()) return false;
  return std::ranges::all_of(members(), [&](const Member& member) {
    const Value* match = other.find(member.key);
    return match != nullptr && member.value == *match;
  });
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

Location find_location(const Value& root, std::string_view field_path, MemberSearch* search) {
  const auto find_member = [&](const Value& value, std::string_view key) {
    return search == nullptr ? value.find_member(key) : search->find(value, key);
  };
  const Value* at = &root;
  Mark mark = root.mark();
  while (!field_path.empty()) {
    std::string_view part;
    if (field_path.front() == '[') {
      // A map key in brackets may itself hold brackets; the path's writer does not escape them, so the
      // longest key that the mapping has is the one meant.
      std::size_t close = field_path.find(']');
      if (close == std::string_view::npos) return {nullptr, mark};
      part = field_path.substr(1, close - 1);
      while (at->is_mapping() && find_member(*at, part) == nullptr) {
        const std::size_t next = field_path.find(']', close + 1);
        if (next == std::string_view::npos) break;
        close = next;
        part = field_path.substr(1, close - 1);
      }
      field_path.remove_prefix(close + 1);
    } else {
      if (field_path.front() == '.') field_path.remove_prefix(1);
      part = field_path.substr(0, field_path.find_first_of(".["));
      field_path.remove_prefix(part.size());
    }
    if (at->is_sequence()) {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
      if (error != std::errc{} || end != part.data() + part.size() || index >= at->items().size()) {
        return {nullptr, mark};
      }
      at = &at->items()[index];
      if (at->mark().known()) mark = at->mark();
    } else {
      const Member* member = find_member(*at, part);
      if (member == nullptr) return {nullptr, mark};
      at = &member->value;
      if (member->key_mark.known()) mark = member->key_mark;
    }
  }
  return {at, mark};
}

Mark locate(const Value& root, std::string_view field_path) { return find_location(root, field_path).mark; }

}  // namespace vmcp::yaml
