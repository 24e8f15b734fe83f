#include "core/source/output_directory.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "core/source/folder_fixture.h"

namespace vmcp::source {
namespace {

namespace fs = std::filesystem;

using Files = std::vector<OutputFile>;

}  // namespace

TEST_CASE("write_directory: stale files of earlier calls go, and only those") {
  const TestFolder folder;
  folder.write("mine.yaml", "mine");
  DirectoryChange done = write_directory(folder / "", Files{{"a.yaml", "a"}, {"b.yaml", "b"}});
  CHECK(done.error == "");
  CHECK(done.written == 2);
  CHECK(folder.names() == ".vmcp-render a.yaml b.yaml mine.yaml ");

  done = write_directory(folder / "", Files{{"b.yaml", "b"}, {"c.yaml", "c"}});
  CHECK(done.error == "");
  CHECK(done.written == 1);
  CHECK(done.unchanged == 1);
  CHECK(done.removed == 1);
  CHECK(folder.names() == ".vmcp-render b.yaml c.yaml mine.yaml ");
  CHECK(folder.read("mine.yaml") == "mine");
}

TEST_CASE("write_directory: what does not change is not touched") {
  const TestFolder folder;
  REQUIRE(write_directory(folder / "out", Files{{"a.yaml", "a"}}).error == "");
  const auto inode = [&](const char* name) {
    struct stat status {};
    REQUIRE(::stat((folder / "out" + '/' + name).c_str(), &status) == 0);
    return status.st_ino;
  };
  const ino_t file = inode("a.yaml");
  const ino_t list = inode(".vmcp-render");
  CHECK(write_directory(folder / "out", Files{{"a.yaml", "a"}}).unchanged == 1);
  CHECK(inode("a.yaml") == file);
  CHECK(inode(".vmcp-render") == list);
}

TEST_CASE("write_directory: makes the directories") {
  const TestFolder folder;
  CHECK(write_directory(folder / "a/b/c", Files{{"x.yaml", "x"}}).error == "");
  CHECK(folder.read("a/b/c/x.yaml") == "x");
  folder.write("file", "");
  CHECK(write_directory(folder / "file", {}).error == "not a directory");
  CHECK(write_directory(folder / "file/below", {}).error == "not a directory");
}

TEST_CASE("write_directory: writes nowhere else, whatever links and lists say") {
  const TestFolder folder;
  folder.write("outside.yaml", "outside");
  fs::create_directory(folder / "out");
  fs::create_symlink("../outside.yaml", folder / "out/link.yaml");
  fs::create_symlink("../outside.yaml", folder / "out/old.yaml");
  folder.write("out/.vmcp-render", "../outside.yaml\nold.yaml\n.\n..\n.hidden\n/etc/passwd\ngone.yaml\n");
  folder.write("out/.hidden", "hidden");
  const DirectoryChange done = write_directory(folder / "out", Files{{"link.yaml", "new"}});
  CHECK(done.error == "");
  CHECK(done.removed == 1);
  CHECK(folder.read("outside.yaml") == "outside");
  CHECK(folder.read("out/link.yaml") == "new");
  CHECK_FALSE(fs::is_symlink(folder / "out/link.yaml"));
  CHECK_FALSE(fs::exists(folder / "out/old.yaml"));
  CHECK(folder.read("out/.hidden") == "hidden");
}

TEST_CASE("write_directory: a fault leaves all as it was") {
  const TestFolder folder;
  REQUIRE(write_directory(folder / "", Files{{"a.yaml", "a"}, {"z.yaml", "z"}}).error == "");
  fs::remove(folder / "z.yaml");
  fs::create_directory(folder / "z.yaml");
  CHECK(write_directory(folder / "", Files{{"a.yaml", "changed"}, {"z.yaml", "z"}}).error == "z.yaml: is a directory");
  CHECK(folder.read("a.yaml") == "a");
  CHECK(folder.names() == ".vmcp-render a.yaml z.yaml ");

  CHECK(write_directory(folder / "", Files{{"a.yaml", "1"}, {"a.yaml", "2"}}).error ==
        "a.yaml: two objects have this name");
  CHECK(write_directory(folder / "", Files{{"../a.yaml", "1"}}).error == "../a.yaml: it is no name of a file");
}

TEST_CASE("write_directory: an input is neither replaced nor removed") {
  const TestFolder folder;
  REQUIRE(write_directory(folder / "", Files{{"a.yaml", "a"}}).error == "");
  struct stat status {};
  REQUIRE(::stat((folder / "a.yaml").c_str(), &status) == 0);
  const std::vector<FileId> inputs = {file_id(status).value()};
  CHECK(write_directory(folder / "", Files{{"a.yaml", "b"}}, inputs).error == "a.yaml: it is an input");
  CHECK(write_directory(folder / "", Files{{"b.yaml", "b"}}, inputs).error == "a.yaml: it is an input");
  CHECK(folder.names() == ".vmcp-render a.yaml ");
}

TEST_CASE("write_directory: a file keeps its mode") {
  const TestFolder folder;
  REQUIRE(write_directory(folder / "", Files{{"a.yaml", "a"}}).error == "");
  REQUIRE(::chmod((folder / "a.yaml").c_str(), 0640) == 0);
  REQUIRE(write_directory(folder / "", Files{{"a.yaml", "b"}}).error == "");
  struct stat status {};
  REQUIRE(::stat((folder / "a.yaml").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0640);
}

}  // namespace vmcp::source
