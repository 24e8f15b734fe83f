#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::admission::cel {

class Value;
struct MapEntry;

struct Text {
  std::string_view text;
};

struct Bytes {
  std::string_view bytes;
};

struct Duration {
  std::int64_t nanoseconds = 0;
};

/// A moment from year 1 to year 9999.
struct Timestamp {
  std::int64_t seconds = 0;  ///< since 1970-01-01T00:00:00Z
  std::int32_t nanoseconds = 0;
  std::int32_t zone_seconds = 0;  ///< the offset that it was written with, and prints with
};

/// A list, either in a document or made by the evaluation.
class List {
 public:
  explicit List(const yaml::Sequence& items) : document_(&items) {}
  explicit List(const std::vector<Value>& items) : made_(&items) {}

  std::size_t size() const;
  Value at(std::size_t index) const;

 private:
  const yaml::Sequence* document_ = nullptr;
  const std::vector<Value>* made_ = nullptr;
};

/// A map, either in a document (its keys are strings) or made by the evaluation.
class Map {
 public:
  using Entries = std::vector<MapEntry>;

  explicit Map(const yaml::Mapping& members) : document_(&members) {}
  explicit Map(const Entries& entries) : made_(&entries) {}

  /// The mapping of the document; null pointer for a map that the evaluation made.
  const yaml::Mapping* document() const { return document_; }
  std::size_t size() const;
  Value key_at(std::size_t index) const;
  Value value_at(std::size_t index) const;
  /// False when there is no such key; numbers are equal across kinds.
  bool find(const Value& key, Value& value) const;
  bool find(std::string_view key, Value& value) const;

 private:
  const yaml::Mapping* document_ = nullptr;
  const Entries* made_ = nullptr;
};

/// A type as a value: `int`, `google.protobuf.Timestamp`.
struct TypeName {
  std::string_view name;
};

struct Error {
  std::string_view message;
};

/// A CEL value while a program runs. It owns nothing: texts, lists and maps live in the program, the bound documents or
/// the evaluation.
class Value {
 public:
  using Data = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, Text, Bytes, Duration, Timestamp,
                            List, Map, TypeName, Error>;

  Value() = default;
  template <typename T>
  explicit Value(T data) : data_(std::move(data)) {}
  static Value from(const yaml::Value& document);

  template <typename T>
  const T* get() const {
    return std::get_if<T>(&data_);
  }
  bool is_error() const { return get<Error>() != nullptr; }
  bool is_null() const { return get<std::monostate>() != nullptr; }
  bool is_number() const { return get<std::int64_t>() || get<std::uint64_t>() || get<double>(); }
  bool is_true() const { return get<bool>() != nullptr && *get<bool>(); }
  bool is_false() const { return get<bool>() != nullptr && !*get<bool>(); }

  /// As `type()` names it.
  std::string_view type_name() const;
  yaml::Value to_document() const;

 private:
  Data data_;
};

struct MapEntry {
  Value key;
  Value value;
};

/// How two values of an ordered type stand; nothing comparable gives kNone, a NaN kUnordered.
enum class Order : std::uint8_t { kLess, kEqual, kGreater, kUnordered, kNone };
Order compare(const Value& a, const Value& b);

/// CEL's `==`: numbers across kinds, lists and maps by content, other kinds are unequal. Adds what it costs to `cost`.
bool equal(const Value& a, const Value& b, std::uint64_t& cost);

/// The UTF-8 length of `text` in code points.
std::size_t code_points(std::string_view text);

/// The byte at which the code point of this number begins, the text's size after the last; nothing past that.
std::optional<std::size_t> byte_of(std::string_view text, std::int64_t code_point);

}  // namespace vmcp::admission::cel
