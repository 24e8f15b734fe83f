#include "core/source/write_file.h"

#include <cerrno>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "core/source/folder_fixture.h"

namespace vmcp::source {
namespace {

namespace fs = std::filesystem;

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

FileId id_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return file_id(status).value();
}

/// A descriptor that leads to a file for as long as this lives.
class Redirected {
 public:
  Redirected(int descriptor, const std::string& path)
      : descriptor_(descriptor), before_(::dup(descriptor)), file_(path, O_WRONLY | O_CREAT | O_TRUNC, 0644) {
    ::dup2(file_.number(), descriptor_);
  }
  Redirected(const Redirected&) = delete;
  Redirected& operator=(const Redirected&) = delete;
  ~Redirected() {
    ::dup2(before_, descriptor_);
    ::close(before_);
  }

 private:
  int descriptor_;
  int before_;
  Descriptor file_;
};

}  // namespace

TEST_CASE("write_file: a new file has what the umask leaves") {
  const TestFolder folder;
  const mode_t before = ::umask(027);
  CHECK(write_file(folder / "new", "text") == "");
  ::umask(before);
  CHECK(folder.read("new") == "text");
  CHECK(mode_of(folder / "new") == 0640);
  CHECK(write_file(folder / std::string(255, 'n'), "long name") == "");
  CHECK(folder.names() == "new " + std::string(255, 'n') + " ");
}

TEST_CASE("write_file: the permissions of what is replaced stay, and other names keep the old text") {
  const TestFolder folder;
  for (const mode_t mode : {0600U, 0755U, 0644U, 0620U}) {
    folder.write("old", "a longer text");
    ::chmod((folder / "old").c_str(), mode);
    CHECK(write_file(folder / "old", "new") == "");
    CHECK(folder.read("old") == "new");
    CHECK(mode_of(folder / "old") == mode);
  }
  fs::create_hard_link(folder / "old", folder / "other");
  CHECK(write_file(folder / "old", "newer") == "");
  CHECK(folder.read("other") == "new");
}

TEST_CASE("write_file: the owner stays where that is permitted") {
  if (::geteuid() != 0) return;
  const TestFolder folder;
  folder.write("old", "x");
  REQUIRE(::chown((folder / "old").c_str(), 61001, 61002) == 0);
  CHECK(write_file(folder / "old", "new") == "");
  struct stat status {};
  REQUIRE(::stat((folder / "old").c_str(), &status) == 0);
  CHECK(status.st_uid == 61001);
  CHECK(status.st_gid == 61002);
}

TEST_CASE("write_file: what may not be written is not replaced") {
  if (::geteuid() == 0) return;
  const TestFolder folder;
  folder.write("old", "x");
  ::chmod((folder / "old").c_str(), 0444);
  CHECK(write_file(folder / "old", "new") == "permission denied");
  CHECK(folder.read("old") == "x");
  CHECK(folder.names() == "old ");
}

TEST_CASE("write_file: nobody else's file or link serves as a temporary one") {
  const TestFolder folder;
  folder.write("r.json.tmp", "mine");
  folder.write("precious", "precious");
  fs::create_symlink("precious", folder / "s.json.tmp");
  CHECK(write_file(folder / "r.json", "report") == "");
  CHECK(write_file(folder / "s.json", "report") == "");
  CHECK(folder.read("r.json.tmp") == "mine");
  CHECK(folder.read("precious") == "precious");
  CHECK(folder.names() == "precious r.json r.json.tmp s.json s.json.tmp ");
}

TEST_CASE("write_file: links are followed and stay") {
  const TestFolder folder;
  fs::create_directory(folder / "sub");
  folder.write("sub/file", "old");
  fs::create_symlink("sub/second", folder / "first");
  fs::create_symlink(folder / "sub/file", folder / "sub/second");
  CHECK(write_file(folder / "first", "new") == "");
  CHECK(folder.read("sub/file") == "new");
  CHECK(fs::is_symlink(folder / "first"));
  CHECK(fs::is_symlink(folder / "sub/second"));

  fs::create_symlink("sub/not-yet", folder / "dangling");
  CHECK(write_file(folder / "dangling", "new") == "");
  CHECK(folder.read("sub/not-yet") == "new");
  CHECK(fs::is_symlink(folder / "dangling"));

  fs::create_symlink("nowhere/x", folder / "astray");
  CHECK(write_file(folder / "astray", "new") == "no such file or directory");
  fs::create_symlink("loop-b", folder / "loop-a");
  fs::create_symlink("loop-a", folder / "loop-b");
  CHECK(write_file(folder / "loop-a", "new") == "too many levels of symbolic links");
}

