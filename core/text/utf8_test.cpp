#include "core/text/utf8.h"

#include <doctest/doctest.h>

using namespace vmcp::text;

TEST_CASE("characters decode as in Go") {
  struct Case {
    std::string_view text;
    char32_t code;
    std::size_t size;
    bool valid;
  };
  const Case cases[] = {
      {"a", U'a', 1, true},
      {"\u00e9x", 0xe9, 2, true},
      {"\u2028", 0x2028, 3, true},
      {"\ufffd", 0xfffd, 3, true},
      {"\U0010ffff", 0x10ffff, 4, true},
      {"\x80", 0xfffd, 1, false},
      {"\xc3", 0xfffd, 1, false},
      {"\xc3(", 0xfffd, 1, false},
      {"\xc0\x80", 0xfffd, 1, false},
      {"\xed\xa0\x80", 0xfffd, 1, false},
      {"\xf4\x90\x80\x80", 0xfffd, 1, false},
      {"\xff", 0xfffd, 1, false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const Character character = decode_utf8(c.text, 0);
    CHECK(character.code == c.code);
    CHECK(character.size == c.size);
    CHECK(character.valid == c.valid);
    CHECK(is_utf8(c.text) == (c.valid));
    if (c.valid) CHECK(to_utf8(c.text) == c.text);
  }
  CHECK(to_utf8("a\xffz\xc3") == "a\ufffdz\ufffd");
  CHECK(count_characters("a\u00e9\U0010ffff") == 3);
  CHECK(is_ascii("abc"));
  CHECK_FALSE(is_ascii("ab\u00e9"));
}
