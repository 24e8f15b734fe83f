#pragma once

#include <string>
#include <vector>

#include "core/model/vmcp_config.h"
#include "core/operator/context.h"
#include "core/operator/members/workloads.h"

namespace vmcp::op {

/// Notes the CA bundles of the entries, in the order of the workloads; entries that their controller refuses keep
/// theirs. `backends` are those of config.yaml, which read them. As buildCABundleVolumesForEntries.
void wire_entry_ca(const Context& context, const std::vector<Workload>& workloads,
                   const std::vector<model::config::StaticBackendConfig>& backends);

/// Where an entry's CA bundle is mounted; empty when it has none. As caBundleMountPath.
std::string entry_ca_path(const cluster::Resource<model::McpServerEntrySpec>& entry);

}  // namespace vmcp::op
