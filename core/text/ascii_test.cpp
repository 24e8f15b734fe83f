#include "core/text/ascii.h"

#include <doctest/doctest.h>
#include <string>

using namespace vmcp::text;

TEST_CASE("every byte has its class, whatever the locale") {
  const std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
  const std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string_view digits = "0123456789";
  const auto among = [](char c, std::string_view set) { return set.find(c) != std::string_view::npos; };
  for (int byte = 0; byte < 256; ++byte) {
    CAPTURE(byte);
    const char c = static_cast<char>(byte);
    CHECK(is_ascii(c) == (byte < 128));
    CHECK(is_lower(c) == among(c, lower));
    CHECK(is_upper(c) == among(c, upper));
    CHECK(is_digit(c) == among(c, digits));
    CHECK(is_alpha(c) == (among(c, lower) || among(c, upper)));
    CHECK(is_alphanumeric(c) == (is_alpha(c) || is_digit(c)));
    CHECK(to_lower(c) == (among(c, upper) ? lower[upper.find(c)] : c));
    CHECK(to_upper(c) == (among(c, lower) ? upper[lower.find(c)] : c));
    const std::size_t hex = std::string_view("0123456789abcdef").find(to_lower(c));
    CHECK(is_hex_digit(c) == (hex != std::string_view::npos));
    CHECK(hex_value(c) == (hex == std::string_view::npos ? -1 : static_cast<int>(hex)));
  }
}

TEST_CASE("case is ignored in ASCII only") {
  CHECK(to_lower(std::string_view("TRUE \u00c4[")) == "true \u00c4[");
  CHECK(equal_ignoring_case("LocalHost", "localhost"));
  CHECK_FALSE(equal_ignoring_case("localhost", "localhos"));
  CHECK_FALSE(equal_ignoring_case("\u00c4", "\u00e4"));
  CHECK_FALSE(equal_ignoring_case("[", "{"));
}

TEST_CASE("white space goes at the ends alone") {
  CHECK(trim(" \t\r\na b\v\f ") == "a b");
  CHECK(trim("a") == "a");
  CHECK(trim(" \n").empty());
  CHECK(trim("").empty());
  CHECK(trim("\u00a0a") == "\u00a0a");
}
