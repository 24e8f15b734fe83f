#include "core/source/git_index.h"

#include <cstdint>
#include <utility>

namespace vmcp::source {
namespace {

constexpr std::size_t kSha1 = 20;
constexpr std::size_t kSha256 = 32;

/// Takes bytes from the front of a text; what is not there fails.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

  bool failed() const { return failed_; }
  std::size_t left() const { return bytes_.size(); }

  std::string_view take(std::size_t count) {
    if (count > bytes_.size()) {
      failed_ = true;
      count = bytes_.size();
    }
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  std::uint32_t number(std::size_t size) {
    std::uint32_t number = 0;
    for (const char byte : take(size)) number = (number << 8U) | static_cast<unsigned char>(byte);
    return number;
  }

  /// In front of the next NUL, which is taken, too.
  std::string_view text() {
    const std::size_t end = bytes_.find('\0');
    if (end == std::string_view::npos) {
      failed_ = true;
      return {};
    }
    const std::string_view taken = take(end);
    take(1);
    return taken;
  }

  /// As the offsets of packs are written: seven bits a byte, each further one counting from one.
  std::size_t offset() {
    std::size_t value = 0;
    for (int i = 0; i < 5 && !failed_; ++i) {
      const std::uint32_t byte = number(1);
      value = (i == 0 ? 0 : (value + 1) << 7U) | (byte & 0x7FU);
      if ((byte & 0x80U) == 0) return value;
    }
    failed_ = true;
    return 0;
  }

 private:
  std::string_view bytes_;
  bool failed_ = false;
};

std::string joined(const std::string& directory, const std::string& path) {
  return path.starts_with('/') ? path : directory + '/' + path;
}

std::string_view without_break(std::string_view text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

/// Where Git keeps what it knows of a working tree: a linked one has a file that says so.
std::string git_directory(const FileSystem& files, const std::string& root) {
  constexpr std::string_view kLink = "gitdir: ";
  std::string directory = joined(root, ".git");
  if (files.kind(directory) != FileSystem::Kind::kFile) return directory;
  const std::string text = files.read(directory).text.value_or("");
  return text.starts_with(kLink) ? joined(root, std::string(without_break(text).substr(kLink.size()))) : directory;
}

}  // namespace

std::string git_exclude_file(const FileSystem& files, const std::string& root) {
  const std::string directory = git_directory(files, root);
  // Linked working trees share it.
  const std::string common = joined(directory, "commondir");
  if (files.kind(common) != FileSystem::Kind::kFile) return joined(directory, "info/exclude");
  return joined(joined(directory, std::string(without_break(files.read(common).text.value_or("")))), "info/exclude");
}

GitIndex GitIndex::of(const FileSystem& files, const std::string& root, std::vector<FileId>& files_read) {
  const FileSystem::Result index = files.read(joined(git_directory(files, root), "index"));
  if (index.file) files_read.push_back(*index.file);
  if (!index.text) return {};
  // What has the other length ends in the midst of an entry, or has a path that cannot be.
  for (const std::size_t size : {kSha1, kSha256}) {
    if (std::optional<GitIndex> read = GitIndex::read(*index.text, size)) return *std::move(read);
  }
  return {};
}

std::optional<GitIndex> GitIndex::read(std::string_view bytes, std::size_t hash_size) {
  constexpr std::size_t kNumbers = 40;  // times, device, inode, mode, owner, group, size
  constexpr std::size_t kUnit = 8;
  constexpr std::uint32_t kIsExtended = 0x4000;
  constexpr std::uint32_t kNameLength = 0x0FFF;
  constexpr std::size_t kLongestPath =
      4096;  // as PATH_MAX; names share their beginnings, and so may be many times the file
  Bytes reader(bytes);
  if (reader.take(4) != "DIRC") return std::nullopt;
  const std::uint32_t version = reader.number(4);
  const std::uint32_t count = reader.number(4);
  if (reader.failed() || version < 2 || version > 4) return std::nullopt;
  GitIndex index;
  std::string path;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t before = reader.left();
    reader.take(kNumbers + hash_size);
    const std::uint32_t flags = reader.number(2);
    if (version > 2 && (flags & kIsExtended) != 0) reader.take(2);
    if (version == 4) {
      const std::size_t dropped = reader.offset();
      if (dropped > path.size()) return std::nullopt;
      path.resize(path.size() - dropped);
      path += reader.text();
    } else {
      path = reader.text();
      // Padded with NULs.
      const std::size_t used = before - reader.left();
      reader.take((kUnit - used % kUnit) % kUnit);
    }
    const std::uint32_t length = flags & kNameLength;
    if (reader.failed() || path.empty() || path.size() > kLongestPath ||
        (length != kNameLength && length != path.size()))
      return std::nullopt;
    index.paths_.insert(path);
  }
  return index;
}

bool GitIndex::tracks_below(std::string_view directory) const {
  const std::string prefix = std::string(directory) + '/';
  const auto first = paths_.lower_bound(prefix);
  return first != paths_.end() && first->starts_with(prefix);
}

}  // namespace vmcp::source
