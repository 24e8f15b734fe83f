#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::render {

/// Whether a secret stands where the parts of a path lead to in an object of a kind.
bool is_secret_field(std::string_view kind, const std::vector<std::string>& parts);

/// Adds the texts of a value that a build takes from such a field, or puts there.
void add_texts(const yaml::Value& value, std::vector<std::string>& texts);

}  // namespace vmcp::render
