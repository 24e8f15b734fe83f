#include "core/go/base64.h"

#include <doctest/doctest.h>

using vmcp::go::decode_base64;

TEST_CASE("base64 is decoded as Go's StdEncoding decodes it") {
  CHECK(decode_base64("") == "");
  CHECK(decode_base64("aGk=") == "hi");
  CHECK(decode_base64("aG\nk\r\nh") == "hi!");
  CHECK(decode_base64("//79") == "\xff\xfe\xfd");
  for (const char* text : {"aGk", "aGk=a", "a===", "====", "aG=k", "aG k", "_-79"}) {
    CAPTURE(text);
    CHECK_FALSE(decode_base64(text));
  }
}
