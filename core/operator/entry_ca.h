#pragma once

#include <string>
#include <vector>

#include "core/kube/pod.h"
#include "core/operator/context.h"
#include "core/operator/workloads.h"

namespace vmcp::op {

/// The CA bundles of the entries as volumes, in the order of the workloads; entries that their controller refuses keep
/// theirs. As buildCABundleVolumesForEntries.
kube::Volumes entry_ca_volumes(const Context& context, const std::vector<Workload>& workloads);

/// Where an entry's CA bundle is mounted; empty when it has none. As caBundleMountPath.
std::string entry_ca_path(const cluster::Resource<model::McpServerEntrySpec>& entry);

}  // namespace vmcp::op
