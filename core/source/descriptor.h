#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct stat;

namespace vmcp::source {

/// Which file it is, however it is called: the same for all its names and links.
struct FileId {
  std::uint64_t device = 0;
  std::uint64_t number = 0;
  friend bool operator==(const FileId&, const FileId&) = default;
};

/// The identity of a regular file; nothing for what holds no bytes of its own.
std::optional<FileId> file_id(const struct stat& status);

/// What went wrong, as findings write it: "permission denied". `error` is a value of errno.
std::string reason(int error);

/// Writes all of `text`, in as many parts as it takes. Returns 0, or the errno of what went wrong.
int write_all(int descriptor, std::string_view text);

/// write_all() to a stream that stays open, and whatever error the system keeps for the moment of closing.
int write_stream(int descriptor, std::string_view text);

/// An open file; it is closed when this goes.
class Descriptor {
 public:
  /// Opens a file as open(2) does, to be closed in programs that are started. What went wrong is in errno.
  Descriptor(const std::string& path, int flags, unsigned mode = 0);
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }
  /// Returns 0, or the errno of what went wrong; it is closed in any case.
  int close();

 private:
  int number_;
};

}  // namespace vmcp::source
