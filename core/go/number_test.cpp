#include "core/go/number.h"

#include <doctest/doctest.h>
#include <limits>

using vmcp::go::format_fixed;
using vmcp::go::format_float;
using vmcp::go::json_number;

TEST_CASE("floats print as strconv and encoding/json print them") {
  struct Case {
    double value;
    const char* format;
    const char* json;
  };
  const Case cases[] = {
      {0, "0", "0"},
      {-0.0, "-0", "-0"},
      {1, "1", "1"},
      {0.1, "0.1", "0.1"},
      {-2.5, "-2.5", "-2.5"},
      {100000, "100000", "100000"},
      {123456.7, "123456.7", "123456.7"},
      {1000000, "1e+06", "1000000"},
      {1234567.5, "1.2345675e+06", "1234567.5"},
      {0.0001, "0.0001", "0.0001"},
      {0.00001234, "1.234e-05", "0.00001234"},
      {1e-6, "1e-06", "0.000001"},
      {9.5e-7, "9.5e-07", "9.5e-7"},
      {1e-10, "1e-10", "1e-10"},
      {123456789012345680000.0, "1.2345678901234568e+20", "123456789012345680000"},
      {1e21, "1e+21", "1e+21"},
      {5e-324, "5e-324", "5e-324"},
      {std::numeric_limits<double>::max(), "1.7976931348623157e+308", "1.7976931348623157e+308"},
  };
  for (const Case& c : cases) {
    CHECK(format_float(c.value) == c.format);
    CHECK(json_number(c.value) == c.json);
  }
  CHECK(format_float(std::numeric_limits<double>::quiet_NaN()) == "NaN");
  CHECK(format_float(-std::numeric_limits<double>::infinity()) == "-Inf");
}

TEST_CASE("the digits of a float are the shortest, and the nearest of those") {
  // Rounded to so many digits this power of two would be ...801, which is the number below it.
  CHECK(format_float(0x1p-44) == "5.684341886080802e-14");
  CHECK(format_float(0x1p-1022) == "2.2250738585072014e-308");
  CHECK(format_float(0x1.ffffffffffffep-1023) == "2.225073858507201e-308");
  CHECK(format_float(9007199254740993.0) == "9.007199254740992e+15");
  CHECK(format_float(5e-324 * 3) == "1.5e-323");
  CHECK(format_float(0x1p-30F) == "9.313226e-10");
  CHECK(format_float(0.1F) == "0.1");
  CHECK(format_float(0x1p-149F) == "1e-45");
  CHECK(format_float(16777216.0F) == "1.6777216e+07");
}

TEST_CASE("a float can be printed without an exponent") {
  CHECK(format_fixed(1e-7) == "0.0000001");
  CHECK(format_fixed(0.25) == "0.25");
  CHECK(format_fixed(1e21) == "1000000000000000000000");
}
