#include "core/diag/visible.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

using vmcp::diag::visible;

TEST_CASE("what cannot be seen is escaped, what can be seen is not") {
  struct Case {
    std::string_view text, shown;
  };
  const Case cases[] = {
      {"a b", "a b"},
      {"\x1b[2J\n", "\\x1b[2J\\x0a"},
      {"\u00a0", "\\u00a0"},
      {"\u0085", "\\u0085"},
      {"\u00ad", "\\u00ad"},
      {"\u200b\u200f", "\\u200b\\u200f"},
      {"\u2028\u2029\u202e", "\\u2028\\u2029\\u202e"},
      {"\u2060\u2069", "\\u2060\\u2069"},
      {"\ufeff", "\\ufeff"},
      {"\ufe0f", "\\ufe0f"},
      {"\ue000", "\\ue000"},
      {"\U000e0041", "\\U000e0041"},
      {"\U000f0000", "\\U000f0000"},
      {"\u00e9\u65e5", "\u00e9\u65e5"},
      {"\xff", "\ufffd"},
      {"##[error]x", "\\x23#[error]x"},
      {"###[x", "#\\x23#[x"},
      {"## [", "## ["},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(visible(c.text) == c.shown);
  }
}
