#pragma once

#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What fields of deliveries and kustomizations take, by the letter that their tables have.
struct ValueType {
  char letter;
  std::string_view what;
  bool (*is)(const yaml::Value& value);
};

/// `letter` is `b` (a boolean), `m` and `o` (a mapping), `n` (a number) or `s` (a text).
const ValueType& type_of(char letter);

/// What a value is, in the words of ValueType.
const char* kind_of(const yaml::Value& value);

}  // namespace vmcp::gitops
