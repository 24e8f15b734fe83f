#pragma once

#include <string>
#include <vector>

#include "core/gitops/kustomization_fields.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// Gives the expressions in the template of an Argo CD ApplicationSet that nothing fills in the nearest names of
/// parameters that its generators have, and the keys of `list` elements that it does not read those that it reads and
/// the others have. Adds what was misspelt to `faults`.
void mend_parameters(yaml::Value& application_set, std::vector<FieldFault>& faults);

}  // namespace vmcp::gitops
