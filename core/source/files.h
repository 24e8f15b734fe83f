#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/source/descriptor.h"

namespace vmcp::source {

/// What one input may have at most, in bytes; as much as kubeconform takes.
inline constexpr std::size_t kMostInputBytes = std::size_t{256} << 20;

/// The only door to files and standard input that are read. Paths are written with `/`.
class FileSystem {
 public:
  enum class Kind : std::uint8_t {
    kMissing,
    kFile,
    kSpecial,  ///< a pipe, a socket or a device: reading it may change it, or never end
    kDirectory
  };

  /// What a read brought: the bytes, or why there are none ("permission denied", "more than 256 MiB").
  struct Result {
    std::optional<std::string> text;
    std::string error;
    std::optional<FileId> file = {};  ///< the regular file that was meant, read or not
  };

  virtual ~FileSystem() = default;

  /// What `path` is, symbolic links followed.
  virtual Kind kind(const std::string& path) const = 0;
  /// One name for a directory however it is reached, so that a loop of links is seen.
  virtual std::string identity(const std::string& path) const = 0;
  /// Which regular file `path` is, links followed; nothing for what is none, or has no identity.
  virtual std::optional<FileId> file(const std::string& /*path*/) const { return std::nullopt; }
  /// Everything up to the end, unless that is more than kMostInputBytes. Memory is in proportion to what is returned.
  virtual Result read(const std::string& path) const = 0;
  virtual Result read_stdin() const = 0;
  /// The names in a directory, in any order; nothing when it cannot be listed.
  virtual std::optional<std::vector<std::string>> list(const std::string& path) const = 0;
};

/// One name for a file that may not be there yet, with the links on the way followed.
std::string whole_name(const FileSystem& files, std::string path);

/// The machine's own files.
class RealFileSystem final : public FileSystem {
 public:
  Kind kind(const std::string& path) const override;
  std::string identity(const std::string& path) const override;
  std::optional<FileId> file(const std::string& path) const override;
  Result read(const std::string& path) const override;
  Result read_stdin() const override;
  std::optional<std::vector<std::string>> list(const std::string& path) const override;

 private:
  mutable std::map<std::string, std::string> folders_;  ///< what identity() has said of them
};

/// Files that only a test sees. Directories are the folders of `files`.
class MemoryFileSystem final : public FileSystem {
 public:
  std::map<std::string, std::string> files;
  std::string stdin_text;

  Kind kind(const std::string& path) const override;
  std::string identity(const std::string& path) const override { return path; }
  Result read(const std::string& path) const override;
  Result read_stdin() const override { return {stdin_text, ""}; }
  std::optional<std::vector<std::string>> list(const std::string& path) const override;
};

}  // namespace vmcp::source
