#pragma once

#include <string>
#include <vector>

#include "core/diag/field_path.h"
#include "core/yaml/value.h"

namespace vmcp::json_schema {

struct Fault {
  diag::FieldPath path;  ///< below `at`
  std::string message;
};

/// What makes a JSON schema of a composite tool unusable, as ValidateJSONSchema (gojsonschema's compiler) has it; empty
/// when it compiles. `at` is where the schema stands. Nothing is ever fetched: a `$ref` to anything but this document
/// and the metaschemas of draft 4, 6 and 7 is a fault, as in a cluster without a way out.
std::vector<Fault> check(const yaml::Value& schema, const diag::FieldPath& at = {});

}  // namespace vmcp::json_schema
