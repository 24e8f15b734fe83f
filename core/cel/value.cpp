#include "core/cel/value.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <unordered_map>

#include "core/cel/time.h"
#include "core/text/utf8.h"

namespace vmcp::cel {
namespace {

constexpr std::array<std::string_view, std::variant_size_v<Value::Data>> kTypeNames = {"null_type",
                                                                                       "bool",
                                                                                       "int",
                                                                                       "uint",
                                                                                       "double",
                                                                                       "string",
                                                                                       "bytes",
                                                                                       "google.protobuf.Duration",
                                                                                       "google.protobuf.Timestamp",
                                                                                       "list",
                                                                                       "map",
                                                                                       "type",
                                                                                       "error"};

constexpr double kTwoTo63 = 9223372036854775808.0;
constexpr double kTwoTo64 = 2 * kTwoTo63;

template <typename T>
Order order(const T& a, const T& b) {
  if (a < b) return Order::kLess;
  if (b < a) return Order::kGreater;
  return a == b ? Order::kEqual : Order::kUnordered;
}

Order reversed(Order given) {
  if (given == Order::kLess) return Order::kGreater;
  return given == Order::kGreater ? Order::kLess : given;
}

Order order_double_and_int(double a, std::int64_t b) {
  if (a > kTwoTo63) return Order::kGreater;
  if (a < -kTwoTo63) return Order::kLess;
  return order(a, static_cast<double>(b));
}

Order order_double_and_uint(double a, std::uint64_t b) {
  if (a > kTwoTo64) return Order::kGreater;
  if (a < 0) return Order::kLess;
  return order(a, static_cast<double>(b));
}

Order order_numbers(const Value& a, const Value& b) {
  if (const double* number = a.get<double>()) {
    if (const double* other = b.get<double>()) return order(*number, *other);
    if (const std::int64_t* other = b.get<std::int64_t>()) return order_double_and_int(*number, *other);
    return order_double_and_uint(*number, *b.get<std::uint64_t>());
  }
  if (b.get<double>() != nullptr) return reversed(order_numbers(b, a));
  const std::int64_t* a_int = a.get<std::int64_t>();
  const std::int64_t* b_int = b.get<std::int64_t>();
  if (a_int != nullptr && b_int != nullptr) return order(*a_int, *b_int);
  if (a_int != nullptr) {
    if (*a_int < 0) return Order::kLess;
    return order(static_cast<std::uint64_t>(*a_int), *b.get<std::uint64_t>());
  }
  if (b_int != nullptr) return reversed(order_numbers(b, a));
  return order(*a.get<std::uint64_t>(), *b.get<std::uint64_t>());
}

/// As Equal of unstructuredSetList and unstructuredMapList of k8s.io/apiserver.
bool equal_by_keys(const List& a, const List& b, std::uint64_t& cost) {
  constexpr std::uint64_t kForKey = 16;
  cost += kForKey * a.size();
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < a.size(); ++i) places.emplace(key_of(a.at(i), *a.keys()), i);
  for (std::size_t i = 0; i < b.size(); ++i) {
    const auto place = places.find(key_of(b.at(i), *a.keys()));
    if (place == places.end() || !equal(a.at(place->second), b.at(i), cost)) return false;
  }
  return true;
}

bool equal_lists(const List& a, const List& b, std::uint64_t& cost) {
  if (a.size() != b.size()) return false;
  if (a.keys() != nullptr) return equal_by_keys(a, b, cost);
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!equal(a.at(i), b.at(i), cost)) return false;
  }
  return true;
}

/// As equal_maps() for maps of a document, in time that is linear in their size.
bool equal_documents(const Map& a, const Map& b, std::uint64_t& cost) {
  std::unordered_map<std::string_view, const yaml::Value*> values;
  for (const yaml::Member& member : *b.document()) values.emplace(member.key, &member.value);
  cost += b.size();
  return std::ranges::all_of(*a.document(), [&](const yaml::Member& member) {
    const auto other = values.find(member.key);
    return other != values.end() &&
           equal(Value::from(member.value, a.typing()), Value::from(*other->second, b.typing()), cost);
  });
}

bool equal_maps(const Map& a, const Map& b, std::uint64_t& cost) {
  if (a.size() != b.size()) return false;
  if (a.document() != nullptr && b.document() != nullptr) return equal_documents(a, b, cost);
  for (std::size_t i = 0; i < a.size(); ++i) {
    cost += b.size();
    Value other;
    if (!b.find(a.key_at(i), other) || !equal(a.value_at(i), other, cost)) return false;
  }
  return true;
}

}  // namespace

std::size_t List::size() const { return document_ != nullptr ? document_->size() : made_->size(); }

Value List::at(std::size_t index) const {
  return document_ != nullptr ? Value::from((*document_)[index], typing_) : (*made_)[index];
}

std::size_t Map::size() const { return document_ != nullptr ? document_->size() : made_->size(); }

Value Map::key_at(std::size_t index) const {
  return document_ != nullptr ? Value(Text{(*document_)[index].key}) : (*made_)[index].key;
}

Value Map::value_at(std::size_t index) const {
  return document_ != nullptr ? Value::from((*document_)[index].value, typing_) : (*made_)[index].value;
}

bool Map::find(std::string_view key, Value& value) const {
  if (made_ != nullptr) return find(Value(Text{key}), value);
  const auto member = std::find_if(document_->begin(), document_->end(), [key](const auto& m) { return m.key == key; });
  if (member == document_->end() || (!takes_null_ && member->value.is_null())) return false;
  value = Value::from(member->value, typing_);
  return true;
}

