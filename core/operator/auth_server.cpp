#include "core/operator/auth_server.h"

namespace vmcp::op {

void validate_auth_server(const Context&) {}
std::optional<model::authserver::RunConfig> convert_auth_server(const Context&, const model::config::Config&) {
  return std::nullopt;
}
kube::Volumes auth_server_volumes(const model::EmbeddedAuthServerConfig&) { return {}; }
std::vector<kube::EnvVar> auth_server_env(const model::EmbeddedAuthServerConfig&) { return {}; }
void validate_auth_server_integration(const Context&, const model::config::Config&,
                                      const std::optional<model::authserver::RunConfig>&) {}

}  // namespace vmcp::op
