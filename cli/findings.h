#pragma once

#include <string>

#include "cli/options.h"
#include "cli/run.h"
#include "core/diag/sink.h"
#include "core/render/pipeline.h"
#include "core/source/sources.h"

namespace vmcp::cli {

/// The least severe findings that fail the run.
diag::Severity fails_from(const Options& options);

/// Whether a finding says that there is nothing to render.
bool says_nothing_is_there(const diag::Diagnostic& finding);

/// What goes to standard error: the findings in the form asked for, and in text form a summary line. `result` is
/// null where nothing was read, which is not summed up. A comparison that `differs` is a failure in forms that count
/// them.
std::string print_findings(const diag::Sink& sink, const source::Sources& sources, const render::Result* result,
                           const Options& options, bool differs, Terminal terminal);

/// What goes to the file of --report: the findings of a sink, whatever standard error leaves out, in the report's
/// form.
std::string report_findings(const diag::Sink& sink, const source::Sources& sources, const render::Result* result,
                            const Options& options, bool differs);

/// A line of standard error.
std::string cannot_write(const std::string& path, const std::string& why);

}  // namespace vmcp::cli
