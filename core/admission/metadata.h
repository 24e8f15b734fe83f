#pragma once

#include <string>
#include <string_view>

#include "core/admission/findings.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// Checks `metadata` of an object as the API server decodes and validates ObjectMeta: unknown fields, types, names,
/// labels, annotations, owners and finalizers. What the server itself sets (`uid`, `managedFields`, ...) is not
/// looked into. Of a namespace that no input states, whoever gives it is told.
void check_metadata(const yaml::Value& root, const Findings& findings);

/// What is wrong with a namespace ("must be ..."), whatever the values of its variables; empty: nothing.
std::string namespace_fault(std::string_view name_space);

}  // namespace vmcp::admission
