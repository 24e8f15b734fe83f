#pragma once

#include <optional>

#include "core/model/vmcp_auth.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// Holds spec.incomingAuth's authorization against the auth server's upstreams and the referenced MCPAuthzConfig.
/// As validateAuthzUpstreamAvailable and handleAuthzConfig.
void validate_authz(const Context& context);

/// The authz block, from inline policies, a ConfigMap or an MCPAuthzConfig; nothing without one or when it is refused
/// (then reported). As Converter.convertIncomingAuth's part.
std::optional<model::config::AuthzConfig> convert_authz(const Context& context);

}  // namespace vmcp::op
