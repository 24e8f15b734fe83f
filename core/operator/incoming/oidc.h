#pragma once

#include <optional>

#include "core/model/vmcp_auth.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// The oidc block that spec.incomingAuth.oidcConfigRef stands for; nothing without a reference or when it is refused
/// (then reported). Notes the CA bundle and the client secret of the referenced config. As handleOIDCConfig and
/// Converter.resolveOIDCConfig.
std::optional<model::config::OidcConfig> convert_oidc(const Context& context);

}  // namespace vmcp::op
