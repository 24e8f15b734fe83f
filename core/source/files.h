#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vmcp::source {

/// The only door to files and standard input. Paths are written with `/`.
class FileSystem {
 public:
  enum class Kind : std::uint8_t { kMissing, kFile, kDirectory };

  /// What a read brought: the bytes, or why there are none ("permission denied").
  struct Result {
    std::optional<std::string> text;
    std::string error;
  };

  virtual ~FileSystem() = default;

  /// What `path` is, symbolic links followed. Pipes and devices count as files.
  virtual Kind kind(const std::string& path) const = 0;
  /// One name for a directory however it is reached, so that a loop of links is seen.
  virtual std::string identity(const std::string& path) const = 0;
  virtual Result read(const std::string& path) const = 0;
  virtual Result read_stdin() const = 0;
  /// The names in a directory, in any order; nothing when it cannot be listed.
  virtual std::optional<std::vector<std::string>> list(const std::string& path) const = 0;
};

/// The machine's own files.
class RealFileSystem final : public FileSystem {
 public:
  Kind kind(const std::string& path) const override;
  std::string identity(const std::string& path) const override;
  Result read(const std::string& path) const override;
  Result read_stdin() const override;
  std::optional<std::vector<std::string>> list(const std::string& path) const override;
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

/// Writes a file all or nothing, through a temporary one beside it. Returns what went wrong; empty when nothing did.
std::string write_file(const std::string& path, std::string_view text);

}  // namespace vmcp::source
