#pragma once

#include "core/start/gateway.h"

namespace vmcp::start {

/// Foretells whether vmcp serves with what the operator made, as far as that does not depend on a network: reports all
/// that it would refuse at start, in the order of its checks, though vmcp stops at the first
/// (as pkg/vmcp/cli Serve). Changes nothing.
void foretell(const Gateway& gateway);

}  // namespace vmcp::start
