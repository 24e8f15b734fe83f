#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "cli/options.h"
#include "core/diag/sink.h"
#include "core/source/files.h"

namespace vmcp::cli {

/// A path as messages print it: a URL without what may be a password, which is its userinfo, query and fragment;
/// `NAME=` without the value where the name is one of a secret.
std::string shown_path(const std::string& path);

/// Whether --report names a file that --output-dir may write or remove: one in its directory, or that itself.
bool report_is_in_output_directory(const Options& options, const source::FileSystem& files);

/// Whether --report names a file that is an input, or one in a directory of inputs, as far as names tell: before
/// anything is read.
bool report_may_be_input(const Options& options, const source::FileSystem& files);

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
