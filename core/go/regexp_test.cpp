#include "core/go/regexp.h"

#include <doctest/doctest.h>
#include <string>

namespace vmcp::go {
namespace {

std::string times(int count, const std::string& text) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

TEST_CASE("what Go knows") {
  for (const char* pattern : {"", "a+?", "(?<name>a)", "[]a]{2,3}", "\\p{Greek}", "[^\\pL-]", "a{,5}", "{", "a{1000}",
                              "\\Q\\C\\E", "(?P<n_1>a)", "\\p{Letter}", "\\p{greek}", "\\pl", "\\P{^Upper-case letter}",
                              "\\p{Old_Italic}", "[[:alpha:](?<]"}) {
    CAPTURE(pattern);
    CHECK(is_regexp(pattern));
    CHECK(compile_regexp(pattern) != nullptr);
  }
  for (const char* pattern : {"\\C", "a**", "a{1001}", "a{3,2}", "(", "(?!a)", "\\p{Vulcan}", "(a{100}){100}",
                              "(?P<\u00e9>a)", "(?<a-b>c)", "\\p{}", "\\p{Letter"}) {
    CAPTURE(pattern);
    CHECK_FALSE(is_regexp(pattern));
    CHECK(compile_regexp(pattern) == nullptr);
  }
}

TEST_CASE("groups in a thousand others are none") {
  CHECK(is_regexp(times(999, "(") + 'a' + times(999, ")")));
  CHECK_FALSE(is_regexp(times(1000, "(") + 'a' + times(1000, ")")));
  CHECK(is_regexp(times(1000, "()")));
}

TEST_CASE("classes that only Go knows") {
  const auto finds = [](const char* pattern, const char* text) {
    const auto regexp = compile_regexp(pattern);
    return regexp != nullptr && RE2::FullMatch(text, *regexp);
  };
  for (const char* pattern : {"\\p{LC}", "[\\p{LC}1]", "\\p{ASCII}", "[^\\P{ASCII}]", "\\p{Any}", "\\p{Assigned}",
                              "\\P{Cn}", "[\\P{Cn}]", "\\p{cased letter}"}) {
    CAPTURE(pattern);
    CHECK(finds(pattern, "a"));
  }
  for (const char* pattern :
       {"\\P{LC}", "[\\P{LC}1]", "\\P{ASCII}", "[\\P{Any}]", "\\P{any}", "\\p{Cn}", "\\p{Kawi}"}) {
    CAPTURE(pattern);
    CHECK(is_regexp(pattern));
    CHECK_FALSE(finds(pattern, "a"));
  }
  CHECK(finds("\\p{Cn}\\P{LC}", "\u0378\u0378"));
}

TEST_CASE("what stands for much is known all the same, and not compiled") {
  for (const std::string& pattern : {times(100'000, "\\pL"), times(100'000, "[^\\p{Lu}]"), times(10'000, "a{900,1000}"),
                                     std::string("\\PL{1000}")}) {
    CHECK(is_regexp(pattern));
    CHECK(compile_regexp(pattern) == nullptr);
  }
  CHECK_FALSE(is_regexp(times(10'000, "a{1000}") + "**"));
}

TEST_CASE("what a pattern costs grows with what it repeats") {
  CHECK(regexp_cost("abc") == 3);
  CHECK(regexp_cost("ab{10}") < 20);
  CHECK(regexp_cost("((a{10}){10}b){3}") > 300);
  CHECK(regexp_cost("\\pL{100}") > 10'000);
  CHECK(regexp_cost("(?i)[^\\p{Common}]{9}") > 5000);
}

}  // namespace
}  // namespace vmcp::go