TEST_CASE("write_file: what is no file is refused") {
  const TestFolder folder;
  fs::create_directory(folder / "sub");
  fs::create_symlink("sub", folder / "link");
  folder.write("file", "x");
  CHECK(write_file("", "x") == "no such file or directory");
  for (const char* name : {"sub", "sub/", "link", ".", "sub/..", "new/"}) {
    CAPTURE(name);
    CHECK(write_file(folder / name, "x") == "is a directory");
  }
  CHECK(write_file(folder / "file/x", "x") == "not a directory");
  CHECK(write_file(folder / "none/x", "x") == "no such file or directory");
  CHECK(write_file(folder / std::string(256, 'n'), "x") == "file name too long");
  CHECK(folder.names() == "file link sub ");
}

TEST_CASE("write_file: an input is never written, whatever it is called") {
  const TestFolder folder;
  folder.write("input.yaml", "input");
  fs::create_symlink("input.yaml", folder / "link");
  fs::create_hard_link(folder / "input.yaml", folder / "hard");
  const Descriptor open(folder / "input.yaml", O_RDWR);
  const std::vector<FileId> inputs = {id_of(folder / "input.yaml")};
  const std::string refused = "it is an input";
  for (const char* name : {"input.yaml", "link", "hard", "./input.yaml"}) {
    CHECK(write_file(folder / name, "x", inputs) == refused);
  }
  CHECK(write_file("/dev/fd/" + std::to_string(open.number()), "x", inputs) == refused);
  CHECK(folder.read("input.yaml") == "input");
  CHECK(write_file(folder / "link", "x") == "");
}

TEST_CASE("write_file: devices and pipes are written to as they stand") {
  const TestFolder folder;
  fs::create_symlink("/dev/null", folder / "null");
  fs::create_symlink("/dev/full", folder / "full");
  CHECK(write_file(folder / "null", "x") == "");
  CHECK(write_file("/dev/full", "x") == "no space left on device");
  CHECK(write_file(folder / "full", "x") == "no space left on device");
  CHECK(folder.names() == "full null ");

  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const Descriptor reader(folder / "pipe", O_RDWR);
  CHECK(write_file(folder / "pipe", "through") == "");
  std::string got(20, ' ');
  got.resize(static_cast<std::size_t>(::read(reader.number(), got.data(), got.size())));
  CHECK(got == "through");
}

TEST_CASE("write_file: what this process has open is written where it stands") {
  const TestFolder folder;
  folder.write("log", "");
  const Descriptor log(folder / "log", O_WRONLY);
  const std::string number = std::to_string(log.number());
  fs::create_symlink("/proc/self/fd/" + number, folder / "link");
  fs::create_symlink("/proc/self/fd", folder / "folder");
  CHECK(write_file("/dev/fd/" + number, "one ") == "");
  CHECK(write_file("/proc/self/fd/" + number, "two ") == "");
  CHECK(write_file(folder / "link", "three ") == "");
  CHECK(write_file(folder / ("folder/" + number), "four") == "");
  CHECK(folder.read("log") == "one two three four");
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(write_file("/dev/fd/999", "x") == "bad file descriptor");

  // Its file is gone, the descriptor is not.
  fs::remove(folder / "log");
  CHECK(write_file(folder / "link", "x") == "");
  CHECK(folder.names() == "folder link ");
}

TEST_CASE("write_file: the file of a standard stream is written through the stream, by whatever name") {
  const TestFolder folder;
  std::string errors;
  {
    const Redirected out(STDOUT_FILENO, folder / "out");
    const Redirected err(STDERR_FILENO, folder / "err");
    errors += write_file("/dev/stdout", "one ");
    errors += write_file(folder / "out", "two ");
    errors += write_file("/dev/stderr", "one ");
    errors += write_file(folder / "err", "two ");
    errors += reason(write_stream(STDOUT_FILENO, "three"));
  }
  CHECK(errors == "success");
  CHECK(folder.read("out") == "one two three");
  CHECK(folder.read("err") == "one two ");
}

TEST_CASE("write_stream: tells of a full disk, a reader that has gone and a stream that is closed") {
  const Descriptor full("/dev/full", O_WRONLY);
  CHECK(write_stream(full.number(), "x") == ENOSPC);
  CHECK(write_stream(full.number(), "") == 0);
  CHECK(write_stream(999, "x") == EBADF);
}

}  // namespace vmcp::source
