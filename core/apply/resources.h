#pragma once

#include "core/apply/refusals.h"

namespace vmcp::apply {

/// As ValidateContainerResourceRequirements. `claims` is spec.resourceClaims of the pod, whose names a container may
/// use.
void check_container_resources(const Node& resources, const Node& claims, Refusals& refusals);
/// As validateOverhead.
void check_overhead(const Node& overhead, Refusals& refusals);
/// As validatePodResources: the pod's own requests and limits, and those of its containers against them.
void check_pod_resources(const Node& pod, Refusals& refusals);
/// A quantity that must be above zero (as ValidatePositiveQuantityValue).
void check_positive_quantity(const Node& quantity, Refusals& refusals);
/// Whether a field holds a quantity below zero.
bool is_negative_quantity(const Node& quantity);
/// Whether a field holds a part of one, down to thousandths.
bool is_fractional_quantity(const Node& quantity);

}  // namespace vmcp::apply
