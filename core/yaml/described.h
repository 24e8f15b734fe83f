#pragma once

#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::yaml {

/// What a value is, for messages that must not show it: `a string`, `an integer`, `an object`, `null`.
std::string_view described(const Value& value);

}  // namespace vmcp::yaml
