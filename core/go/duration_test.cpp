#include "core/go/duration.h"

#include <doctest/doctest.h>
#include <limits>

using vmcp::go::format_duration;
using vmcp::go::parse_duration;

TEST_CASE("durations parse as time.ParseDuration has them") {
  CHECK(parse_duration("0") == 0);
  CHECK(parse_duration("5s") == 5'000'000'000);
  CHECK(parse_duration("1h15m30.5s") == 4'530'500'000'000);
  CHECK(parse_duration("-1.5h") == -5'400'000'000'000);
  CHECK(parse_duration(".5ms") == 500'000);
  CHECK(parse_duration("2\u00b5s") == 2'000);
  CHECK(parse_duration("2\u03bcs") == 2'000);
  CHECK(parse_duration("9223372036854775807ns") == std::numeric_limits<std::int64_t>::max());
  CHECK(parse_duration("-9223372036854775808ns") == std::numeric_limits<std::int64_t>::min());
  for (const char* refused : {"", "3", "-", "s", ".", ".s", "1d", "1 s", "5s ", "9223372036854775808ns", "2562048h"}) {
    CAPTURE(refused);
    CHECK_FALSE(parse_duration(refused).has_value());
  }
}

TEST_CASE("durations print as time.Duration.String has them") {
  CHECK(format_duration(0) == "0s");
  CHECK(format_duration(1) == "1ns");
  CHECK(format_duration(1'100) == "1.1\u00b5s");
  CHECK(format_duration(2'200'000) == "2.2ms");
  CHECK(format_duration(90'000'000'000) == "1m30s");
  CHECK(format_duration(3'600'000'000'000) == "1h0m0s");
  CHECK(format_duration(4'530'500'000'000) == "1h15m30.5s");
  CHECK(format_duration(-1'000'000'000) == "-1s");
  CHECK(format_duration(std::numeric_limits<std::int64_t>::min()) == "-2562047h47m16.854775808s");
}
