#pragma once

#include <string>

#include "cli/options.h"
#include "cli/run.h"
#include "core/diag/sink.h"
#include "core/render/render.h"
#include "core/source/sources.h"

namespace vmcp::cli {

/// What goes to standard error: the findings in the form asked for, and in text form a summary line.
std::string print_findings(const diag::Sink& sink, const source::Sources& sources, const render::Result& result,
                           const Options& options, Terminal terminal);

}  // namespace vmcp::cli
