#include "core/source/output_directory.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <list>
#include <optional>
#include <set>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "core/source/files.h"
#include "core/source/temporary_file.h"

namespace vmcp::source {
namespace {

using Names = std::set<std::string, std::less<>>;

constexpr const char* kList = ".vmcp-render";
constexpr std::string_view kListHead =
    "# What vmcp-render --output-dir wrote here, and removes when it is made no more.\n";

/// What a directory's change fails with.
struct Fault {
  std::string name;
  std::string reason;
};

void check(int error, const std::string& name) {
  if (error != 0) throw Fault{name, reason(error)};
}

bool is_plain_name(std::string_view name) {
  constexpr std::string_view kSpecial("/\n\0", 3);
  return !name.empty() && name.front() != '.' && name.front() != '#' &&
         name.find_first_of(kSpecial) == std::string_view::npos;
}

void make_directories(const std::string& path) {
  for (std::size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
    // What goes wrong above shows below.
    static_cast<void>(::mkdir(path.substr(0, end).c_str(), 0777));
  }
  if (::mkdir(path.c_str(), 0777) == 0) return;
  const int error = errno;
  struct stat status;
  if (::stat(path.c_str(), &status) != 0) throw Fault{{}, reason(error)};
  if (!S_ISDIR(status.st_mode)) throw Fault{{}, reason(ENOTDIR)};
}

/// The lines of a list that can be names of ours, whoever has written them.
Names read_list(std::string_view text) {
  Names names;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (const std::string_view line = text.substr(0, end); is_plain_name(line)) names.emplace(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return names;
}

std::string list_of(const Names& names) {
  std::string text(kListHead);
  for (const std::string& name : names) text.append(name).append("\n");
  return text;
}

/// One change of a directory. Throws Fault.
class Change {
 public:
  Change(std::string folder, std::span<const FileId> inputs) : folder_(std::move(folder)), inputs_(inputs) {}

  void make(std::span<const OutputFile> files) {
    Names names;
    for (const OutputFile& file : files) {
      if (!is_plain_name(file.name)) throw Fault{file.name, "it is no name of a file"};
      if (!names.insert(file.name).second) throw Fault{file.name, "two objects have this name"};
    }
    const std::optional<Old> list = old(kList);
    const Names before = list ? read_list(list->text) : Names();
    Names either = before;
    either.insert(names.begin(), names.end());

    for (const OutputFile& file : files) write_beside(file);
    std::vector<std::string> stale;
    std::ranges::set_difference(before, names, std::back_inserter(stale));
    std::erase_if(stale, [&](const std::string& name) { return is_directory(name) || !old(name); });
    // Whatever ends this early, the next run knows what may be ours.
    write_list(either, list ? list->text : std::string());
    for (Waiting& waiting : waiting_) check(waiting.file.replace(folder_ + waiting.name), waiting.name);
    done_.written = waiting_.size();
    for (const std::string& name : stale) {
      check(::unlink((folder_ + name).c_str()) == 0 ? 0 : errno, name);
      ++done_.removed;
    }
    write_list(names, list_of(either));
  }

  const DirectoryChange& done() const { return done_; }

 private:
  /// What has a file's name.
  struct Old {
    struct stat status = {};
    std::string text = {};  ///< of a regular file
  };
  struct Waiting {
    Waiting(std::string of, const std::string& folder, const struct stat* before)
        : name(std::move(of)), file(folder, before) {}
    std::string name;
    TemporaryFile file;
  };

  std::optional<Old> old(const std::string& name) const {
    const std::string path = folder_ + name;
    Old found;
    if (::lstat(path.c_str(), &found.status) != 0) {
      check(errno == ENOENT ? 0 : errno, name);
      return std::nullopt;
    }
    if (S_ISDIR(found.status.st_mode)) throw Fault{name, reason(EISDIR)};
    const std::optional<FileId> file = file_id(found.status);
    if (!file) return found;
    if (std::ranges::find(inputs_, *file) != inputs_.end()) throw Fault{name, "it is an input"};
    FileSystem::Result read = RealFileSystem().read(path);
    if (!read.text) throw Fault{name, read.error};
    found.text = *std::move(read.text);
    return found;
  }

  bool is_directory(const std::string& name) const {
    struct stat status;
    return ::lstat((folder_ + name).c_str(), &status) == 0 && S_ISDIR(status.st_mode);
  }

  void write_beside(const OutputFile& file) {
    const std::optional<Old> before = old(file.name);
    const bool is_file = before && S_ISREG(before->status.st_mode);
    if (is_file && before->text == file.text) {
      ++done_.unchanged;
      return;
    }
    Waiting& waiting = waiting_.emplace_back(file.name, folder_, is_file ? &before->status : nullptr);
    check(waiting.file.write(file.text), file.name);
    check(waiting.file.close(), file.name);
  }

  /// Makes the list that of `names`, where it does not have this text already.
  void write_list(const Names& names, const std::string& now) const {
    const std::string text = list_of(names);
    if (text == now) return;
    TemporaryFile file(folder_, nullptr);
    check(file.write(text), kList);
    check(file.replace(folder_ + kList), kList);
  }

  std::string folder_;
  std::span<const FileId> inputs_;
  std::list<Waiting> waiting_;
  DirectoryChange done_;
};

}  // namespace

DirectoryChange write_directory(const std::string& path, std::span<const OutputFile> files,
                                std::span<const FileId> inputs) {
  Change change(path.ends_with('/') ? path : path + '/', inputs);
  std::string error;
  try {
    make_directories(path);
    change.make(files);
  } catch (const Fault& fault) {
    error = (fault.name.empty() ? "" : fault.name + ": ") + fault.reason;
  }
  DirectoryChange done = change.done();
  done.error = std::move(error);
  return done;
}

}  // namespace vmcp::source
