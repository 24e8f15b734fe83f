#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "core/model/row.h"
#include "core/yaml/value.h"

namespace vmcp::model {

/// vmcp's own duration: a Go duration string in YAML and JSON, nanoseconds here.
struct Duration {
  std::int64_t nanoseconds = 0;
  bool operator==(const Duration&) const = default;
};

/// Kubernetes' metav1.Duration: read like Duration, but yaml.v3 writes it as `duration: 1m0s`.
struct MetaDuration {
  std::int64_t nanoseconds = 0;
  bool operator==(const MetaDuration&) const = default;
};

/// A free-form JSON value (`any` in Go, where all its numbers are float64).
struct FreeForm {
  yaml::Value value;
};

/// A free-form JSON object (`map[string]any`): null reads as empty, and an empty one is left out under omitempty.
struct FreeFormMap {
  yaml::Value value = yaml::Value::mapping();
};

/// An optional T on the heap with value semantics: what a recursive Go struct holds a pointer to itself for.
template <class T>
class Box {
 public:
  Box() = default;
  explicit Box(T value) : value_(std::make_unique<T>(std::move(value))) {}
  Box(const Box& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Box(Box&&) noexcept = default;
  Box& operator=(Box other) noexcept {
    value_ = std::move(other.value_);
    return *this;
  }
  ~Box() = default;

  bool has_value() const { return value_ != nullptr; }
  T& emplace() { return *(value_ = std::make_unique<T>()); }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return value_.get(); }
  const T* operator->() const { return value_.get(); }

 private:
  std::unique_ptr<T> value_;
};

/// core/v1 LocalObjectReference.
struct LocalObjectReference {
  std::string name;

  template <class T = LocalObjectReference>
  static constexpr auto rows() {
    return std::tuple{omitempty("name", &T::name)};
  }
};

/// core/v1 ConfigMapKeySelector.
struct ConfigMapKeySelector {
  std::string name;
  std::string key;
  std::optional<bool> optional;

  template <class T = ConfigMapKeySelector>
  static constexpr auto rows() {
    return std::tuple{omitempty("name", &T::name), always("key", &T::key), omitempty("optional", &T::optional)};
  }
};

}  // namespace vmcp::model
