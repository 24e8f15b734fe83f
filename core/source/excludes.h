#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/source/glob.h"

namespace vmcp::source {

/// The globs of what a walk leaves out, as --exclude gives them. One with a slash before its end is held against the
/// path as findings print it and the path below the directory that was named; one without against every name. With a
/// slash at its end it is about directories alone.
class Excludes {
 public:
  explicit Excludes(std::span<const std::string> globs);

  /// Whether a file or directory is left out: `path` as findings print it, `below` the directory that was named.
  bool match(std::string_view path, std::string_view below, bool is_directory);

  /// The globs that have matched nothing, as they were given.
  std::vector<std::string_view> unused() const;

 private:
  struct Exclude {
    std::string given;
    Glob glob;
    bool of_path = false;
    bool directories_only = false;
    bool used = false;
  };

  std::vector<Exclude> all_;
};

}  // namespace vmcp::source
