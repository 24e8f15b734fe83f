#include "core/source/files.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <set>
#include <system_error>
#include <utility>

namespace vmcp::source {
namespace fs = std::filesystem;
namespace {

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

std::string reason(int error) {
  std::string text = std::generic_category().message(error);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] | 0x20);
  return text;
}

FileSystem::Result read_all(std::FILE* file) {
  constexpr std::size_t kChunk = 1 << 16;
  std::string text;
  std::size_t size = 0;
  do {
    text.resize(size + kChunk);
    size += std::fread(text.data() + size, 1, kChunk, file);
  } while (size == text.size());
  if (std::ferror(file) != 0) return {std::nullopt, reason(errno)};
  text.resize(size);
  return {std::move(text), ""};
}

}  // namespace

FileSystem::Kind RealFileSystem::kind(const std::string& path) const {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return Kind::kDirectory;
  // What cannot be looked at, for want of a permission, is there: reading it tells why not.
  return status.type() == fs::file_type::not_found ? Kind::kMissing : Kind::kFile;
}

std::string RealFileSystem::identity(const std::string& path) const {
  std::error_code error;
  const fs::path canonical = fs::canonical(path, error);
  return error ? path : canonical.string();
}

FileSystem::Result RealFileSystem::read(const std::string& path) const {
  errno = 0;
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return {std::nullopt, reason(errno)};
  return read_all(file.get());
}

FileSystem::Result RealFileSystem::read_stdin() const { return read_all(stdin); }

std::optional<std::vector<std::string>> RealFileSystem::list(const std::string& path) const {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) return std::nullopt;
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

std::string write_file(const std::string& path, std::string_view text) {
  std::error_code ignored;
  // A device or a pipe keeps its name: it is written to, never replaced.
  const bool replace = !fs::is_other(path, ignored);
  const std::string temporary = replace ? path + ".tmp" : path;
  errno = 0;
  File file(std::fopen(temporary.c_str(), "wb"));
  if (!file) return reason(errno);
  const bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  const bool closed = std::fclose(file.release()) == 0;
  if (written && closed && (!replace || std::rename(temporary.c_str(), path.c_str()) == 0)) return "";
  const int error = errno;
  if (replace) std::remove(temporary.c_str());
  return reason(error);
}

}  // namespace vmcp::source
