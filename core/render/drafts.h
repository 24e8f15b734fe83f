#pragma once

#include <functional>

#include "core/cluster/cluster.h"
#include "core/diag/sink.h"
#include "core/operator/context.h"
#include "core/render/options.h"
#include "core/source/sources.h"

namespace vmcp::render {

/// Judges what the API server has refused, and what is given twice, as the later stages would, as far as that does not
/// follow from the refusal: the gateways that the run is about, with `judge`, and definitions of composite tools.
/// Nothing is made of them.
void judge_drafts(const std::function<void(const op::Server&, diag::Sink&)>& judge, const cluster::Cluster& cluster,
                  const Options& options, const source::Sources& sources, diag::Sink& sink);

}  // namespace vmcp::render
