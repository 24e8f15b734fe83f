#include "core/operator/oidc.h"

namespace vmcp::op {

std::optional<model::config::OidcConfig> convert_oidc(const Context&) { return std::nullopt; }
kube::Volumes oidc_volumes(const Context&) { return {}; }
std::vector<kube::EnvVar> oidc_env(const Context&) { return {}; }

}  // namespace vmcp::op
