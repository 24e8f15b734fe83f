#pragma once

#include <vector>

#include "core/kube/pod.h"
#include "core/operator/context.h"
#include "core/operator/workloads.h"

namespace vmcp::op {

/// What the entries' spec.headerForward adds to the container, sorted by name: per entry a JSON manifest
/// (`TOOLHIVE_HEADER_FORWARD_*`: plain values, and for those from Secrets the identifier under which vmcp looks them
/// up), per Secret-backed header its value (`TOOLHIVE_SECRET_HEADER_FORWARD_*`). As
/// buildHeaderForwardEnvVarsForEntries.
std::vector<kube::EnvVar> header_forward_env(const Context& context, const std::vector<Workload>& workloads);

}  // namespace vmcp::op
