#include "core/gitops/env_file.h"

#include <doctest/doctest.h>

using namespace vmcp;

using Variables = std::vector<std::pair<std::string, std::string>>;

TEST_CASE("a file of variables is read as kustomize reads it") {
  const auto read = gitops::read_env_file(
      "\xEF\xBB\xBF"
      "A=1\r\n# c\n\n  B=\"x\" # y\n=no\n \t# c\na.b-c==\nLAST=a=b",
      true);
  REQUIRE(read);
  CHECK(read->variables == Variables{{"A", "1"}, {"B", "\"x\" # y"}, {"a.b-c", "="}, {"LAST", "a=b"}});
  CHECK(read->complete);
  CHECK_FALSE(gitops::read_env_file("A=\xFF\n", true));
}

TEST_CASE("no value of a Secret's file is kept, nor what may be a piece of one") {
  const auto read = gitops::read_env_file("PASSWORD=hunter2\nMIIEvQIBADANBgkq\nq+Xz/aa==\n", false);
  REQUIRE(read);
  CHECK(read->variables == Variables{{"PASSWORD", ""}});
  CHECK_FALSE(read->complete);
}
