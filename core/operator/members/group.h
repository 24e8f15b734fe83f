#pragma once

#include "core/operator/context.h"

namespace vmcp::op {

/// Holds spec.groupRef against the input: the MCPGroup must be there and be usable (in default mode an absent one is
/// assumed with a warning). As validateGroupRef.
void validate_group_ref(const Context& context);

}  // namespace vmcp::op
