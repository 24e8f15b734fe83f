#pragma once

#include <optional>
#include <vector>

#include "core/kube/pod.h"
#include "core/model/vmcp_auth.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// The oidc block that spec.incomingAuth.oidcConfigRef stands for; nothing without a reference or when it is refused
/// (then reported). As handleOIDCConfig and Converter.resolveOIDCConfig.
std::optional<model::config::OidcConfig> convert_oidc(const Context& context);

/// The ConfigMap of the referenced config's CA bundle. Reports nothing.
kube::Volumes oidc_volumes(const Context& context);

/// The client secret of the referenced config. Reports nothing.
std::vector<kube::EnvVar> oidc_env(const Context& context);

}  // namespace vmcp::op
