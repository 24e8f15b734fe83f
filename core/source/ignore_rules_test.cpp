#include "core/source/ignore_rules.h"

#include <doctest/doctest.h>

namespace vmcp::source {
namespace {

using Verdict = IgnoreRules::Verdict;

bool ignores(std::string_view rules, std::string_view path) {
  const bool is_directory = path.ends_with('/');
  if (is_directory) path.remove_suffix(1);
  return IgnoreRules(rules).judge(path, is_directory) == Verdict::kIgnored;
}

// What gitignore(5) says, sentence by sentence.
TEST_CASE("a blank line matches nothing, and a line with a hash is a comment") {
  CHECK(IgnoreRules("\n\r\n   \n").judge("a", false) == Verdict::kSilent);
  CHECK_FALSE(ignores("#a", "#a"));
  CHECK(ignores("\\#a", "#a"));
}

TEST_CASE("trailing blanks count only behind a backslash") {
  CHECK(ignores("a  ", "a"));
  CHECK(ignores("a\\ ", "a "));
  CHECK(ignores("a\\  ", "a "));
  CHECK_FALSE(ignores("a\\ ", "a"));
  CHECK(ignores("a b", "a b"));
  CHECK(ignores("a\t", "a\t"));
  CHECK(ignores("a\r\nb", "a"));
  CHECK(ignores("a\r\nb", "b"));
  CHECK(
      ignores("\xEF\xBB\xBF"
              "a",
              "a"));
}

TEST_CASE("an exclamation mark negates, and the last pattern decides") {
  CHECK_FALSE(ignores("*.yaml\n!keep.yaml", "keep.yaml"));
  CHECK(ignores("*.yaml\n!keep.yaml", "other.yaml"));
  CHECK(ignores("!keep.yaml\n*.yaml", "keep.yaml"));
  CHECK(IgnoreRules("!a").judge("a", false) == Verdict::kKept);
  CHECK(ignores("\\!a", "!a"));
}

TEST_CASE("a slash at the beginning or in the middle binds a pattern to the file's directory") {
  CHECK(ignores("/a", "a"));
  CHECK_FALSE(ignores("/a", "b/a"));
  CHECK(ignores("a", "b/c/a"));
  CHECK(ignores("doc/frotz", "doc/frotz"));
  CHECK_FALSE(ignores("doc/frotz", "a/doc/frotz"));
  CHECK(ignores("doc/*.yaml", "doc/a.yaml"));
  CHECK_FALSE(ignores("doc/*.yaml", "doc/sub/a.yaml"));
}

TEST_CASE("a slash at the end matches directories only, at any depth") {
  CHECK(ignores("frotz/", "frotz/"));
  CHECK(ignores("frotz/", "a/frotz/"));
  CHECK_FALSE(ignores("frotz/", "frotz"));
  CHECK(ignores("doc/frotz/", "doc/frotz/"));
  CHECK_FALSE(ignores("doc/frotz/", "a/doc/frotz/"));
}

TEST_CASE("stars, question marks and sets stand for what is no slash") {
  CHECK(ignores("*.yaml", "a/b.yaml"));
  CHECK(ignores("a?c", "abc"));
  CHECK_FALSE(ignores("x/a?c", "x/a/c"));
  CHECK(ignores("[a-c]x", "bx"));
  CHECK_FALSE(ignores("[!a-c]x", "bx"));
  CHECK(ignores("[[:digit:]_]x", "7x"));
  CHECK(ignores("[[:digit:]_]x", "_x"));
  CHECK_FALSE(ignores("[[:digit:]_]x", "ax"));
  CHECK(ignores("[\\]]", "]"));
  CHECK(ignores("a\\*b", "a*b"));
  CHECK_FALSE(ignores("a\\*b", "axb"));
  CHECK_FALSE(ignores("[a", "[a"));
  // As Git does, whatever is written: a slash in a set binds the pattern and parts nothing, a range from high to low
  // is its beginning, bytes are beyond ASCII, and a class that there is not is in no pattern that matches.
  CHECK(ignores("[a/b]", "b"));
  CHECK_FALSE(ignores("[a/b]", "x/b"));
  CHECK_FALSE(ignores("x[a/b]y", "x/y"));
  CHECK(ignores("a\\/b", "a/b"));
  CHECK(ignores("[z-a]x", "zx"));
  CHECK_FALSE(ignores("[z-a]x", "ax"));
  CHECK(ignores("[a-\xff]", "\xc3"));
  CHECK_FALSE(ignores("[[:foo:]a]", "a"));
  CHECK(ignores("[[:a]:]", "a:]"));
  CHECK_FALSE(ignores("a\\", "a\\"));
}

TEST_CASE("two stars between slashes stand for any number of directories") {
  CHECK(ignores("**/foo", "foo"));
  CHECK(ignores("**/foo", "a/b/foo"));
  CHECK(ignores("**/foo/bar", "a/foo/bar"));
  CHECK_FALSE(ignores("**/foo/bar", "foo/a/bar"));
  CHECK(ignores("abc/**", "abc/x"));
  CHECK(ignores("abc/**", "abc/x/y"));
  CHECK_FALSE(ignores("abc/**", "abc/"));
  CHECK(ignores("a/**/b", "a/b"));
  CHECK(ignores("a/**/b", "a/x/b"));
  CHECK(ignores("a/**/b", "a/x/y/b"));
  CHECK_FALSE(ignores("a/**/b", "a/x/y/c"));
  CHECK(ignores("a/**/b/**/c", "a/1/b/2/b/3/c"));
  CHECK(ignores("**", "a/b"));
  CHECK(ignores("a/***/b", "a/x/y/b"));
  CHECK(ignores("abc/***", "abc/x/y"));
  CHECK(ignores("x/a**b", "x/aab"));
  CHECK_FALSE(ignores("x/a**b", "x/a/b"));
}

}  // namespace
}  // namespace vmcp::source
