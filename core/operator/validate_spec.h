#pragma once

#include "core/operator/context.h"

namespace vmcp::op {

/// What the operator checks in the VirtualMCPServer before it looks at anything else: the group's name, outgoing
/// auth of named backends, aggregation, composite tools, the optimizer's embedding service (as
/// VirtualMCPServer.Validate; the auth server's part is validate_auth_server), and whether replicas share their
/// sessions (as validateSessionStorageForReplicas: a warning).
void validate_spec(const Context& context);

}  // namespace vmcp::op
