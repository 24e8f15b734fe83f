#include "core/source/descriptor.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace vmcp::source {
namespace {

/// Closes a descriptor. One that is interrupted is closed all the same on Linux, and must not be closed again.
int close_once(int descriptor) { return ::close(descriptor) == 0 || errno == EINTR ? 0 : errno; }

}  // namespace

std::optional<FileId> file_id(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return FileId{status.st_dev, status.st_ino};
}

std::string reason(int error) {
  std::string text = std::generic_category().message(error);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] | 0x20);
  return text;
}

int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written == 0) return EIO;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

int write_stream(int descriptor, std::string_view text) {
  if (text.empty()) return 0;
  if (const int error = write_all(descriptor, text); error != 0) return error;
  // Network file systems say at a close that the disk is full, at that of a copy, too.
  const int copy = ::dup(descriptor);
  return copy < 0 ? errno : close_once(copy);
}

Descriptor::Descriptor(const std::string& path, int flags, unsigned mode) : number_(-1) {
  do {
    number_ = ::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, static_cast<mode_t>(mode));
  } while (number_ < 0 && errno == EINTR);
}

int Descriptor::close() { return is_open() ? close_once(std::exchange(number_, -1)) : 0; }

}  // namespace vmcp::source
