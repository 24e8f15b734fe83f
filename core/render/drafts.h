#pragma once

#include "core/cluster/cluster.h"
#include "core/diag/sink.h"
#include "core/render/options.h"
#include "core/render/parallel.h"
#include "core/source/sources.h"

namespace vmcp::render {

/// Judges what the API server has refused as the later stages would, as far as that does not follow from the refusal:
/// the gateways that the run is about, and definitions of composite tools. Nothing is made of them.
void judge_drafts(const Make& make, const cluster::Cluster& cluster, const Options& options,
                  const source::Sources& sources, diag::Sink& sink);

}  // namespace vmcp::render
