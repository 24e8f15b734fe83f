#include "core/source/excludes.h"

#include <doctest/doctest.h>

namespace vmcp::source {
namespace {

bool excludes(const std::string& glob, std::string_view path, std::string_view below) {
  const bool is_directory = path.ends_with('/');
  if (is_directory) path.remove_suffix(1);
  return Excludes(std::vector{glob}).match(path, below, is_directory);
}

TEST_CASE("a glob with a slash is held against the path as it is printed and the path below the walk") {
  CHECK(excludes("apps/old/gw.yaml", "apps/old/gw.yaml", "old/gw.yaml"));
  CHECK(excludes("old/gw.yaml", "apps/old/gw.yaml", "old/gw.yaml"));
  CHECK(excludes("apps/*/gw.yaml", "apps/old/gw.yaml", "old/gw.yaml"));
  CHECK(excludes("./old/gw.yaml", "./old/gw.yaml", "old/gw.yaml"));
  CHECK(excludes("old/gw.yaml", "./old/gw.yaml", "old/gw.yaml"));
  CHECK(excludes("./apps/old/gw.yaml", "apps/old/gw.yaml", "old/gw.yaml"));
  CHECK(excludes("/srv/old/gw.yaml", "/srv/old/gw.yaml", "old/gw.yaml"));
  CHECK_FALSE(excludes("old/gw.yaml", "apps/very/old/gw.yaml", "very/old/gw.yaml"));
  CHECK(excludes("**/old/gw.yaml", "apps/very/old/gw.yaml", "very/old/gw.yaml"));
}

TEST_CASE("a glob without one is held against names") {
  CHECK(excludes("gw.yaml", "apps/old/gw.yaml", "old/gw.yaml"));
  CHECK(excludes("old", "apps/old/", "old"));
  CHECK(excludes("*.yaml", "apps/gw.yaml", "gw.yaml"));
  CHECK_FALSE(excludes("./gw.yaml", "./old/gw.yaml", "old/gw.yaml"));
}

TEST_CASE("with a slash at its end it is about directories") {
  CHECK(excludes("old/", "apps/very/old/", "very/old"));
  CHECK(excludes("apps/old/", "apps/old/", "old"));
  CHECK(excludes("apps/old", "apps/old/", "old"));
  CHECK_FALSE(excludes("gw.yaml/", "apps/gw.yaml", "gw.yaml"));
  CHECK_FALSE(excludes("apps/gw.yaml/", "apps/gw.yaml", "gw.yaml"));
}

TEST_CASE("globs of no use are known") {
  const std::vector<std::string> globs = {"a.yaml", "*.yaml", "./b/", "c"};
  Excludes excludes(globs);
  CHECK(excludes.match("d/a.yaml", "a.yaml", false));
  CHECK_FALSE(excludes.match("d/b", "b", false));
  CHECK(excludes.unused() == std::vector<std::string_view>{"./b/", "c"});
}

}  // namespace
}  // namespace vmcp::source
