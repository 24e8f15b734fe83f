#pragma once

#include <string>

#include "core/edit/fix.h"
#include "core/source/files.h"

namespace vmcp::cli {

/// What is to change, as unified diffs; empty where nothing is.
std::string diff_of(const edit::Fixed& fixed);

/// Writes what is to change. A file that cannot be written, or says something else by now, stays as it is, which is
/// returned as lines for standard error; its cures are taken from `fixed`.
std::string write_texts(const source::FileSystem& files, edit::Fixed& fixed);

/// A line for each finding that was cured, and one that counts; `dry`: that would be cured.
std::string report_of(const edit::Fixed& fixed, bool dry);

}  // namespace vmcp::cli
