#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/source/descriptor.h"

namespace vmcp::source {

/// A file of a directory that is written as a whole; its name has no slash and does not begin with a dot.
struct OutputFile {
  std::string name;
  std::string text;
};

/// What was done in a directory.
struct DirectoryChange {
  std::size_t written = 0;
  std::size_t unchanged = 0;
  std::size_t removed = 0;
  std::string error;  ///< where and why it was left undone: "x.yaml: permission denied"; empty when all was done
};

/// Makes `files` the files of a directory of ours, which is made where it is not there. Those that an earlier call has
/// written there and that are not among them are removed; a hidden file in it lists them. What somebody else put there
/// stays, unless it has the name of one of `files`.
///
/// Nothing is replaced before all texts have been written beside; a file with the very text is not touched. A link of
/// a file's name is replaced, wherever it leads. A file among `inputs` is neither replaced nor removed: that is an
/// error.
DirectoryChange write_directory(const std::string& path, std::span<const OutputFile> files,
                                std::span<const FileId> inputs = {});

}  // namespace vmcp::source
