#include "core/gitops/value_type.h"

#include <algorithm>
#include <array>

namespace vmcp::gitops {
namespace {

using yaml::Value;

constexpr std::array kTypes = {
    ValueType{'b', "true or false", [](const Value& value) { return value.is_bool(); }},
    ValueType{'m', "a mapping", [](const Value& value) { return value.is_mapping(); }},
    ValueType{'n', "a number", [](const Value& value) { return value.is_number(); }},
    ValueType{'o', "a mapping", [](const Value& value) { return value.is_mapping(); }},
    ValueType{'s', "a text", [](const Value& value) { return value.is_string(); }},
};

}  // namespace

const ValueType& type_of(char letter) { return *std::ranges::find(kTypes, letter, &ValueType::letter); }

const char* kind_of(const Value& value) {
  if (value.is_bool()) return "a boolean";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "a text";
  return value.is_sequence() ? "a list" : "a mapping";
}

}  // namespace vmcp::gitops
