#include "core/source/files.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "core/source/folder_fixture.h"

namespace vmcp::source {

namespace fs = std::filesystem;
using Kind = FileSystem::Kind;

TEST_CASE("files: links are what they lead to") {
  const TestFolder folder;
  folder.write("file", "x");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  fs::create_symlink("file", folder / "to-file");
  fs::create_symlink("pipe", folder / "to-pipe");
  fs::create_symlink(".", folder / "to-folder");
  fs::create_symlink("none", folder / "dangling");
  fs::create_symlink("loop", folder / "loop");
  const RealFileSystem files;
  CHECK(files.kind(folder / "file") == Kind::kFile);
  CHECK(files.kind(folder / "to-file") == Kind::kFile);
  CHECK(files.kind(folder / "pipe") == Kind::kSpecial);
  CHECK(files.kind(folder / "to-pipe") == Kind::kSpecial);
  CHECK(files.kind("/dev/null") == Kind::kSpecial);
  CHECK(files.kind(folder / "to-folder") == Kind::kDirectory);
  CHECK(files.kind(folder / "dangling") == Kind::kMissing);
  CHECK(files.kind(folder / "file/below") == Kind::kMissing);
  CHECK(files.kind(folder / "loop") == Kind::kFile);
  CHECK(files.identity(folder / "to-file") == files.identity(folder / "file"));
  CHECK(files.identity(folder / "to-folder/file") == files.identity(folder / "file"));
  CHECK(files.identity(folder / "./to-folder//to-file") == fs::canonical(folder / "file").string());
  CHECK(files.identity(folder / "none/file") == folder / "none/file");
  CHECK(files.identity("none") == "none");
  CHECK(files.identity("/tmp/..") == "/");
  CHECK(files.identity("/tmp/../dev/null") == "/dev/null");
}

TEST_CASE("files: a text takes no more memory than it has bytes") {
  const TestFolder folder;
  const RealFileSystem files;
  for (const std::size_t size : {0U, 4U, 1000U, 65536U, 70001U}) {
    folder.write("file", std::string(size, 'x'));
    const FileSystem::Result result = files.read(folder / "file");
    REQUIRE(result.text);
    CHECK(*result.text == std::string(size, 'x'));
    CHECK(result.text->capacity() <= std::max(size, std::string().capacity()));
  }
}

TEST_CASE("files: a pipe that is named is read to its end") {
  const RealFileSystem files;
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  REQUIRE(::write(ends[1], "through", 7) == 7);
  ::close(ends[1]);
  const FileSystem::Result result = files.read("/dev/fd/" + std::to_string(ends[0]));
  ::close(ends[0]);
  CHECK(result.text == "through");
  CHECK(result.text->capacity() < 16);
  CHECK_FALSE(result.file);
}

TEST_CASE("files: an input ends after 256 MiB") {
  const TestFolder folder;
  const RealFileSystem files;
  CHECK(files.read("/dev/zero").error == "more than 256 MiB");
  folder.write("sparse", "");
  fs::resize_file(folder / "sparse", kMostInputBytes + 1);
  const FileSystem::Result result = files.read(folder / "sparse");
  CHECK_FALSE(result.text);
  CHECK(result.error == "more than 256 MiB");
  CHECK(result.file);
}

TEST_CASE("files: what cannot be read says why") {
  const TestFolder folder;
  const RealFileSystem files;
  CHECK(files.read(folder / "none").error == "no such file or directory");
  CHECK(files.read(folder / ".").error == "is a directory");
  fs::create_symlink("loop", folder / "loop");
  CHECK(files.read(folder / "loop").error == "too many levels of symbolic links");
  CHECK_FALSE(files.list(folder / "none"));
  folder.write("b", "");
  CHECK(files.list(folder / ".")->size() == 2);
  if (::geteuid() == 0) return;
  ::chmod((folder / "b").c_str(), 0);
  const FileSystem::Result denied = files.read(folder / "b");
  CHECK(denied.error == "permission denied");
  CHECK(denied.file);
}

}  // namespace vmcp::source
