#include "core/operator/header_forward.h"

namespace vmcp::op {

std::vector<kube::EnvVar> header_forward_env(const Context&, const std::vector<Workload>&) { return {}; }

}  // namespace vmcp::op
