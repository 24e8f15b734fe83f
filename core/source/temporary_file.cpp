#include "core/source/temporary_file.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace vmcp::source {
namespace {

/// Gives a new file the permissions and, where that is permitted, the owner and group of an old one.
int take_over(int descriptor, const struct stat& old) {
  mode_t mode = old.st_mode & 0777;
  const bool owned = ::fchown(descriptor, old.st_uid, old.st_gid) == 0;
  if (!owned && ::fchown(descriptor, static_cast<uid_t>(-1), old.st_gid) != 0) {
    // Another group gets what everybody had.
    mode = (mode & ~static_cast<mode_t>(S_IRWXG)) | ((mode & S_IRWXO) << 3);
  }
  return ::fchmod(descriptor, mode) == 0 ? 0 : errno;
}

}  // namespace

TemporaryFile::TemporaryFile(const std::string& folder, const struct stat* old) {
  create(folder, old == nullptr ? 0666 : 0600);
  if (error_ == 0 && old != nullptr) error_ = take_over(file_->number(), *old);
}

TemporaryFile::~TemporaryFile() {
  if (file_ && file_->is_open()) static_cast<void>(file_->close());
  if (!path_.empty()) static_cast<void>(::unlink(path_.c_str()));
}

void TemporaryFile::create(const std::string& folder, unsigned mode) {
  constexpr int kTries = 100;
  for (int i = 0; i < kTries; ++i) {
    std::uint64_t random = 0;
    if (::getrandom(&random, sizeof random, 0) != sizeof random) {
      error_ = errno;
      return;
    }
    std::array<char, 17> digits;
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(random));
    // Hidden, so that no walk finds it, and short, so that every name that a file may have leaves room for it.
    std::string path = folder + ".vmcp-render-" + digits.data();
    file_.emplace(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
    error_ = file_->is_open() ? 0 : errno;
    if (error_ == 0) path_ = std::move(path);
    if (error_ != EEXIST) return;
  }
}

int TemporaryFile::write(std::string_view text) {
  if (error_ == 0) error_ = write_all(file_->number(), text);
  return error_;
}

int TemporaryFile::sync() {
  // Some file systems have nothing to wait for, and say so.
  const bool failed = error_ == 0 && ::fsync(file_->number()) != 0;
  if (failed && errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) error_ = errno;
  return error_;
}

int TemporaryFile::close() {
  if (error_ == 0) error_ = file_->close();
  return error_;
}

int TemporaryFile::replace(const std::string& path) {
  if (close() == 0 && ::rename(path_.c_str(), path.c_str()) != 0) error_ = errno;
  if (error_ == 0) path_.clear();
  return error_;
}

}  // namespace vmcp::source
