#pragma once

#include <optional>

#include "core/model/vmcp_auth.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// spec.incomingAuth as vmcp's config holds it; nothing when there is none. What cannot be converted is reported.
/// As Converter.convertIncomingAuth.
std::optional<model::config::IncomingAuthConfig> convert_incoming_auth(const Context& context);

}  // namespace vmcp::op
