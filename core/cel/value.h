#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "core/go/time.h"
#include "core/yaml/value.h"

namespace vmcp::cel {

class Value;
struct MapEntry;
struct Typing;

struct Text {
  std::string_view text;
};

struct Bytes {
  std::string_view bytes;
};

struct Duration {
  std::int64_t nanoseconds = 0;
};

/// Of what expressions make, a moment from year 1 to year 9999.
using Timestamp = go::Time;

/// A list, either in a document or made by the evaluation.
class List {
 public:
  /// The members by which items are told apart where their order does not count (`x-kubernetes-list-type`); none when
  /// each item is its own key.
  using Keys = std::vector<std::string>;

  /// `keys` is a null pointer where the order counts.
  explicit List(const yaml::Sequence& items, const Typing* typing = nullptr, const Keys* keys = nullptr)
      : document_(&items), typing_(typing), keys_(keys) {}
  explicit List(const std::vector<Value>& items, const Keys* keys = nullptr) : made_(&items), keys_(keys) {}

  const Keys* keys() const { return keys_; }
  std::size_t size() const;
  Value at(std::size_t index) const;

 private:
  const yaml::Sequence* document_ = nullptr;
  const std::vector<Value>* made_ = nullptr;
  const Typing* typing_ = nullptr;
  const Keys* keys_ = nullptr;
};

/// A map, either in a document (its keys are strings) or made by the evaluation.
class Map {
 public:
  using Entries = std::vector<MapEntry>;

  /// Null counts as absent in what a schema knows as an object, but not where it lets null stand under any key.
  explicit Map(const yaml::Mapping& members, const Typing* typing = nullptr, bool takes_null = false)
      : document_(&members), typing_(typing), takes_null_(takes_null || typing == nullptr) {}
  explicit Map(const Entries& entries) : made_(&entries) {}

  /// The mapping of the document; null pointer for a map that the evaluation made.
  const yaml::Mapping* document() const { return document_; }
  std::size_t size() const;
  Value key_at(std::size_t index) const;
  Value value_at(std::size_t index) const;
  const Typing* typing() const { return typing_; }
  /// Whether a member may be read although its value is null.
  bool takes_null() const { return takes_null_; }
  /// False when there is no such key; numbers are equal across kinds.
  bool find(const Value& key, Value& value) const;
  bool find(std::string_view key, Value& value) const;

 private:
  const yaml::Mapping* document_ = nullptr;
  const Entries* made_ = nullptr;
  const Typing* typing_ = nullptr;
  bool takes_null_ = true;
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
  static Value from(const yaml::Value& document, const Typing* typing = nullptr);

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

/// What a schema makes of values of a document where they do not show it, by where they are: a text that is a moment, a
/// list that is a set. Neither they nor this may move.
struct Typing {
  std::unordered_map<const yaml::Value*, Value> values;
  std::list<std::string> texts;  ///< of bytes
};

/// How two values of an ordered type stand; nothing comparable gives kNone, a NaN kUnordered.
enum class Order : std::uint8_t { kLess, kEqual, kGreater, kUnordered, kNone };
Order compare(const Value& a, const Value& b);

/// CEL's `==`: numbers across kinds, lists and maps by content, other kinds are unequal. Adds what it costs to `cost`.
bool equal(const Value& a, const Value& b, std::uint64_t& cost);

/// By what an item of a list with `keys` is told from others.
std::string key_of(const Value& item, const List::Keys& keys);

/// The UTF-8 length of `text` in code points.
std::size_t code_points(std::string_view text);

/// The byte at which the code point of this number begins, the text's size after the last; nothing past that.
std::optional<std::size_t> byte_of(std::string_view text, std::int64_t code_point);

}  // namespace vmcp::cel
