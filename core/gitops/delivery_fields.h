#pragma once

#include <map>
#include <vector>

#include "core/gitops/kustomization_fields.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What is misspelt in deliveries, by where these stand.
using DeliveryFaults = std::map<yaml::Mark, std::vector<FieldFault>>;

/// Gives the misspelt fields of what brings directories into a cluster (Flux' Kustomization, the Flux Operator's
/// FluxInstance, Argo CD's Application and ApplicationSet), and its group and kind, the names that they were meant to
/// have, so that the rest is judged as if it were mended. Returns what was misspelt, and kinds in it that Flux takes
/// nothing from. What is nearly no field of the object's kind is not spoken of: it may be of a later release.
std::vector<FieldFault> take_delivery_fields(yaml::Value& root);

/// As above, of the `apiVersion` and `kind` of what would be such an object with one of them mended: without both a
/// document is no object.
std::vector<FieldFault> take_delivery_head(yaml::Value& root);

}  // namespace vmcp::gitops
