#pragma once

#include "core/admission/findings.h"
#include "core/admission/schema.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// Makes `root`, a custom resource without its status, what the API server would store, in one walk: unknown fields
/// are found and dropped, nulls pruned, defaults set, numbers made the type that the schema wants; values, list
/// types and rules are checked. `metadata` is left to metadata.h.
///
/// A rule is judged only over values that are whole: where a field is misspelt, missing, of the wrong type or too long,
/// the rules above it would accuse what is a consequence.
void apply_schema(yaml::Value& root, const Schema& schema, const Findings& findings);

}  // namespace vmcp::admission
