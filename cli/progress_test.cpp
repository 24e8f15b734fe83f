#include "cli/progress.h"

#include <doctest/doctest.h>

using namespace vmcp;

TEST_CASE("progress is for a terminal that somebody watches") {
  CHECK(cli::shows_progress(true, {.ci = "", .term = "xterm"}));
  CHECK(cli::shows_progress(true, {.ci = "false", .term = "xterm"}));
  CHECK(!cli::shows_progress(false, {.ci = "", .term = "xterm"}));
  CHECK(!cli::shows_progress(true, {.ci = "true", .term = "xterm"}));
  CHECK(!cli::shows_progress(true, {.ci = "", .term = "dumb"}));
  CHECK(!cli::shows_progress(true, {.ci = "", .term = ""}));
}

TEST_CASE("progress counts the files that are read") {
  source::MemoryFileSystem files;
  files.files["a/b.yaml"] = "kind: A";
  files.stdin_text = "kind: B";
  cli::Progress progress;
  const cli::CountedFiles counted(files, progress);
  CHECK(counted.read("a/b.yaml").text == "kind: A");
  CHECK(!counted.read("c.yaml").text);
  CHECK(counted.read_stdin().text == "kind: B");
  CHECK(counted.list("a") == files.list("a"));
  CHECK(counted.kind("a") == source::FileSystem::Kind::kDirectory);
  CHECK(counted.identity("a") == "a");
  CHECK(progress.files == 2);
}

TEST_CASE("progress of a run that is soon done starts and ends without a word") {
  const cli::Progress progress;
  const cli::ProgressLine line(progress);
}
