#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/source/files.h"

namespace vmcp::source {

/// Where a working tree has what it ignores beside its .gitignore files: gitrepository-layout(5), `info/exclude`.
std::string git_exclude_file(const FileSystem& files, const std::string& root);

/// The files of a Git working tree that Git tracks, as gitformat-index(5) has them. What is tracked is no file that
/// .gitignore could leave out.
class GitIndex {
 public:
  /// Of the working tree of a directory; nothing is tracked where its index cannot be read. `read` gets which file that
  /// is.
  static GitIndex of(const FileSystem& files, const std::string& root, std::vector<FileId>& read);

  /// Reads the bytes of an index whose object names have `hash_size` bytes; nothing when they are none.
  static std::optional<GitIndex> read(std::string_view bytes, std::size_t hash_size);

  /// Whether a file is tracked, by its path from the root of the working tree.
  bool tracks(std::string_view path) const { return paths_.contains(path); }
  /// Whether some file below a directory is.
  bool tracks_below(std::string_view directory) const;

 private:
  std::set<std::string, std::less<>> paths_;
};

}  // namespace vmcp::source
