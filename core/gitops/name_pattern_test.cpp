#include "core/gitops/name_pattern.h"

#include <doctest/doctest.h>

using vmcp::gitops::NamePattern;

TEST_CASE("the name in a target is a regular expression for all of a name") {
  CHECK(NamePattern("").matches("gw"));
  CHECK(NamePattern("gw").matches("gw"));
  CHECK_FALSE(NamePattern("gw").matches("gw-2"));
  CHECK(NamePattern("g.").matches("gw"));
  CHECK(NamePattern("a|gw").matches("gw"));
  CHECK_FALSE(NamePattern("g|a").matches("gw"));
  CHECK_FALSE(NamePattern("(").matches("("));
  CHECK_FALSE(NamePattern("((a{900}){900})").matches("a"));
}
