#include "core/cel/actor_matcher.h"

#include <doctest/doctest.h>
#include <string>

using vmcp::cel::check_actor_matcher;

namespace {

std::string repeated(const std::string& text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("actor matchers that compile") {
  for (const char* expression : {
           "",
           "claims.repository_owner == \"acme\" &&\n  claims.ref.startsWith('refs/heads/') && !(\"act\" in claims)\n",
           "claims.foo",
           "claims",
           "claims.all(k, claims[k] == 'v')",
           "claims.map(k, k + 'x').exists_one(x, x == 'ax')",
           "claims.x.exists(g, g in [\"admin\", \"sre\"])",
           "claims.x == null",
           "[1, 'a'][0] + 1",
           "true ? 1 : claims.x",
           ".claims.x",
           "has(has(claims.x))",
           "claims.`a-b`",
           "'a'.matches('(')",
           "type(claims.x) == string",
           "[,]",
           "1 < 2 == true // comment",
           "timestamp(claims.x) < timestamp('2020-01-01T00:00:00Z')",
           "{'a': [1]}.a[0] + 1",
           "[].map(x, x).map(y, y + 1)",
       }) {
    CAPTURE(expression);
    CHECK_FALSE(check_actor_matcher(expression).has_value());
  }
}

TEST_CASE("actor matchers that do not") {
  for (const char* expression : {"1:30",
                                 "@at",
                                 "X-Api-Key",
                                 "cedarv1",
                                 "/mcp",
                                 "http://svc.ns:8080/x",
                                 "profile",
                                 "1 + 'a'",
                                 "!5",
                                 "1 < 2.0",
                                 "1 == 1.0",
                                 "'a' == null",
                                 "claims[1]",
                                 "claims.all(1, true)",
                                 "claims.all(x, x == 1)",
                                 "claims.all(x, 1)",
                                 "has(claims)",
                                 "has(claims['x'])",
                                 "claims.x.lowerAscii()",
                                 "claims.contains('a')",
                                 "if",
                                 "claims.in",
                                 "claims.?x",
                                 "[?1]",
                                 "[1,,]",
                                 "{'a'}",
                                 "size([],)",
                                 "-!true",
                                 "!-claims.x",
                                 "9223372036854775808",
                                 "--9223372036854775808",
                                 "1e400",
                                 "0x",
                                 "1.",
                                 "'\\q'",
                                 "'\\ud800'",
                                 "b'\\u0041'",
                                 "\"a\nb\"",
                                 "claims; claims",
                                 "true && 1",
                                 "1 ? 2 : 3",
                                 "true ? 1 : 'a'",
                                 "1 in {'a': 1}",
                                 "'a' in 'abc'",
                                 "claims.x.existsOne(y, y)",
                                 "Foo{}",
                                 "null.x",
                                 "int + 1",
                                 "claims.x + ",
                                 "(1",
                                 "\xc3\xa9",
                                 "__result__",
                                 "claims.all(__result__, true)",
                                 "[1] + ['a']",
                                 "duration(1)",
                                 "claims == {1: 1}",
                                 "uint(1) + 1"}) {
    CAPTURE(expression);
    CHECK(check_actor_matcher(expression).has_value());
  }
}

TEST_CASE("limits are cel-go's and the operator's") {
  struct Case {
    std::string fits;
    std::string exceeds;
  };
  for (const Case& c : {
           Case{"1" + repeated("+1", 250), "1" + repeated("+1", 251)},
           Case{"1" + repeated("*1", 250), "1" + repeated("*1", 251)},
           Case{repeated("(", 249) + "1" + repeated(")", 249), repeated("(", 250) + "1" + repeated(")", 250)},
           Case{repeated("1+(", 124) + "1" + repeated(")", 124), repeated("1+(", 125) + "1" + repeated(")", 125)},
           Case{"claims" + repeated(".a", 250), "claims" + repeated(".a", 251)},
           Case{repeated("true?1:", 249) + "1", repeated("true?1:", 250) + "1"},
           Case{"true" + repeated("&&true", 1'600), "true" + repeated("&&true", 1'700)},
           Case{"'" + repeated("a", 9'998) + "'", "'" + repeated("a", 9'999) + "'"},
       }) {
    CAPTURE(c.fits.substr(0, 12));
    CHECK_FALSE(check_actor_matcher(c.fits).has_value());
    CHECK(check_actor_matcher(c.exceeds).has_value());
  }
}

TEST_CASE("types that grow exponentially are refused in time") {
  std::string hostile = "[1]";
  for (int i = 0; i < 200; ++i) hostile += ".map(x, {x: x})";
  CHECK(check_actor_matcher(hostile).has_value());
}
