#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/types.h"
#include "core/yaml/value.h"

namespace vmcp::model {

/// Whether Go's omitempty would leave the value out.
inline bool is_empty(const std::string& value) { return value.empty(); }
inline bool is_empty(bool value) { return !value; }
inline bool is_empty(double value) { return value == 0; }
inline bool is_empty(const Duration& value) { return value.nanoseconds == 0; }
inline bool is_empty(const MetaDuration& value) { return value.nanoseconds == 0; }
inline bool is_empty(const FreeFormMap& value) { return value.value.members().empty(); }
inline bool is_empty(const yaml::Value& value) { return value.is_null(); }
/// Data.MarshalJSON of ToolHive writes an empty object or list as null, as which the cluster then has it.
inline bool is_empty(const std::optional<FreeForm>& value) {
  return !value || value->value.is_null() || (value->value.is_mapping() && value->value.members().empty()) ||
         (value->value.is_sequence() && value->value.items().empty());
}

template <std::integral T>
requires(!std::same_as<T, bool>) bool is_empty(T value) { return value == 0; }
template <class T>
bool is_empty(const std::optional<T>& value) {
  return !value.has_value();
}
template <class T>
bool is_empty(const Box<T>& value) {
  return !value.has_value();
}
template <class T>
bool is_empty(const std::vector<T>& values) {
  return values.empty();
}
template <class T>
bool is_empty(const std::map<std::string, T>& values) {
  return values.empty();
}
template <class T>
requires requires { T::rows(); }
bool is_empty(const T& value) {
  return std::apply([&](const auto&... row) { return (is_empty(value.*row.member) && ...); }, T::rows());
}

/// Puts members into yaml.v3's order of their keys.
void sort_keys(yaml::Mapping& members);

/// Encodes typed structs as yaml.v3 marshals the Go ones of one set of releases: struct fields in row order, maps in
/// yaml.v3's key order, empty fields left out where the row says omitempty, empty lists and maps otherwise written.
class Encoder {
 public:
  explicit Encoder(Set set) : set_(set) {}

  yaml::Value encode(const std::string& value) const { return yaml::Value{value}; }
  yaml::Value encode(bool value) const { return yaml::Value{value}; }
  yaml::Value encode(double value) const { return yaml::Value{value}; }
  yaml::Value encode(const Duration& value) const;
  yaml::Value encode(const MetaDuration& value) const;
  yaml::Value encode(const yaml::Value& value) const;
  yaml::Value encode(const FreeForm& value) const { return encode(value.value); }
  yaml::Value encode(const FreeFormMap& value) const { return encode(value.value); }

  template <std::integral T>
  requires(!std::same_as<T, bool>) yaml::Value encode(T value)
  const { return yaml::Value{static_cast<std::int64_t>(value)}; }

  template <class T>
  yaml::Value encode(const std::optional<T>& value) const {
    return value ? encode(*value) : yaml::Value{};
  }

  template <class T>
  yaml::Value encode(const Box<T>& value) const {
    return value.has_value() ? encode(*value) : yaml::Value{};
  }

  template <class T>
  yaml::Value encode(const std::vector<T>& values) const {
    yaml::Value result = yaml::Value::sequence();
    result.items().reserve(values.size());
    for (const T& value : values) result.push(encode(value));
    return result;
  }

  template <class T>
  yaml::Value encode(const std::map<std::string, T>& values) const {
    yaml::Value result = yaml::Value::mapping();
    result.members().reserve(values.size());
    for (const auto& [key, value] : values) result.members().push_back({key, encode(value), {}});
    sort_keys(result.members());
    return result;
  }

  template <class T>
  requires requires { T::rows(); }
  yaml::Value encode(const T& value) const {
    yaml::Value result = yaml::Value::mapping();
    const auto is_written = [&](const auto& row) {
      return is_alive(row, set_) && (row.presence != Presence::kOmitEmpty || !is_empty(value.*row.member));
    };
    const auto add = [&](const auto& row) {
      if (!is_written(row)) return;
      result.members().push_back({std::string(row.key), encode(value.*row.member), {}});
    };
    const auto add_all = [&](const auto&... row) {
      result.members().reserve((std::size_t{is_written(row)} + ... + 0));
      (add(row), ...);
    };
    std::apply(add_all, T::rows());
    return result;
  }

 private:
  Set set_;
};

template <class T>
yaml::Value encode(const T& value, Set set) {
  return Encoder(set).encode(value);
}

}  // namespace vmcp::model
