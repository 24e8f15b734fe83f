#pragma once

#include "core/admission/findings.h"
#include "core/admission/schema.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// Checks that the items of a set, the keys of a map-like list (`x-kubernetes-list-type`) and the items of a list with
/// `uniqueItems` are unique. As listtype's ValidateListSetsAndMaps.
void check_list_type(const yaml::Value& list, const Schema& schema, const Step& at, const Findings& findings);

}  // namespace vmcp::admission
