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
  for (const char* pattern :
       {"", "a+?", "(?<name>a)", "[]a]{2,3}", "\\p{Greek}", "[^\\pL-]", "a{,5}", "{", "a{1000}"}) {
    CAPTURE(pattern);
    CHECK(is_regexp(pattern));
    CHECK(compile_regexp(pattern) != nullptr);
  }
  for (const char* pattern : {"\\C", "a**", "a{1001}", "a{3,2}", "(", "(?!a)", "\\p{Vulcan}", "(a{100}){100}"}) {
    CAPTURE(pattern);
    CHECK_FALSE(is_regexp(pattern));
    CHECK(compile_regexp(pattern) == nullptr);
  }
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
