#include "core/diag/lines.h"

#include <doctest/doctest.h>

using namespace vmcp::diag;

TEST_CASE("LF, CRLF, CR and NEL end lines, LS and PS do not") {
  const Lines lines(
      "a\nb\r\nc\rd\xC2\x85"
      "e\xE2\x80\xA8"
      "f\xE2\x80\xA9"
      "g\n\n\xC2\xA0");
  REQUIRE(lines.count() == 7);
  CHECK(lines.content(1) == "a");
  CHECK(lines.content(2) == "b");
  CHECK(lines.content(3) == "c");
  CHECK(lines.content(4) == "d");
  CHECK(lines.content(5) ==
        "e\xE2\x80\xA8"
        "f\xE2\x80\xA9"
        "g");
  CHECK(lines.content(6).empty());
  CHECK(lines.content(7) == "\xC2\xA0");
  CHECK(lines.content(0).empty());
  CHECK(lines.content(8).empty());
  CHECK(lines.range(2, 4) == "b\r\nc\r");
  CHECK(lines.range(7, 99) == "\xC2\xA0");
}

TEST_CASE("of two breaks in a row the second is a line of its own") {
  const Lines lines("a\r\rb\n\r\nc\xC2\x85\nd\r\n");
  REQUIRE(lines.count() == 7);
  for (const std::size_t empty : {2, 4, 6}) CHECK(lines.content(empty).empty());
  CHECK(lines.content(1) == "a");
  CHECK(lines.content(3) == "b");
  CHECK(lines.content(5) == "c");
  CHECK(lines.content(7) == "d");
}

TEST_CASE("no line stands behind the last line break") {
  CHECK(Lines("").count() == 0);
  CHECK(Lines("a\r").count() == 1);
  CHECK(Lines("a\r\n").count() == 1);
  CHECK(Lines("\n").count() == 1);
  CHECK(break_length("\xC2", 0) == 0);
  CHECK(break_length("a", 1) == 0);
}

TEST_CASE("a text that only line feeds break is known") {
  CHECK(has_only_line_feeds("a\nb\xC2\xA0\n"));
  CHECK_FALSE(has_only_line_feeds("a\rb"));
  CHECK_FALSE(has_only_line_feeds("a\xC2\x85"));
}
