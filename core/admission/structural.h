#pragma once

#include "core/admission/effort.h"
#include "core/admission/field_places.h"
#include "core/admission/findings.h"
#include "core/admission/object.h"
#include "core/admission/other_releases.h"
#include "core/admission/reporter.h"
#include "core/admission/schema.h"
#include "core/admission/step.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// Makes `root`, a custom resource without its status, what the API server would store, in one walk: unknown fields
/// are found and dropped, nulls pruned, defaults set, numbers made the type that the schema wants; values, list
/// types and rules are checked. `metadata` is left to metadata.h.
///
/// A rule is judged only over values that are whole: where a field is misspelt, missing, of the wrong type or too long,
/// the rules above it would accuse what is a consequence.
///
/// A refusal says which other releases take what is refused, as far as `others` (null pointer: nothing) knows. False
/// where the object has something in a form that only an older operator takes, and which is not understood. Rules have
/// the object's budget. What costs much is left out when there is nothing left of `effort` (null pointer: nothing
/// bounds it).
bool apply_schema(yaml::Value& root, const Schema& schema, const Object& object, const OtherReleases* others,
                  const Reporter& reporter, Effort* effort = nullptr);

/// Whether a schema takes a value as a field at `at`, but for what has a cure of its own. Nothing is said of a value
/// with an unsubstituted `${VAR}`. `findings` and `places` are those of the object; nothing is added.
bool accepts(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings,
             const FieldPlaces& places);

}  // namespace vmcp::admission
