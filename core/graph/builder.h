#pragma once

#include "core/diag/sink.h"
#include "core/graph/graph.h"
#include "core/render/options.h"
#include "core/render/pipeline.h"
#include "core/source/sources.h"

namespace vmcp::graph {

/// The graph of a run that kept its clusters: the ToolHive objects, refused ones too, and what they and the pods of the
/// gateways name. With `only` what those gateways lead to: a group leads to its members. `sink` has the run's findings.
Graph graph_of(const render::Result& result, const diag::Sink& sink, const source::Sources& sources,
               const render::Options& options);

}  // namespace vmcp::graph
