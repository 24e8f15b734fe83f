#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/diag/sink.h"
#include "core/source/files.h"
#include "core/source/sources.h"

namespace vmcp::source {

struct InputOptions {
  /// Files, directories, or `-` for standard input.
  std::vector<std::string> paths = {};
  /// Follow the folders of a directory.
  bool recursive = false;
  /// Globs of what a directory walk leaves out: one with a slash is held against the path below the directory that was
  /// named, one without against every name.
  std::vector<std::string> exclude = {};
  /// What findings call standard input.
  std::string stdin_name = "<stdin>";
};

/// One input, read into Sources.
struct Input {
  std::uint32_t source = 0;
  /// Named by the user, rather than found in a directory.
  bool named = true;
  /// Found among the templates of a Helm chart: in or below a folder "templates" beside a Chart.yaml.
  bool in_chart = false;
};

/// The inputs of a run.
struct Inputs {
  std::vector<Input> read;
  std::size_t skipped = 0;    ///< pipes, sockets and devices that a walk found
  std::vector<FileId> files;  ///< every regular file that was read or ought to have been, standard input's too
};

/// Reads the inputs in the order given; those of a directory (.yaml, .yml, .json; nothing hidden) sorted by bytes of
/// their paths. A walk reads regular files and links to them; pipes, sockets and devices are read where they are named.
/// A path that cannot be read, and standard input given twice, is a finding of stage usage; the rest is read all the
/// same. A file that is reached twice is read once.
Inputs collect_inputs(const FileSystem& files, const InputOptions& options, Sources& sources, diag::Sink& sink);

}  // namespace vmcp::source
