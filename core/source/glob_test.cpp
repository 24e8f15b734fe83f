#include "core/source/glob.h"

#include <doctest/doctest.h>
#include <string>

namespace vmcp::source {
namespace {

TEST_CASE("a star takes what is left of a name, and no slash") {
  CHECK(matches_glob("a*b*c", "axbxbxc"));
  CHECK(matches_glob("*a", "aaa"));
  CHECK(matches_glob("*ab", "aab"));
  CHECK(matches_glob("*\\*", "a*"));
  CHECK(matches_glob("*[0-9]", "a1"));
  CHECK(matches_glob("*/b", "a/b"));
  CHECK_FALSE(matches_glob("a*c", "a/c"));
  CHECK_FALSE(matches_glob("*b", "a"));
  CHECK_FALSE(matches_glob("*/b", "a/c/b"));
}

TEST_CASE("two stars take slashes, and with a slash whole directories") {
  CHECK(matches_glob("**b", "a/ab"));
  CHECK(matches_glob("**/b", "b"));
  CHECK(matches_glob("**/b", "/b"));
  CHECK(matches_glob("**/b", "a//b"));
  CHECK(matches_glob("**/b/*c", "a/b/x/b/xc"));
  CHECK(matches_glob("a/**/**/b", "a/b"));
  CHECK(matches_glob("a/**/b*/**/c", "a/x/b1/y/b2/c"));
  CHECK(matches_glob("**/a*b/c", "ax/ab/c"));
  CHECK(matches_glob("a/**", "a/b/c"));
  CHECK_FALSE(matches_glob("**/b", "ab"));
  CHECK_FALSE(matches_glob("a/**/b", "a"));
  CHECK_FALSE(matches_glob("**/a*b", "ab/c"));
}

TEST_CASE("a set is one byte, and one that is not closed matches nothing") {
  CHECK(matches_glob("*[ab]*[!b-z]", "xbxa"));
  CHECK(matches_glob("[]a]", "]"));
  CHECK(matches_glob("[^a]", "b"));
  CHECK(matches_glob("[a\\-c]", "-"));
  CHECK(matches_glob("[[:upper:][:digit:]]*", "7x"));
  CHECK(matches_glob("[\x80-\xff]*", "\xC3\xA9"));
  CHECK_FALSE(matches_glob("[a\\-c]", "b"));
  CHECK_FALSE(matches_glob("[!a]", "/"));
  CHECK_FALSE(matches_glob("[[:none:]]", "n"));
  CHECK_FALSE(matches_glob("*[a", "[a"));
  CHECK_FALSE(matches_glob("[", "["));
}

TEST_CASE("a pattern of many stars costs no more than it is long") {
  const std::string name(200, 'a');
  std::string stars;
  std::string directories;
  std::string path;
  for (int i = 0; i < 60; ++i) {
    stars += "a*";
    directories += "**/a/";
    path += "a/";
  }
  CHECK_FALSE(matches_glob(stars + "b", name));
  CHECK(matches_glob(stars + "a", name));
  CHECK_FALSE(matches_glob(stars + "[b]7", name));
  CHECK(matches_glob(stars + "[ab]", name));
  CHECK_FALSE(matches_glob(directories + "b", path + path + "a"));
  CHECK(matches_glob(directories + "a", path + path + "a"));
}

TEST_CASE("the longest literal of a pattern is what stands for itself") {
  using Runs = std::vector<std::string>;
  const auto literals = [](std::string_view pattern) { return Glob(pattern).literals(); };
  CHECK(literals("a*bcd?ef") == Runs{"a", "bcd", "ef"});
  CHECK(literals("a\\*b*c") == Runs{"a*b", "c"});
  CHECK(literals("a[bcd]efg") == Runs{"a", "efg"});
  CHECK(literals("a[bcd") == Runs{"a"});
  CHECK(literals("*").empty());
}

}  // namespace
}  // namespace vmcp::source
