#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::admission {

/// The names of the variables in `${NAME}` and `${NAME:=default}` of a text that nothing has substituted (Flux does,
/// before we read); `$${NAME}` is none.
std::vector<std::string_view> variables_in(std::string_view text);

/// Whether a value is a text with such a variable: what there will be is not known.
bool has_variable(const yaml::Value& value);

/// Whether a text is such that `text` comes of it for some values of its variables.
bool may_become(std::string_view with_variables, std::string_view text);

/// What to add to an error about `value` when it is a string with a `${VAR}` or `$VAR` that nothing has substituted
/// (Flux and envsubst do, before we read); empty when it is not.
std::string variable_hint(const yaml::Value& value);

}  // namespace vmcp::admission
