#include "core/source/git_index.h"

#include <algorithm>
#include <cstdint>
#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/source/inputs.h"
#include "core/source/sources.h"

namespace vmcp::source {
namespace {

std::string number(std::uint32_t value, int size) {
  std::string bytes;
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xFFU);
  return bytes;
}

/// An index as Git writes it; `extended` entries have two bytes more.
std::string index_of(std::uint32_t version, const std::vector<std::string>& paths, std::size_t hash_size = 20,
                     bool extended = false) {
  std::string bytes = "DIRC" + number(version, 4) + number(static_cast<std::uint32_t>(paths.size()), 4);
  std::string before;
  for (const std::string& path : paths) {
    std::string entry(40 + hash_size, '\x7F');
    entry +=
        number(std::min<std::uint32_t>(static_cast<std::uint32_t>(path.size()), 0xFFF) | (extended ? 0x4000U : 0U), 2);
    if (extended) entry += number(0x2000, 2);
    if (version == 4) {
      std::size_t common = 0;
      while (common < before.size() && common < path.size() && before[common] == path[common]) ++common;
      entry += number(static_cast<std::uint32_t>(before.size() - common), 1) + path.substr(common) + '\0';
    } else {
      entry += path;
      entry.append(8 - entry.size() % 8, '\0');
    }
    bytes += entry;
    before = path;
  }
  return bytes + std::string(hash_size, 'x');
}

TEST_CASE("what Git tracks is read from its index") {
  const std::vector<std::string> paths = {".gitignore", "apps/gen/gateway.yaml", "apps/gen/secret.yaml", "out.yaml"};
  for (const std::uint32_t version : {2U, 3U, 4U}) {
    for (const std::size_t hash_size : {20U, 32U}) {
      for (const bool extended : {false, true}) {
        if (extended && version == 2) continue;
        MemoryFileSystem files;
        files.files = {{"r/.git/index", index_of(version, paths, hash_size, extended)}};
        std::vector<FileId> read;
        const GitIndex index = GitIndex::of(files, "r", read);
        for (const std::string& path : paths) CHECK_MESSAGE(index.tracks(path), version);
        CHECK_FALSE(index.tracks("apps/gen"));
        CHECK(index.tracks_below("apps/gen"));
        CHECK_FALSE(index.tracks_below("apps/ge"));
      }
    }
  }
}

TEST_CASE("an index that cannot be read tracks nothing") {
  const std::string whole = index_of(2, {"a.yaml", "b.yaml"});
  for (std::size_t size = 0; size + 21 < whole.size(); ++size) CHECK_FALSE(GitIndex::read(whole.substr(0, size), 20));
  CHECK_FALSE(GitIndex::read(index_of(5, {"a.yaml"}), 20));
  CHECK_FALSE(GitIndex::read(index_of(4, {std::string(4097, 'a')}), 20));
  std::vector<FileId> read;
  CHECK_FALSE(GitIndex::of(MemoryFileSystem(), "r", read).tracks("a.yaml"));
}

TEST_CASE("what is tracked is walked though a .gitignore file names it") {
  MemoryFileSystem files;
  files.files = {{"r/.gitignore", "gen/\n*.local.yaml\nvendor/\n"},
                 {"r/a.local.yaml", ""},
                 {"r/b.local.yaml", ""},
                 {"r/gen/kept/a.yaml", ""},
                 {"r/gen/kept/b.yaml", ""},
                 {"r/gen/other/c.yaml", ""},
                 {"r/vendor/d.yaml", ""},
                 {"r/.git/index", index_of(2, {"a.local.yaml", "gen/kept/a.yaml"})}};
  const auto walked = [&](const std::string& path) {
    Sources sources;
    diag::Sink sink;
    std::string names;
    for (const Input& input :
         collect_inputs(files, {.paths = {path}, .recursive = true, .git_ignore = true}, sources, sink).all) {
      names += input.path + ' ';
    }
    return names;
  };
  CHECK(walked("r") == "r/a.local.yaml r/gen/kept/a.yaml ");
  // A linked working tree has its index elsewhere.
  files.files["r/.git"] = "gitdir: ../main/.git/worktrees/r\n";
  files.files["r/../main/.git/worktrees/r/index"] = index_of(4, {"b.local.yaml"});
  files.files.erase("r/.git/index");
  CHECK(walked("r") == "r/b.local.yaml ");
}

}  // namespace
}  // namespace vmcp::source