bool Map::find(const Value& key, Value& value) const {
  if (document_ != nullptr) {
    const Text* text = key.get<Text>();
    return text != nullptr && find(text->text, value);
  }
  std::uint64_t cost = 0;
  const auto entry = std::find_if(made_->begin(), made_->end(),
                                  [&](const auto& candidate) { return equal(candidate.key, key, cost); });
  if (entry == made_->end()) return false;
  value = entry->value;
  return true;
}

Value Value::from(const yaml::Value& document, const Typing* typing) {
  if (typing != nullptr) {
    if (const auto typed = typing->values.find(&document); typed != typing->values.end()) return typed->second;
  }
  switch (document.kind()) {
    case yaml::Value::Kind::kNull:
      return {};
    case yaml::Value::Kind::kBool:
      return Value(document.as_bool());
    case yaml::Value::Kind::kInt:
      return Value(document.as_int());
    case yaml::Value::Kind::kUint:
      return Value(document.as_uint());
    case yaml::Value::Kind::kFloat:
      return Value(document.as_float());
    case yaml::Value::Kind::kString:
      return Value(Text{document.as_string()});
    case yaml::Value::Kind::kSequence:
      return Value(List(document.items(), typing));
    case yaml::Value::Kind::kMapping:
      return Value(Map(document.members(), typing));
  }
  return {};
}

std::string_view Value::type_name() const { return kTypeNames[data_.index()]; }

yaml::Value Value::to_document() const {
  if (const bool* flag = get<bool>()) return *flag;
  if (const std::int64_t* number = get<std::int64_t>()) return *number;
  if (const std::uint64_t* number = get<std::uint64_t>()) return *number;
  if (const double* number = get<double>()) return *number;
  if (const Text* text = get<Text>()) return text->text;
  if (const Bytes* bytes = get<Bytes>()) return bytes->bytes;
  if (const Duration* duration = get<Duration>()) return format(*duration);
  if (const Timestamp* timestamp = get<Timestamp>()) return go::format_time(*timestamp);
  if (const TypeName* type = get<TypeName>()) return type->name;
  if (const List* list = get<List>()) {
    yaml::Value sequence = yaml::Value::sequence();
    for (std::size_t i = 0; i < list->size(); ++i) sequence.push(list->at(i).to_document());
    return sequence;
  }
  if (const Map* map = get<Map>()) {
    yaml::Value mapping = yaml::Value::mapping();
    for (std::size_t i = 0; i < map->size(); ++i) {
      const yaml::Value key = map->key_at(i).to_document();
      if (key.is_string()) mapping.set(key.as_string(), map->value_at(i).to_document());
    }
    return mapping;
  }
  return nullptr;
}

Order compare(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return order_numbers(a, b);
  if (a.get<bool>() && b.get<bool>()) return order(*a.get<bool>(), *b.get<bool>());
  if (a.get<Text>() && b.get<Text>()) return order(a.get<Text>()->text, b.get<Text>()->text);
  if (a.get<Bytes>() && b.get<Bytes>()) return order(a.get<Bytes>()->bytes, b.get<Bytes>()->bytes);
  if (a.get<Duration>() && b.get<Duration>()) {
    return order(a.get<Duration>()->nanoseconds, b.get<Duration>()->nanoseconds);
  }
  if (a.get<Timestamp>() && b.get<Timestamp>()) {
    const Timestamp& left = *a.get<Timestamp>();
    const Timestamp& right = *b.get<Timestamp>();
    return order(std::pair(left.seconds, left.nanoseconds), std::pair(right.seconds, right.nanoseconds));
  }
  return Order::kNone;
}

bool equal(const Value& a, const Value& b, std::uint64_t& cost) {
  ++cost;
  if (a.is_null() && b.is_null()) return true;
  if (a.get<List>() && b.get<List>()) return equal_lists(*a.get<List>(), *b.get<List>(), cost);
  if (a.get<Map>() && b.get<Map>()) return equal_maps(*a.get<Map>(), *b.get<Map>(), cost);
  if (a.get<TypeName>() && b.get<TypeName>()) return a.get<TypeName>()->name == b.get<TypeName>()->name;
  if (a.get<Text>() && b.get<Text>()) cost += a.get<Text>()->text.size() / 16;
  return compare(a, b) == Order::kEqual;
}

std::string key_of(const Value& item, const List::Keys& keys) {
  std::string key;
  const auto add = [&key](const Value& value) {
    const yaml::Value document = value.to_document();
    key += value.type_name();
    if (document.is_string()) {
      key += document.as_string();
    } else if (document.is_bool() || document.is_number()) {
      key += document.is_bool()                           ? std::to_string(static_cast<int>(document.as_bool()))
             : document.kind() == yaml::Value::Kind::kInt ? std::to_string(document.as_int())
                                                          : std::to_string(document.number());
    }
    key += '\0';
  };
  if (keys.empty()) add(item);
  for (const std::string& name : keys) {
    Value member;
    if (const Map* map = item.get<Map>()) map->find(name, member);
    add(member);
  }
  return key;
}

std::size_t code_points(std::string_view text) { return text::count_characters(text); }

std::optional<std::size_t> byte_of(std::string_view text, std::int64_t code_point) {
  if (code_point < 0) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text::continues_character(text[i])) continue;
    if (code_point-- == 0) return i;
  }
  return code_point == 0 ? std::optional(text.size()) : std::nullopt;
}

}  // namespace vmcp::cel
