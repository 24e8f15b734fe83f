#pragma once

#include "core/operator/context.h"
#include "core/operator/members/workloads.h"

namespace vmcp::op {

/// Whether the member's own controller would get it ready: a server or proxy gets a URL, an entry becomes Valid.
/// If not, warns why, unless the reason is its external auth config, of which process_outgoing_auth warns. As
/// MCPServerReconciler, MCPRemoteProxyReconciler and MCPServerEntryReconciler.
bool becomes_ready(const Context& context, const Workload& workload);

}  // namespace vmcp::op
