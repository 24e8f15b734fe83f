#pragma once

#include "core/apply/refusals.h"

namespace vmcp::apply {

/// As ValidateTolerations.
void check_tolerations(const Node& tolerations, Refusals& refusals);
/// As validateAffinity.
void check_affinity(const Node& affinity, Refusals& refusals);
/// As validateTopologySpreadConstraints.
void check_topology_spread(const Node& constraints, Refusals& refusals);
/// As validateSchedulingGates and validateReadinessGates.
void check_gates(const Node& pod, Refusals& refusals);

}  // namespace vmcp::apply
