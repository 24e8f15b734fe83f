#include "core/go/der.h"

#include <doctest/doctest.h>
#include <string>

#include "core/go/der_fixture.h"

using namespace vmcp::go;
using namespace std::string_view_literals;

TEST_CASE("elements are read one behind the other") {
  Der der("\x02\x01\x05\x04\x02hi"sv);
  CHECK(der.next_is(DerTag::kInteger));
  CHECK_FALSE(der.take(DerTag::kOctetString));
  CHECK(der.integer() == "\x05"sv);
  CHECK(der.take(DerTag::kOctetString) == "hi"sv);
  CHECK(der.empty());
  CHECK_FALSE(der.any());
}

TEST_CASE("a length is as short as can be, and no longer than what there is") {
  const std::string of_200(200, 'x');
  CHECK(Der(element(DerTag::kOctetString, of_200)).any()->content == of_200);
  const std::string of_300(300, 'x');
  CHECK(Der(element(DerTag::kOctetString, of_300)).any()->content == of_300);
  for (const std::string_view bytes : {"\x04"sv, "\x04\x01"sv, "\x04\x80zz\x00\x00"sv, "\x04\x81\x01z"sv,
                                       "\x04\x82\x00\x01z"sv, "\x04\x85\x00\x00\x00\x00\x01z"sv, "\x1f\x01z"sv}) {
    CAPTURE(bytes);
    CHECK_FALSE(Der(bytes).any());
  }
}

TEST_CASE("integers have no byte too many") {
  CHECK(Der("\x02\x02\x00\x80"sv).integer() == "\x00\x80"sv);
  for (const std::string_view bytes : {"\x02\x00"sv, "\x02\x02\x00\x7f"sv, "\x02\x02\xff\x80"sv}) {
    CAPTURE(bytes);
    CHECK_FALSE(Der(bytes).integer());
  }
  CHECK(is_positive("\x01"sv));
  CHECK_FALSE(is_positive("\x00"sv));
  CHECK_FALSE(is_positive("\xff"sv));
  CHECK(is_negative("\xff"sv));
  CHECK(small_integer("\xff"sv) == -1);
  CHECK(small_integer("\x01\x00\x01"sv) == 65537);
  CHECK_FALSE(small_integer("\x01\x00\x00\x00\x00\x00\x00\x00\x00"sv));
}

TEST_CASE("names of objects and strings of bits are well-formed") {
  CHECK(Der("\x06\x03\x2b\x81\x04"sv).object_identifier() == "\x2b\x81\x04"sv);
  for (const std::string_view bytes : {"\x06\x00"sv, "\x06\x02\x2b\x81"sv, "\x06\x02\x80\x01"sv}) {
    CAPTURE(bytes);
    CHECK_FALSE(Der(bytes).object_identifier());
  }
  CHECK(Der("\x03\x02\x04\xf0"sv).bit_string() == "\xf0"sv);
  CHECK(Der("\x03\x01\x00"sv).bit_string() == ""sv);
  for (const std::string_view bytes : {"\x03\x00"sv, "\x03\x01\x01"sv, "\x03\x02\x08\x00"sv, "\x03\x02\x05\xf0"sv}) {
    CAPTURE(bytes);
    CHECK_FALSE(Der(bytes).bit_string());
  }
}
