#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/run.h"
#include "core/admission/schemas.h"
#include "core/diag/sink.h"
#include "core/render/pipeline.h"
#include "core/source/files.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"

namespace vmcp::cli {

/// What a comparison prints, and whether anything differs.
struct Compared {
  std::string text;
  bool differs = false;
};

/// Compares what was rendered with what --against names. Nothing when that cannot be read, which is reported. `read`
/// gets the files that it is in. `crds` are those of --crds, or a null pointer. The objects of `result` are taken.
std::optional<Compared> diff(render::Result& result, const Options& options, const admission::Schemas* crds,
                             const source::FileSystem& files, source::Sources& sources,
                             std::vector<source::FileId>& read, diag::Sink& sink, Terminal terminal);

/// Runs every stage with both releases. Nothing where there is nothing to compare: a text cannot be read, nobody says
/// which release runs, there is no gateway; that is reported.
std::optional<Compared> upgrade(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
                                const Options& options, diag::Sink& sink, Terminal terminal);

}  // namespace vmcp::cli
