#include "core/admission/text_facts.h"

#include <doctest/doctest.h>
#include <string>

namespace vmcp::admission {
namespace {

TEST_CASE("what is known of a text is known of that text alone") {
  const std::string plain(20000, '.');
  const std::string variable = plain + " $HOST_NAME";
  const std::string secret = "password=" + plain;
  TextFacts facts;
  for (int again = 0; again < 2; ++again) {
    CHECK_FALSE(facts.of(yaml::Value(plain)).looks_secret);
    CHECK(facts.of(yaml::Value(secret)).looks_secret);
    CHECK(facts.of(yaml::Value(variable)).hint == "; $HOST_NAME has not been substituted");
    CHECK_FALSE(facts.of(yaml::Value(variable)).has_variable);
    CHECK(facts.of(yaml::Value(plain + "${HOST}")).has_variable);
    CHECK(facts.of(yaml::Value("${HOST}")).has_variable);
    CHECK_FALSE(facts.of(yaml::Value(1)).has_variable);
    CHECK_FALSE(facts.of(yaml::Value("a")).has_variable);
  }
}

TEST_CASE("another text of the same size in the same place is not taken for the last") {
  yaml::Value value(std::string(20000, '.') + "${A}");
  TextFacts facts;
  CHECK(facts.of(value).has_variable);
  CHECK(facts.has_variable_for_count(value));
  // A text in its place, as one that is freed leaves it to the next.
  const_cast<std::string&>(value.as_string()).replace(20000, 4, "abcd");
  CHECK_FALSE(facts.of(value).has_variable);
  CHECK_FALSE(facts.has_variable_for_count(value));
}

}  // namespace
}  // namespace vmcp::admission
