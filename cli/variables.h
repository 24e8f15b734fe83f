#pragma once

#include <string>
#include <vector>

#include "core/diag/sink.h"
#include "core/gitops/substitution.h"
#include "core/source/files.h"

namespace vmcp::cli {

/// The variables of the files of --var-file, a later file before an earlier one. A file has lines `NAME=VALUE`; empty
/// lines and those that begin with `#` say nothing, `export` may stand in front, and quotes around a whole value are
/// no part of it. `read` gets the files. What cannot be read or understood is a finding of stage usage, which never
/// shows a value.
gitops::GivenVariables read_variable_files(const std::vector<std::string>& paths, const source::FileSystem& files,
                                           std::vector<source::FileId>& read, diag::Sink& sink);

}  // namespace vmcp::cli
