#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/source/descriptor.h"

namespace vmcp::source {

/// A new file beside the one that it is to replace; it is removed unless it did. What goes wrong is told as an errno;
/// 0: nothing did.
class TemporaryFile {
 public:
  /// Makes it in `folder`, which ends with a slash or is empty. It has the permissions of `old` and, where that is
  /// permitted, its owner and group; without `old` (null pointer) what the umask leaves of 0666. What goes wrong is
  /// told by what is called next.
  TemporaryFile(const std::string& folder, const struct stat* old);
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile();

  int write(std::string_view text);
  /// Waits until the text is where a crash of the machine leaves it.
  int sync();
  /// Ends the writing, so that many of them may wait for replace().
  int close();
  /// Takes the place of `path`.
  int replace(const std::string& path);

 private:
  void create(const std::string& folder, unsigned mode);

  std::string path_;
  std::optional<Descriptor> file_;
  int error_ = 0;
};

}  // namespace vmcp::source
