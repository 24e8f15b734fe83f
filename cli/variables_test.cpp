#include "cli/variables.h"

#include <doctest/doctest.h>

using namespace vmcp;

TEST_CASE("files of variables hold lines NAME=VALUE") {
  source::MemoryFileSystem files;
  files.files["a.env"] = "# comment\n\nONE=1\nexport TWO = \"two words\"\r\nTHREE='x=y'\nFOUR=\n";
  files.files["b.env"] = "ONE=later\n";
  std::vector<source::FileId> read;
  diag::Sink sink;
  const gitops::GivenVariables variables = cli::read_variable_files({"a.env", "b.env"}, files, read, sink);
  CHECK(sink.all().empty());
  CHECK(variables == gitops::GivenVariables{{"FOUR", ""}, {"ONE", "later"}, {"THREE", "x=y"}, {"TWO", "two words"}});
}

TEST_CASE("a line that is none, and a file that is gone, are wrong usage, and show no value") {
  source::MemoryFileSystem files;
  files.files["a.env"] = "ONE=1\nhunter2\n1X=hunter2\n";
  std::vector<source::FileId> read;
  diag::Sink sink;
  CHECK(cli::read_variable_files({"a.env", "none.env"}, files, read, sink).size() == 1);
  REQUIRE(sink.all().size() == 3);
  CHECK(sink.all()[0].place == diag::Place{"a.env", 2, 1});
  CHECK(sink.all()[1].place == diag::Place{"a.env", 3, 1});
  CHECK(sink.all()[2].code == diag::Code("unreadable-path"));
  for (const diag::Diagnostic& finding : sink.all()) {
    CHECK(finding.stage == diag::Stage::kUsage);
    CHECK(finding.message.find("hunter2") == std::string::npos);
  }
}
