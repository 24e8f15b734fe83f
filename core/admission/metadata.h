#pragma once

#include "core/admission/findings.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// Checks `metadata` of an object as the API server decodes and validates ObjectMeta: unknown fields, types, names,
/// labels, annotations, owners and finalizers. What the server itself sets (`uid`, `managedFields`, ...) is not
/// looked into.
void check_metadata(const yaml::Value& root, const Findings& findings);

}  // namespace vmcp::admission
