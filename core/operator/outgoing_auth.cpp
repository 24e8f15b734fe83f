#include "core/operator/outgoing_auth.h"

namespace vmcp::op {

model::config::OutgoingAuthConfig convert_outgoing_auth(const Context&) { return {}; }

void process_outgoing_auth(const Context&, const std::vector<Workload>&, model::config::Config&) {}

std::vector<kube::EnvVar> outgoing_auth_env(const Context&, const std::vector<Workload>&) { return {}; }

}  // namespace vmcp::op
