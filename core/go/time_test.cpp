#include "core/go/time.h"

#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>

namespace {

/// What Go makes of a text, in UTC.
std::string utc(std::string_view text) {
  const std::optional<vmcp::go::Time> time = vmcp::go::parse_time(text);
  return time ? vmcp::go::format_time({time->seconds, time->nanoseconds, 0}) : "";
}

}  // namespace

TEST_CASE("times are read as Go reads those of RFC 3339") {
  CHECK(utc("2020-01-02T03:04:05Z") == "2020-01-02T03:04:05Z");
  CHECK(utc("2020-02-29T23:59:59.75-00:30") == "2020-03-01T00:29:59.75Z");
  CHECK(utc("2020-01-02T03:04:05,5Z") == "2020-01-02T03:04:05.5Z");
  CHECK(utc("2020-01-02T03:04:05.1234567899Z") == "2020-01-02T03:04:05.123456789Z");
  CHECK(utc("2020-01-02T3:04:05Z") == "2020-01-02T03:04:05Z");
  CHECK(utc("2020-01-02T03:04:05+24:60") == "2020-01-01T02:04:05Z");
  CHECK(utc("0000-01-01T00:00:00+01:00") == "-0001-12-31T23:00:00Z");
  CHECK(vmcp::go::format_time(*vmcp::go::parse_time("2020-01-02T03:04:05-01:30")) == "2020-01-02T03:04:05-01:30");
}

TEST_CASE("what is no time") {
  for (const char* text :
       {"", "2020-01-02", "2021-02-29T00:00:00Z", "2020-01-02T24:00:00Z", "2020-01-02T03:04:60Z", "2020-01-02T03:04:05",
        "2020-01-02T03:04:05.Z", "2020-01-02T03:04:05;5Z", "2020-01-02 03:04:05Z", "2020-01-02t03:04:05z",
        "2020-01-02T003:04:05Z", "2020-01-02T03:4:05Z", "2020-01-02T03:04:05+25:00", "2020-01-02T03:04:05+24:61",
        "2020-01-02T03:04:05+1:00", "2020-01-02T03:04:05ZZ", "-020-01-02T03:04:05Z", "2020-00-02T03:04:05Z"}) {
    CAPTURE(text);
    CHECK_FALSE(vmcp::go::parse_time(text));
  }
}
