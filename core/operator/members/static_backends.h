#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/model/vmcp_config.h"
#include "core/operator/context.h"
#include "core/operator/members/workloads.h"

namespace vmcp::op {

/// The members that vmcp can serve without asking the cluster, by name: URL, transport and metadata as their
/// controllers and the discoverer produce them in the steady state. Left out are those named in `excluded`, and with a
/// warning those that do not become ready or whose own Secrets and CA bundle cannot be read. As
/// discoverBackendsWithMetadata and convertBackendsToStaticBackends.
std::vector<model::config::StaticBackendConfig> static_backends(const Context& context,
                                                                const std::vector<Workload>& workloads,
                                                                const std::set<std::string>& excluded);

}  // namespace vmcp::op
