#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "cli/options.h"
#include "core/diag/sink.h"
#include "core/source/files.h"

namespace vmcp::cli {

/// Says of every path that was named what is wrong with it, before anything is read: it is not there, it is a URL, or
/// it was meant as a command. Findings are errors of stage usage.
void judge_paths(const std::string& program, const Options& options, const source::FileSystem& files, diag::Sink& sink);

/// Whether one of `paths` could not be read.
bool names_unreadable(const diag::Sink& sink, std::span<const std::string> paths);

/// For a run that found no gateway: warns of directories that were named without --recursive and have manifests further
/// down.
void hint_at_recursion(const Options& options, const source::FileSystem& files, diag::Sink& sink);

/// For a run that found no gateway: warns that so many files and directories were left out, as .gitignore files say.
void hint_at_ignored(std::size_t ignored, diag::Sink& sink);

}  // namespace vmcp::cli
