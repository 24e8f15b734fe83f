#include "core/source/inputs.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/source/folder_fixture.h"
#include "core/source/glob.h"

namespace vmcp::source {
namespace {

MemoryFileSystem folder() {
  MemoryFileSystem files;
  files.stdin_text = "stdin";
  files.files = {{"d/b.yaml", "b"},          {"d/a.yml", "a"},        {"d/c.json", "c"},     {"d/readme.md", "no"},
                 {"d/.hidden.yaml", "no"},   {"d/.git/x.yaml", "no"}, {"d/sub/e.yaml", "e"}, {"d/sub-1/f.yaml", "f"},
                 {"d/sub/deep/g.yaml", "g"}, {"one.txt", "one"}};
  return files;
}

/// Names of the inputs read, a star behind those that were named; then the codes of the findings.
std::string collect(const FileSystem& files, const InputOptions& options) {
  Sources sources;
  diag::Sink sink;
  std::string result;
  Inputs inputs = collect_inputs(files, options, sources, sink);
  for (const Input& input : inputs.all) {
    const bool is_read = input.named() || read_found(files, input.path, inputs.files, sink);
    if (is_read) result += input.path + (input.named() ? "* " : " ");
  }
  for (const diag::Diagnostic& finding : sink.sorted()) {
    CHECK(finding.stage == diag::Stage::kUsage);
    result += "!" + std::string(finding.code) + ":" + finding.place.file;
  }
  return result;
}

TEST_CASE("inputs are collected in order") {
  const MemoryFileSystem files = folder();
  CHECK(collect(files, {.paths = {"one.txt", "d"}}) == "one.txt* d/a.yml d/b.yaml d/c.json ");
  CHECK(collect(files, {.paths = {"d/"}}) == "d/a.yml d/b.yaml d/c.json ");
  CHECK(collect(files, {.paths = {"d"}, .recursive = true}) ==
        "d/a.yml d/b.yaml d/c.json d/sub-1/f.yaml d/sub/deep/g.yaml d/sub/e.yaml ");
  CHECK(collect(files, {.paths = {"d/.hidden.yaml"}}) == "d/.hidden.yaml* ");
  CHECK(collect(files, {.paths = {"d/b.yaml", "d"}}) == "d/b.yaml* d/a.yml d/c.json ");
}

TEST_CASE("globs leave paths of a walk out") {
  const MemoryFileSystem files = folder();
  CHECK(collect(files, {.paths = {"d"}, .recursive = true, .exclude = {"*.json", "sub"}}) ==
        "d/a.yml d/b.yaml d/sub-1/f.yaml ");
  CHECK(collect(files, {.paths = {"d"}, .recursive = true, .exclude = {"sub/*.yaml", "?.y*ml"}}) == "d/c.json ");
  CHECK(collect(files, {.paths = {"d"}, .recursive = true, .exclude = {"**/[e-g].yaml"}}) ==
        "d/a.yml d/b.yaml d/c.json ");
  CHECK(collect(files, {.paths = {"d"}, .recursive = true, .exclude = {"d/sub", "sub-1/", "d/*.json"}}) ==
        "d/a.yml d/b.yaml ");
  CHECK(collect(files, {.paths = {"one.txt"}, .exclude = {"*"}}) == "one.txt* !unused-exclude:");
  CHECK(collect(files, {.paths = {"d"}, .exclude = {"*.json", "*.yaml/", "readme.md", ".git"}}) ==
        "d/a.yml d/b.yaml !unused-exclude:");
}

TEST_CASE("what .gitignore files leave out is not walked in a working tree") {
  MemoryFileSystem files;
  files.files = {{"r/.git/HEAD", ""},
                 {"r/.gitignore", "/out/\n*.local.yaml\n!keep.local.yaml\napps/gen\n"},
                 {"r/a.yaml", ""},
                 {"r/a.local.yaml", ""},
                 {"r/keep.local.yaml", ""},
                 {"r/out/a.yaml", ""},
                 {"r/apps/out/a.yaml", ""},
                 {"r/apps/gen/a.yaml", ""},
                 {"r/apps/.gitignore", "!b.local.yaml\nc.yaml\n"},
                 {"r/apps/b.local.yaml", ""},
                 {"r/apps/c.yaml", ""},
                 {"r/apps/deep/c.yaml", ""},
                 {"r/vendor/.git", "gitdir: elsewhere"},
                 {"r/vendor/a.local.yaml", ""}};
  const InputOptions options{.paths = {"r"}, .recursive = true, .git_ignore = true};
  CHECK(collect(files, options) ==
        "r/a.yaml r/apps/b.local.yaml r/apps/out/a.yaml r/keep.local.yaml "
        "r/vendor/a.local.yaml ");
  CHECK(collect(files, {.paths = {"r/apps"}, .recursive = true, .git_ignore = true}) ==
        "r/apps/b.local.yaml r/apps/out/a.yaml ");
  // What is named is walked, and read, whatever the rules say of it.
  CHECK(collect(files, {.paths = {"r/out", "r/a.local.yaml"}, .recursive = true, .git_ignore = true}) ==
        "r/out/a.yaml r/a.local.yaml* ");
  CHECK(collect(files, {.paths = {"r/apps"}, .recursive = true}).find("r/apps/c.yaml") != std::string::npos);
  Sources sources;
  diag::Sink sink;
  CHECK(collect_inputs(files, options, sources, sink).ignored == 5);
  files.files.erase("r/.git/HEAD");
  CHECK(collect(files, options).find("r/a.local.yaml") != std::string::npos);
}

TEST_CASE("what a working tree ignores beside .gitignore files is not walked either") {
  MemoryFileSystem files;
  files.files = {{"r/.git/info/exclude", "*.local.yaml\nout/\n"},
                 {"r/.gitignore", "!keep.local.yaml\n"},
                 {"r/a.local.yaml", ""},
                 {"r/keep.local.yaml", ""},
                 {"r/apps/a.local.yaml", ""},
                 {"r/apps/out/a.yaml", ""},
                 {"r/apps/a.yaml", ""},
                 {"linked/.git", "gitdir: ../r/.git/worktrees/linked\n"},
                 {"linked/../r/.git/worktrees/linked/commondir", "../..\n"},
                 {"linked/../r/.git/worktrees/linked/../../info/exclude", "b.yaml\n"},
                 {"linked/a.yaml", ""},
                 {"linked/b.yaml", ""}};
  const auto of = [&](const char* path) {
    return collect(files, {.paths = {path}, .recursive = true, .git_ignore = true});
  };
  CHECK(of("r") == "r/apps/a.yaml r/keep.local.yaml ");
  CHECK(of("r/apps") == "r/apps/a.yaml ");
  CHECK(of("linked") == "linked/a.yaml ");
}

TEST_CASE("what is left out is known for it behind a link") {
  const TestFolder folder;
  namespace fs = std::filesystem;
  for (const char* name : {"vendor", "vendor/deep", "apps"}) fs::create_directory(folder / name);
  for (const char* name : {"vendor/a.yaml", "vendor/deep/b.yaml", "apps/c.yaml", "d.yaml"}) folder.write(name, "");
  fs::create_symlink("../vendor/a.yaml", folder / "apps/a.yaml");
  fs::create_directory_symlink("../vendor/deep", folder / "apps/deep");
  fs::create_symlink("../d.yaml", folder / "apps/link.yaml");
  const RealFileSystem files;
  const auto left_out = [&](std::vector<std::string> paths, std::vector<std::string> globs) {
    Sources sources;
    diag::Sink sink;
    for (std::string& path : paths) path = folder / path;
    const Inputs inputs =
        collect_inputs(files, {.paths = paths, .recursive = true, .exclude = std::move(globs)}, sources, sink);
    std::string names;
    for (const std::string& path : paths_to_left_out(files, inputs)) names += path.substr((folder / "").size()) + ' ';
    return names;
  };
  CHECK(left_out({""}, {"vendor/"}) == "apps/a.yaml apps/deep/b.yaml ");
  CHECK(left_out({""}, {"vendor/deep"}) == "apps/deep/b.yaml ");
  CHECK(left_out({""}, {}).empty());
  // A link that is left out leaves nothing else out.
  CHECK(left_out({""}, {"link.yaml"}).empty());
  // What is named is meant.
  CHECK(left_out({"apps/a.yaml", "vendor"}, {"a.yaml"}).empty());
}

TEST_CASE("standard input is read once") {
  const MemoryFileSystem files = folder();
  CHECK(collect(files, {.paths = {"-"}}) == "<stdin>* ");
  CHECK(collect(files, {.paths = {"-", "-"}, .stdin_name = "x.yaml"}) == "x.yaml* !stdin-twice:-");
}

TEST_CASE("what cannot be read is a finding of usage") {
  CHECK(collect(folder(), {.paths = {"missing", "one.txt"}}) == "one.txt* !no-such-path:missing");
}

/// A file system whose every folder links to itself, and whose files cannot be read.
class Loop final : public FileSystem {
 public:
  Kind kind(const std::string& path) const override { return path.ends_with(".yaml") ? Kind::kFile : Kind::kDirectory; }
  std::string identity(const std::string& path) const override {
    return path.ends_with(".yaml") ? path : std::string("top");
  }
  Result read(const std::string&) const override { return {std::nullopt, "permission denied"}; }
  Result read_stdin() const override { return {std::nullopt, "closed"}; }
  std::optional<std::vector<std::string>> list(const std::string&) const override {
    return std::vector<std::string>{"loop", "a.yaml"};
  }
};

TEST_CASE("loops of links end and unreadable files are findings") {
  CHECK(collect(Loop(), {.paths = {"top"}, .recursive = true}) == "!unreadable-path:top/a.yaml");
  CHECK(collect(Loop(), {.paths = {"-"}}) == "!unreadable-path:-");
}

/// A folder with a file, a pipe and a link that leads nowhere, of which each is regular file number 1 or none.
class WithPipe final : public FileSystem {
 public:
  Kind kind(const std::string& path) const override {
    if (path == "d") return Kind::kDirectory;
    if (path.ends_with("link.yaml")) return Kind::kMissing;
    return path.ends_with("pipe.yaml") ? Kind::kSpecial : Kind::kFile;
  }
  std::string identity(const std::string& path) const override { return path; }
  Result read(const std::string& path) const override {
    if (path.ends_with("pipe.yaml")) return {"piped", "", {}};
    return {std::nullopt, "permission denied", FileId{0, 1}};
  }
  Result read_stdin() const override { return {"stdin", "", FileId{0, 2}}; }
  std::optional<std::vector<std::string>> list(const std::string&) const override {
    return std::vector<std::string>{"a.yaml", "link.yaml", "pipe.yaml", "no-input"};
  }
};

TEST_CASE("a pipe and a link to nowhere are skipped and counted in a walk, and the pipe read where it is named") {
  CHECK(collect(WithPipe(), {.paths = {"d"}}) == "!unreadable-path:d/a.yaml");
  CHECK(collect(WithPipe(), {.paths = {"d/pipe.yaml"}}) == "d/pipe.yaml* ");
  CHECK(collect(WithPipe(), {.paths = {"d/link.yaml"}}) == "!no-such-path:d/link.yaml");
  Sources sources;
  diag::Sink sink;
  Inputs inputs = collect_inputs(WithPipe(), {.paths = {"d", "-"}}, sources, sink);
  CHECK(inputs.skipped == 2);
  CHECK(inputs.files == std::vector<FileId>{{0, 2}});
  CHECK_FALSE(read_found(WithPipe(), "d/a.yaml", inputs.files, sink));
  CHECK(inputs.files == std::vector<FileId>{{0, 2}, {0, 1}});
}

TEST_CASE("globs match as a shell's do") {
  CHECK(matches_glob("a*c", "abbc"));
  CHECK(matches_glob("*", ""));
  CHECK(matches_glob("[!a-c]?", "dx"));
  CHECK(matches_glob("[]a]", "]"));
  CHECK(matches_glob("a\\*", "a*"));
  CHECK(matches_glob("**/x", "x"));
  CHECK(matches_glob("**/x", "a/b/x"));
  CHECK(matches_glob("a/**", "a/b/c"));
  CHECK_FALSE(matches_glob("*", "a/b"));
  CHECK_FALSE(matches_glob("[a", "a"));
  CHECK_FALSE(matches_glob("a\\*", "ab"));
  CHECK_FALSE(matches_glob("a?c", "a/c"));
  CHECK_FALSE(matches_glob("*a*a*a*a*a*a*b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace vmcp::source
