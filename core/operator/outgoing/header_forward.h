#pragma once

#include <vector>

#include "core/operator/context.h"
#include "core/operator/members/workloads.h"

namespace vmcp::op {

/// Notes what the entries' spec.headerForward adds to the container, sorted by name: per entry a JSON manifest
/// (`TOOLHIVE_HEADER_FORWARD_*`: plain values, and for those from Secrets the identifier under which vmcp looks them
/// up), per Secret-backed header its value (`TOOLHIVE_SECRET_HEADER_FORWARD_*`). As
/// buildHeaderForwardEnvVarsForEntries.
void wire_header_forward(const Context& context, const std::vector<Workload>& workloads);

}  // namespace vmcp::op
