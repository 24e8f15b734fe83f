#pragma once

#include "core/admission/findings.h"
#include "core/admission/schema.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// Checks that `value` is of the schema's type. A number becomes the type that is wanted: a float without fraction
/// an integer, an integer a float.
bool check_type(yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings);

/// Checks a value of the right type against the schema's enum, lengths, pattern, format, bounds and counts, not
/// looking into its members and items; then against allOf, anyOf, oneOf and not. False when a finding is one that
/// keeps the API server from judging rules.
bool check_value(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings);

/// Judges one rule over `value`, unless what the object's rules may cost has been spent.
void check_rule(const yaml::Value& value, const Rule& rule, const Step& at, const Findings& findings,
                const cel::Typing& typing, cel::Budget& budget);

}  // namespace vmcp::admission
