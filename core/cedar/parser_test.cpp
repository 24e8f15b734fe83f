#include "core/cedar/parser.h"

#include <doctest/doctest.h>
#include <string>

namespace vmcp::cedar {
namespace {

std::string verdict(std::string_view text) {
  const Policy policy = parse_policy(text);
  if (policy.problem) return policy.problem->str().substr(0, policy.problem->str().rfind(": "));
  return policy.ignored_rest ? "rest" : "fine";
}

std::string when(std::string_view expression) {
  return verdict("permit(principal, action, resource) when {\n" + std::string(expression) + "\n};");
}

TEST_CASE("heads of policies") {
  CHECK(verdict("permit(principal, action, resource);") == "fine");
  CHECK(
      verdict("@id(\"x\") @if forbid(principal is A::B in C::\"d\", action in [A::\"b\",], resource == R::\"r\",);") ==
      "fine");
  CHECK(verdict("permit(principal, action, resource); // end") == "fine");
  CHECK(verdict("permit(principal, action, resource); forbid(principal, action, resource);") == "rest");
  CHECK(verdict("permit(principal, action, resource)") == "1:36");
  CHECK(verdict("permit everyone") == "1:8");
  CHECK(verdict("allow(principal, action, resource);") == "1:1");
  CHECK(verdict("permit(principal,\n  action is A, resource);") == "2:10");
  CHECK(verdict("@a @a permit(principal, action, resource);") == "1:5");
  CHECK(verdict("permit(principal, \u2028action, resource);") == "1:19");
  CHECK(verdict("") == "1:1");
}

TEST_CASE("expressions") {
  for (const char* fine : {"principal.a.b[\"c\"] == -9223372036854775808", "if context has a.b then true else !!false",
                           "[1, 2,].contains(3)", "{a: 1, \"b\": 2,}.a < 3", "ip(\"1.2.3.4\").isLoopback()",
                           "context.x like \"a*\\*\\u{1F600}\"", "principal is A::B in resource",
                           "1 + 2 * -3 - 4 > 5 && true || false", "decimal()", "[].isEmpty()"}) {
    CAPTURE(fine);
    CHECK(when(fine) == "fine");
  }
  for (const char* refused : {"9223372036854775808",
                              "--9223372036854775809",
                              "foo",
                              "foo(1)",
                              "isIpv4(1)",
                              "[].ip(1)",
                              "[].contains()",
                              "[].isEmpty(1)",
                              "\"\\*\"",
                              "\"\\x80\"",
                              "\"\\u{d800}\"",
                              "\"\\q\"",
                              "\"a",
                              "{a: 1, \"a\": 2}",
                              "1 == 2 == 3",
                              "context[a]",
                              "context has if",
                              "a = b",
                              "/* open",
                              "-5.a",
                              ""}) {
    CAPTURE(refused);
    CHECK(when(refused).starts_with("2:") != (std::string_view(refused).empty()));
  }
}

TEST_CASE("nesting is followed to a depth, then taken as fine") {
  const std::string deep(100000, '(');
  CHECK(when(deep) == "fine");
  const std::string nested = std::string(kDepthLimit / 2, '(') + "foo" + std::string(kDepthLimit / 2, ')');
  CHECK(when(nested).starts_with("2:"));
}

}  // namespace
}  // namespace vmcp::cedar
