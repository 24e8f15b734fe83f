#include "core/cedar/entities.h"

#include <doctest/doctest.h>
#include <string>

#include "core/cedar/values.h"

namespace vmcp::cedar {
namespace {

bool takes(std::string_view text) { return !entities_problem(text); }
bool takes_value(const std::string& value) {
  return takes(R"([{"uid": {"type": "T", "id": "x"}, "attrs": {"a": )" + value + "}}]");
}

TEST_CASE("documents and names") {
  for (const char* fine :
       {"[]", " null ", "[null]", "[{}]",
        R"([{"uid": {"__entity": {"type": "T", "id": "x"}}, "parents": [{"TYPE": "T", "Id": "y"}]}])"}) {
    CAPTURE(fine);
    CHECK(takes(fine));
  }
  for (const char* refused : {"", "{}", "[] x", "[,]", "[1]", R"([{"uid": "T::x"}])", R"([{"uid": null}])",
                              R"([{"uid": {"type": "T"}}])", R"([{"parents": {}}])", R"([{"attrs": []}])"}) {
    CAPTURE(refused);
    CHECK_FALSE(takes(refused));
  }
}

TEST_CASE("values") {
  for (const char* fine : {"1", "-9223372036854775808", "\"s\"", "true", "[1, [2]]", "{\"b\": {}}",
                           R"({"__extn": {"fn": "decimal", "arg": "1.5"}})", R"({"__extn": 5})"}) {
    CAPTURE(fine);
    CHECK(takes_value(fine));
  }
  for (const char* refused :
       {"1.5", "1e3", "9223372036854775808", "null", "[null]", "{\"b\": 1.5}",
        R"({"__extn": {"fn": "decimal", "arg": "1"}})", R"({"__extn": {"fn": "x", "arg": "1"}})"}) {
    CAPTURE(refused);
    CHECK_FALSE(takes_value(refused));
  }
  const auto problem = entities_problem("[{\"attrs\":\n  {\"a\": 1.5}}]");
  REQUIRE(problem);
  CHECK(problem->line == 2);
  CHECK(problem->column == 9);
}

TEST_CASE("values of extensions have limits") {
  CHECK(is_decimal("922337203685477.5807"));
  CHECK_FALSE(is_decimal("922337203685477.5808"));
  CHECK(is_decimal("-922337203685477.5808"));
  CHECK_FALSE(is_decimal("1.23456"));
  CHECK(is_datetime("2024-02-29"));
  CHECK_FALSE(is_datetime("2023-02-29"));
  CHECK(is_datetime("+292278994-08-17T07:12:55.807Z"));
  CHECK_FALSE(is_datetime("+292278994-08-17T07:12:55.808Z"));
  CHECK(is_duration("106751991167d25975s807ms"));
  CHECK_FALSE(is_duration("106751991167d25975s808ms"));
  CHECK(is_duration("1d2h3m4s5ms"));
  CHECK_FALSE(is_duration("1h1d"));
  CHECK(is_ip_address("10.0.0.0/32"));
  CHECK_FALSE(is_ip_address("10.0.0.0/33"));
  CHECK_FALSE(is_ip_address("fe80::1%eth0"));
}

}  // namespace
}  // namespace vmcp::cedar
