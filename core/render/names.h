#pragma once

#include "core/cluster/cluster.h"
#include "core/diag/sink.h"
#include "core/render/options.h"
#include "core/source/sources.h"

namespace vmcp::render {

/// Judges the names in ToolHive objects (op::check_names) after the stages whose findings `sink` holds: what they have
/// said is not said again.
void judge_names(const cluster::Cluster& cluster, const Options& options, const source::Sources& sources,
                 diag::Sink& sink);

}  // namespace vmcp::render
