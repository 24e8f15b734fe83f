#include "core/diag/caret.h"

#include <doctest/doctest.h>

using vmcp::diag::caret_line;

TEST_CASE("the caret stands under its character") {
  struct Case {
    std::string_view line;
    std::uint32_t column;
    std::string_view text;
    std::size_t padding;
  };
  const Case cases[] = {
      {"a: b", 1, "a: b", 0},
      {"a: b", 4, "a: b", 3},
      {"a: b", 5, "a: b", 4},
      {"a: b", 6, "", 0},
      {"a: b", 0, "", 0},
      {"\ta: b", 2, "    a: b", 4},
      {"\u65e5\u672c: b", 5, "\u65e5\u672c: b", 6},
      {"e\u0301: b", 5, "e\u0301: b", 3},
      {"\u00e9: b", 4, "\u00e9: b", 3},
      {"\x1b[31m: b", 2, "\\x1b[31m: b", 4},
      {"\u202ea", 2, "\\u202ea", 6},
      {"\u00a0a", 2, "\\u00a0a", 6},
      {"\U000e0041a", 2, "\\U000e0041a", 10},
      {"##[a", 4, "\\x23#[a", 6},
      {"\xff: b", 4, "\ufffd: b", 3},
  };
  for (const Case& c : cases) {
    CAPTURE(c.line);
    const auto [text, padding] = caret_line(c.line, c.column);
    CHECK(text == c.text);
    CHECK(padding == std::string(c.padding, ' '));
  }
}

TEST_CASE("long lines are clipped around the caret") {
  const std::string line = std::string(500, 'a') + 'X' + std::string(5'000'000, 'b');
  const auto [text, padding] = caret_line(line, 501);
  CHECK(text.starts_with("...aaa"));
  CHECK(text.ends_with("bbb..."));
  CHECK(text.size() < 120);
  CHECK(text.find('X') == padding.size());
  CHECK(caret_line(line, 1).text.starts_with("aaa"));
  CHECK(caret_line(line, 4'000'000).text.empty());
}
