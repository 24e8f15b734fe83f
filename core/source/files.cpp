#include "core/source/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace vmcp::source {
namespace {

std::string too_long() { return "more than " + std::to_string(kMostInputBytes >> 20) + " MiB"; }

/// Makes room for `more` bytes: twice what there was, but never more than an input may have.
void make_room(std::string& text, std::size_t more) {
  const std::size_t size = text.size() + more;
  if (size > text.capacity()) text.reserve(std::min(std::max(size, 2 * text.capacity()), kMostInputBytes));
}

/// Reads up to the end; what went wrong is returned, or nothing.
std::string read_to_end(int descriptor, std::string& text) {
  std::array<char, 1 << 16> chunk;
  while (true) {
    const ssize_t got = ::read(descriptor, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return reason(errno);
    if (got == 0) return {};
    const auto size = static_cast<std::size_t>(got);
    if (size > kMostInputBytes - text.size()) return too_long();
    make_room(text, size);
    text.append(chunk.data(), size);
  }
}

FileSystem::Result read_all(int descriptor) {
  struct stat status;
  if (::fstat(descriptor, &status) != 0) return {std::nullopt, reason(errno)};
  FileSystem::Result result{std::nullopt, {}, file_id(status)};
  // A size is a promise that a file may break: it grows, is cut, or is below /proc.
  const std::size_t promised = result.file ? static_cast<std::size_t>(status.st_size) : 0;
  if (promised > kMostInputBytes) {
    result.error = too_long();
    return result;
  }
  std::string text;
  text.reserve(promised);
  result.error = read_to_end(descriptor, text);
  if (!result.error.empty()) return result;
  text.shrink_to_fit();
  result.text = std::move(text);
  return result;
}

/// A path from the root without links; as it is when it leads nowhere.
std::string resolved(const std::string& path) {
  std::array<char, PATH_MAX> buffer;
  const char* canonical = ::realpath(path.c_str(), buffer.data());
  return canonical == nullptr ? path : std::string(canonical);
}

struct DirectoryCloser {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

}  // namespace

FileSystem::Kind RealFileSystem::kind(const std::string& path) const {
  struct stat status;
  if (::stat(path.c_str(), &status) != 0) {
    // What cannot be looked at, for want of a permission, is there: reading it tells why not.
    return errno == ENOENT || errno == ENOTDIR ? Kind::kMissing : Kind::kFile;
  }
  if (S_ISDIR(status.st_mode)) return Kind::kDirectory;
  return S_ISREG(status.st_mode) ? Kind::kFile : Kind::kSpecial;
}

std::string RealFileSystem::identity(const std::string& path) const {
  // To resolve each path by itself takes the cube of a tree's depth.
  const std::size_t slash = path.rfind('/');
  struct stat status;
  if (slash == std::string::npos || slash == 0 || path.ends_with('/') || path.ends_with("/.") ||
      path.ends_with("/..") || ::lstat(path.c_str(), &status) != 0 || S_ISLNK(status.st_mode)) {
    return resolved(path);
  }
  const std::string folder = path.substr(0, slash);
  const auto known = folders_.find(folder);
  const std::string& above =
      known != folders_.end() ? known->second : folders_.emplace(folder, identity(folder)).first->second;
  return (above == "/" ? "" : above) + path.substr(slash);
}

std::optional<FileId> RealFileSystem::file(const std::string& path) const {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0 ? file_id(status) : std::nullopt;
}

FileSystem::Result RealFileSystem::read(const std::string& path) const {
  const Descriptor file(path, O_RDONLY);
  if (file.is_open()) return read_all(file.number());
  Result result{std::nullopt, reason(errno)};
  result.file = this->file(path);
  return result;
}

FileSystem::Result RealFileSystem::read_stdin() const { return read_all(STDIN_FILENO); }

std::optional<std::vector<std::string>> RealFileSystem::list(const std::string& path) const {
  const std::unique_ptr<DIR, DirectoryCloser> directory(::opendir(path.c_str()));
  if (!directory) return std::nullopt;
  std::vector<std::string> names;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(directory.get());
    if (entry == nullptr) break;
    std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(std::move(name));
  }
  if (errno != 0) return std::nullopt;
  return names;
}

FileSystem::Kind MemoryFileSystem::kind(const std::string& path) const {
  if (files.contains(path)) return Kind::kFile;
  return list(path)->empty() ? Kind::kMissing : Kind::kDirectory;
}

FileSystem::Result MemoryFileSystem::read(const std::string& path) const {
  const auto found = files.find(path);
  if (found == files.end()) return {std::nullopt, "no such file or directory"};
  return {found->second, ""};
}

std::optional<std::vector<std::string>> MemoryFileSystem::list(const std::string& path) const {
  const std::string prefix = path.ends_with('/') ? path : path + '/';
  std::set<std::string> names;
  for (const auto& [name, text] : files) {
    if (name.starts_with(prefix))
      names.insert(name.substr(prefix.size(), name.find('/', prefix.size()) - prefix.size()));
  }
  return std::vector<std::string>(names.begin(), names.end());
}

std::string whole_name(const FileSystem& files, std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  if (files.kind(path) != FileSystem::Kind::kMissing) return files.identity(path);
  const std::size_t slash = path.rfind('/');
  const std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
  if (slash == 0) return path;
  const std::string folder =
      slash == std::string::npos ? files.identity(".") : whole_name(files, path.substr(0, slash));
  return std::filesystem::path(folder + '/' + name).lexically_normal();
}

}  // namespace vmcp::source
