#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace vmcp::yaml {

/// Where a key or value stands: an index into source::Sources, line and column from 1.
/// A value that no input holds (a default, something rendered) has line 0.
struct Mark {
  std::uint32_t source = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  bool known() const { return line != 0; }
  auto operator<=>(const Mark&) const = default;
};

class Value;
struct Member;
using Sequence = std::vector<Value>;
/// Members in the order in which they were written; keys are unique.
using Mapping = std::vector<Member>;

/// A located value: what JSON can say, as Go's sigs.k8s.io/yaml would have read it.
///
/// Numbers are int64 where JSON text without a fraction or exponent fits one (`1e3` reads as 1000, as it does
/// in the API server), uint64 above that, otherwise double. Values without marks are made by the renderer.
class Value {
 public:
  enum class Kind : std::uint8_t { kNull, kBool, kInt, kUint, kFloat, kString, kSequence, kMapping };

  Value() = default;
  Value(const Value& other);
  Value(Value&& other) noexcept = default;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept = default;
  ~Value() = default;
  Value(std::nullptr_t);
  Value(bool value);
  Value(int value);
  Value(std::int64_t value);
  Value(std::uint64_t value);
  Value(double value);
  Value(std::string value);
  Value(std::string_view value);
  Value(const char* value);
  Value(Sequence value);
  Value(Mapping value);

  /// An empty mapping and an empty sequence, to be filled with set() and push().
  static Value mapping();
  static Value sequence();

  Kind kind() const { return static_cast<Kind>(data_.index()); }
  bool is_null() const { return kind() == Kind::kNull; }
  bool is_bool() const { return kind() == Kind::kBool; }
  bool is_string() const { return kind() == Kind::kString; }
  bool is_sequence() const { return kind() == Kind::kSequence; }
  bool is_mapping() const { return kind() == Kind::kMapping; }
  bool is_number() const { return kind() == Kind::kInt || kind() == Kind::kUint || kind() == Kind::kFloat; }

  /// Accessors; the kind must be the one asked for.
  bool as_bool() const { return std::get<bool>(data_); }
  std::int64_t as_int() const { return std::get<std::int64_t>(data_); }
  std::uint64_t as_uint() const { return std::get<std::uint64_t>(data_); }
  double as_float() const { return std::get<double>(data_); }
  const std::string& as_string() const { return std::get<std::string>(data_); }
  const Sequence& items() const { return std::get<Sequence>(data_); }
  Sequence& items() { return std::get<Sequence>(data_); }
  const Mapping& members() const { return std::get<Mapping>(data_); }
  Mapping& members() { return std::get<Mapping>(data_); }

  /// Any number as a double.
  double number() const;

  /// The value at `key` of a mapping; null pointer when this is no mapping or has no such key.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  const Member* find_member(std::string_view key) const;
  /// As find(), and then the value must be a string; otherwise an empty view.
  std::string_view string_at(std::string_view key) const;

  /// Sets `key` of a mapping, replacing its value or appending; nothing happens to what is no mapping. Returns the
  /// value, to chain calls.
  Value& set(std::string_view key, Value value) &;
  Value&& set(std::string_view key, Value value) &&;
  /// Removes `key` of a mapping; false when it was not there, or this is no mapping.
  bool erase(std::string_view key);
  /// Appends to a sequence; nothing happens to what is no sequence. Returns the value, to chain calls.
  Value& push(Value value) &;
  Value&& push(Value value) &&;

  const Mark& mark() const { return mark_; }
  void set_mark(Mark mark) { mark_ = mark; }

  /// Same content: kinds, numbers by kind, members in any order; marks do not count.
  bool operator==(const Value& other) const;

 private:
  // Marks stand in the padding of what is before them.
  [[no_unique_address]] std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Sequence,
                                     Mapping>
      data_;
  Mark mark_;
};

struct Member {
  std::string key;
  [[no_unique_address]] Value value;
  Mark key_mark;

  bool operator==(const Member& other) const { return key == other.key && value == other.value; }
};
static_assert(sizeof(Member) <= 12 * sizeof(void*), "an input's memory is mostly members");

// Here, since they need a complete Member.
inline Value&& Value::set(std::string_view key, Value value) && { return std::move(set(key, std::move(value))); }
inline Value&& Value::push(Value value) && { return std::move(push(std::move(value))); }
inline Value::Value(std::nullptr_t) {}
inline Value::Value(bool value) : data_(value) {}
inline Value::Value(int value) : data_(std::int64_t{value}) {}
inline Value::Value(std::int64_t value) : data_(value) {}
inline Value::Value(std::uint64_t value) : data_(value) {}
inline Value::Value(double value) : data_(value) {}
inline Value::Value(std::string value) : data_(std::move(value)) {}
inline Value::Value(std::string_view value) : data_(std::string(value)) {}
inline Value::Value(const char* value) : data_(std::string(value)) {}

/// Name of a kind as the API server says it: null, boolean, integer, number, string, array, object.
std::string_view kind_name(Value::Kind kind);

}  // namespace vmcp::yaml
