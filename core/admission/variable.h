#pragma once

#include <string>

#include "core/yaml/value.h"

namespace vmcp::admission {

/// What to add to an error about `value` when it is a string with a `${VAR}` or `$VAR` that nothing has substituted
/// (Flux and envsubst do, before we read); empty when it is not.
std::string variable_hint(const yaml::Value& value);

}  // namespace vmcp::admission
