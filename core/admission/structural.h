#pragma once

#include "core/admission/object.h"
#include "core/admission/other_releases.h"
#include "core/admission/reporter.h"
#include "core/admission/schema.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// Makes `root`, a custom resource without its status, what the API server would store, in one walk: unknown fields
/// are found and dropped, nulls pruned, defaults set, numbers made the type that the schema wants; values, list
/// types and rules are checked. `metadata` is left to metadata.h.
///
/// A rule is judged only over values that are whole: where a field is misspelt, missing, of the wrong type or too long,
/// the rules above it would accuse what is a consequence.
///
/// A refusal says which other releases take what is refused, as far as `others` (null pointer: nothing) knows.
void apply_schema(yaml::Value& root, const Schema& schema, const Object& object, const OtherReleases* others,
                  const Reporter& reporter);

}  // namespace vmcp::admission
