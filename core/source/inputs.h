#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
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
  /// Globs of what a directory walk leaves out, as Excludes takes them.
  std::vector<std::string> exclude = {};
  /// Leave out of a walk what the .gitignore files of the Git working tree that it is in leave out.
  bool git_ignore = false;
  /// What findings call standard input.
  std::string stdin_name = "<stdin>";
};

/// One input.
struct Input {
  std::string path;  ///< as findings print it
  /// Where its text is, if the user named it; what was found in a directory is not read yet.
  std::optional<std::uint32_t> source = {};
  /// Found among the templates of a Helm chart: in or below a folder "templates" beside a Chart.yaml.
  bool in_chart = false;

  bool named() const { return source.has_value(); }
};

/// The inputs of a run.
struct Inputs {
  std::vector<Input> all = {};
  std::size_t skipped = 0;                 ///< pipes, sockets and devices that a walk found
  std::size_t ignored = 0;                 ///< files and directories that .gitignore files leave out
  std::vector<std::string> left_out = {};  ///< by globs and .gitignore files: as FileSystem::identity() names them
  std::vector<FileId> files = {};  ///< every regular file that was read or ought to have been, standard input's too
  std::vector<FileId> parts = {};  ///< files that kustomizations name, whether or not anything of them was read
};

/// Finds the inputs in the order given, and reads those that are named; those of a directory (.yaml, .yml, .json,
/// a Kustomization; nothing hidden) are sorted by bytes of their paths. A walk finds regular files and links to them;
/// pipes, sockets and devices are read where they are named. A path that cannot be read, standard input given twice,
/// and a glob of `exclude` that leaves nothing out is a finding of stage usage; the rest is found all the same. A file
/// that is reached twice is an input once.
Inputs collect_inputs(const FileSystem& files, const InputOptions& options, Sources& sources, diag::Sink& sink);

/// The paths by which a walk has found, through links, what it is to leave out.
std::set<std::string> paths_to_left_out(const FileSystem& files, const Inputs& inputs);

/// The text of a file that a walk found. Nothing when it cannot be read, which is a finding of stage usage. `read` gets
/// which file it is.
std::optional<std::string> read_found(const FileSystem& files, const std::string& path, std::vector<FileId>& read,
                                      diag::Sink& sink);

}  // namespace vmcp::source
