// The calls of the system that core/source makes, in the forms that the linker's --wrap puts in their place: they
// count, and fail when they are told to. CMakeLists.txt lists them, too.
#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "testdata/faults/faults.h"

namespace vmcp::faults {
namespace {

long counted = 0;
long failing = 0;
bool armed = false;
bool halting = false;
bool muted = false;
int errors_copy = -1;  ///< the copy of standard error that is closed to learn whether it was written

bool fails(int descriptor = -1) {
  if (!armed || ++counted != failing) return false;
  muted = descriptor == STDERR_FILENO || (descriptor != -1 && descriptor == errors_copy);
  errno = EIO;
  return true;
}

/// Whether a read or a write is interrupted before anything moves.
bool is_interrupted() {
  static bool last = false;
  if (!armed || !halting) return false;
  last = !last;
  errno = EINTR;
  return last;
}

std::size_t moved(std::size_t size) {
  constexpr std::size_t kFew = 1000;
  return armed && halting ? std::min(size, kFew) : size;
}

}  // namespace

void SystemCalls::arm() const {
  counted = 0;
  failing = n_ == kMovingLittle ? 0 : n_;
  halting = n_ == kMovingLittle;
  muted = false;
  armed = true;
}

void SystemCalls::disarm(Ended& ended) const {
  armed = false;
  ended.calls = counted;
  ended.failed = failing != 0 && counted >= failing;
  ended.muted = muted;
}

}  // namespace vmcp::faults

using vmcp::faults::errors_copy;
using vmcp::faults::fails;
using vmcp::faults::is_interrupted;
using vmcp::faults::moved;

// The names are the linker's.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" {

int __real_open(const char* path, int flags, ...);
int __wrap_open(const char* path, int flags, ...);
int __wrap_open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return fails() ? -1 : __real_open(path, flags, mode);
}

ssize_t __real_read(int descriptor, void* buffer, std::size_t size);
ssize_t __wrap_read(int descriptor, void* buffer, std::size_t size);
ssize_t __wrap_read(int descriptor, void* buffer, std::size_t size) {
  return fails() || is_interrupted() ? -1 : __real_read(descriptor, buffer, moved(size));
}

ssize_t __real_write(int descriptor, const void* buffer, std::size_t size);
ssize_t __wrap_write(int descriptor, const void* buffer, std::size_t size);
ssize_t __wrap_write(int descriptor, const void* buffer, std::size_t size) {
  return fails(descriptor) || is_interrupted() ? -1 : __real_write(descriptor, buffer, moved(size));
}

// What cannot be closed is closed all the same.
int __real_close(int descriptor);
int __wrap_close(int descriptor);
int __wrap_close(int descriptor) {
  const int result = __real_close(descriptor);
  const bool failed = fails(descriptor);
  if (descriptor == errors_copy) errors_copy = -1;
  return failed ? -1 : result;
}

#define VMCP_WRAP(result, failed, name, parameters, arguments) \
  result __real_##name parameters;                             \
  result __wrap_##name parameters;                             \
  result __wrap_##name parameters { return fails() ? (failed) : __real_##name arguments; }

VMCP_WRAP(int, -1, stat, (const char* path, struct stat* status), (path, status))
VMCP_WRAP(int, -1, lstat, (const char* path, struct stat* status), (path, status))
VMCP_WRAP(int, -1, fstat, (int descriptor, struct stat* status), (descriptor, status))
VMCP_WRAP(DIR*, nullptr, opendir, (const char* path), (path))
VMCP_WRAP(dirent*, nullptr, readdir, (DIR * directory), (directory))
VMCP_WRAP(char*, nullptr, realpath, (const char* path, char* resolved), (path, resolved))
VMCP_WRAP(ssize_t, -1, readlink, (const char* path, char* buffer, std::size_t size), (path, buffer, size))
VMCP_WRAP(int, -1, faccessat, (int folder, const char* path, int mode, int flags), (folder, path, mode, flags))
VMCP_WRAP(ssize_t, -1, getrandom, (void* buffer, std::size_t size, unsigned flags), (buffer, size, flags))
VMCP_WRAP(int, -1, fchown, (int descriptor, uid_t owner, gid_t group), (descriptor, owner, group))
VMCP_WRAP(int, -1, fchmod, (int descriptor, mode_t mode), (descriptor, mode))
VMCP_WRAP(int, -1, fsync, (int descriptor), (descriptor))
VMCP_WRAP(int, -1, rename, (const char* from, const char* to), (from, to))

int __real_dup(int descriptor);
int __wrap_dup(int descriptor);
int __wrap_dup(int descriptor) {
  if (fails(descriptor)) return -1;
  const int copy = __real_dup(descriptor);
  if (descriptor == STDERR_FILENO) errors_copy = copy;
  return copy;
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
