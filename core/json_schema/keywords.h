#pragma once

#include <vector>

#include "core/diag/field_path.h"
#include "core/yaml/unknown_key.h"
#include "core/yaml/value.h"

namespace vmcp::json_schema {

/// The keys of a schema at `at` and of those in it that look like misspelt keywords. A schema may have keys of anyone's
/// making: those that resemble no keyword are none of these, nor is one that begins with "x-".
std::vector<yaml::UnknownKey> misspelt_keywords(const yaml::Value& schema, const diag::FieldPath& at = {});

}  // namespace vmcp::json_schema
