#include "core/source/write_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

#include "core/source/temporary_file.h"

namespace vmcp::source {
namespace {

/// All of a path up to and with the last slash; empty when there is none.
std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

/// A folder's one name; empty when it cannot be had.
std::string canonical_folder(const std::string& folder) {
  std::array<char, PATH_MAX> buffer;
  const char* name = ::realpath(folder.empty() ? "." : folder.c_str(), buffer.data());
  return name == nullptr ? std::string() : std::string(name);
}

/// The descriptor of this process that a path such as /proc/self/fd/1 stands for; nothing for any other path.
std::optional<int> own_descriptor(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  constexpr std::size_t kMostDigits = 9;
  if (name.empty() || name.size() > kMostDigits || name.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  const std::string folder = canonical_folder(folder_of(path));
  if (folder.empty()) return std::nullopt;
  for (const char* own : {"/proc/self/fd", "/proc/thread-self/fd"}) {
    if (folder == canonical_folder(own)) return std::stoi(name);
  }
  return std::nullopt;
}

/// What a name leads to, every link followed.
struct Target {
  int error = 0;  ///< errno, when it leads nowhere
  std::optional<int> descriptor = {};
  std::string path = {};  ///< no link, maybe not there
};

Target follow(std::string path) {
  constexpr int kMostLinks = 40;  // as the kernel
  for (int links = 0; links <= kMostLinks; ++links) {
    // Its link has a text, but is not followed by it: the file may be gone, or be none.
    if (const std::optional<int> descriptor = own_descriptor(path)) return {.descriptor = descriptor};
    std::array<char, PATH_MAX> buffer;
    const ssize_t size = ::readlink(path.c_str(), buffer.data(), buffer.size());
    if (size < 0) {
      const bool no_link = errno == EINVAL || errno == ENOENT;
      return no_link ? Target{.path = std::move(path)} : Target{.error = errno};
    }
    const std::string_view next(buffer.data(), static_cast<std::size_t>(size));
    path = (next.starts_with('/') ? std::string() : folder_of(path)).append(next);
  }
  return {.error = ELOOP};
}

/// Puts a file with `text` in the place of `path`, which is no link; `old` is what stands there.
int replace(const std::string& path, const std::optional<struct stat>& old, std::string_view text) {
  if (path.ends_with('/')) return EISDIR;
  // What a link was followed to must still be what the kernel found, which refuses links that strangers set.
  struct stat now;
  const bool exists = ::lstat(path.c_str(), &now) == 0;
  if (!exists && errno != ENOENT) return errno;
  if (exists != old.has_value() || (exists && file_id(now) != file_id(*old))) return EBUSY;
  if (old && ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0) return errno;

  TemporaryFile temporary(folder_of(path), old ? &*old : nullptr);
  if (const int error = temporary.write(text); error != 0) return error;
  if (const int error = temporary.sync(); error != 0) return error;
  return temporary.replace(path);
}

/// Writes to a device or a pipe.
int write_directly(const std::string& path, std::string_view text) {
  Descriptor file(path, O_WRONLY);
  if (!file.is_open()) return errno;
  const int error = write_all(file.number(), text);
  const int at_close = file.close();
  return error != 0 ? error : at_close;
}

std::optional<struct stat> status_of(int descriptor) {
  struct stat status;
  return ::fstat(descriptor, &status) == 0 ? std::optional(status) : std::nullopt;
}

/// The standard stream that goes to a regular file; nothing when none does.
std::optional<int> stream_to(const struct stat& status) {
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    const std::optional<struct stat> open = status_of(stream);
    if (open && file_id(*open) && file_id(*open) == file_id(status)) return stream;
  }
  return std::nullopt;
}

std::string outcome(int error) { return error == 0 ? std::string() : reason(error); }

}  // namespace

std::string write_file(const std::string& path, std::string_view text, std::span<const FileId> inputs) {
  std::optional<struct stat> status(std::in_place);
  if (::stat(path.c_str(), &*status) != 0) {
    if (errno != ENOENT || path.empty()) return reason(errno);
    status.reset();
  }
  Target target = follow(path);
  if (target.error != 0) return reason(target.error);
  if (target.descriptor) {
    status = status_of(*target.descriptor);
    if (!status) return reason(errno);
  }
  if (status) {
    if (S_ISDIR(status->st_mode)) return reason(EISDIR);
    const std::optional<FileId> file = file_id(*status);
    if (file && std::ranges::find(inputs, *file) != inputs.end()) return "it is an input";
    if (!target.descriptor && file) target.descriptor = stream_to(*status);
    if (target.descriptor) return outcome(write_stream(*target.descriptor, text));
    if (!file) return outcome(write_directly(path, text));
  }
  return outcome(replace(target.path, status, text));
}

}  // namespace vmcp::source
