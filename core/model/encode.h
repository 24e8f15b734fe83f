#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/go/natural_less.h"
#include "core/model/types.h"
#include "core/yaml/value.h"

namespace vmcp::model {

/// Encodes typed structs as yaml.v3 marshals the Go ones: struct fields in row order, maps in yaml.v3's key
/// order, empty fields left out where the row says omitempty, empty lists and maps otherwise written.
inline yaml::Value encode(const std::string& value) { return yaml::Value{value}; }
inline yaml::Value encode(bool value) { return yaml::Value{value}; }
inline yaml::Value encode(double value) { return yaml::Value{value}; }
yaml::Value encode(const Duration& value);
yaml::Value encode(const MetaDuration& value);
yaml::Value encode(const yaml::Value& value);
inline yaml::Value encode(const FreeForm& value) { return encode(value.value); }
inline yaml::Value encode(const FreeFormMap& value) { return encode(value.value); }

template <std::integral T>
requires(!std::same_as<T, bool>) yaml::Value encode(T value) { return yaml::Value{static_cast<std::int64_t>(value)}; }

template <class T>
yaml::Value encode(const std::optional<T>& value);
template <class T>
yaml::Value encode(const Box<T>& value);
template <class T>
yaml::Value encode(const std::vector<T>& values);
template <class T>
yaml::Value encode(const std::map<std::string, T>& values);
template <class T>
requires requires { T::rows(); }
yaml::Value encode(const T& value);

/// Whether Go's omitempty would leave the value out.
inline bool is_empty(const std::string& value) { return value.empty(); }
inline bool is_empty(bool value) { return !value; }
inline bool is_empty(double value) { return value == 0; }
inline bool is_empty(const Duration& value) { return value.nanoseconds == 0; }
inline bool is_empty(const MetaDuration& value) { return value.nanoseconds == 0; }
inline bool is_empty(const FreeFormMap& value) { return value.value.members().empty(); }
inline bool is_empty(const yaml::Value& value) { return value.is_null(); }

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

template <class T>
yaml::Value encode(const std::optional<T>& value) {
  return value ? encode(*value) : yaml::Value{};
}

template <class T>
yaml::Value encode(const Box<T>& value) {
  return value.has_value() ? encode(*value) : yaml::Value{};
}

template <class T>
yaml::Value encode(const std::vector<T>& values) {
  yaml::Value result = yaml::Value::sequence();
  result.items().reserve(values.size());
  for (const T& value : values) result.push(encode(value));
  return result;
}

template <class T>
yaml::Value encode(const std::map<std::string, T>& values) {
  yaml::Value result = yaml::Value::mapping();
  for (const auto& [key, value] : values) result.members().push_back({key, encode(value), {}});
  std::ranges::stable_sort(result.members(), go::natural_less, &yaml::Member::key);
  return result;
}

template <class T>
requires requires { T::rows(); }
yaml::Value encode(const T& value) {
  yaml::Value result = yaml::Value::mapping();
  const auto add = [&](const auto& row) {
    const auto& member = value.*row.member;
    if (row.presence == Presence::kOmitEmpty && is_empty(member)) return;
    result.members().push_back({std::string(row.key), encode(member), {}});
  };
  std::apply([&](const auto&... row) { (add(row), ...); }, T::rows());
  return result;
}

}  // namespace vmcp::model
