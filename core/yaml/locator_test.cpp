#include "core/yaml/locator.h"

#include <doctest/doctest.h>
#include <string_view>

using vmcp::yaml::Locator;
using vmcp::yaml::Mark;

TEST_CASE("marks count every line break, forwards and backwards") {
  constexpr std::string_view kText =
      "a\nbc\r\nd\re\xC2\x85\xC3\xA9"
      "f\xE2\x80\xA8g";
  struct Case {
    std::size_t offset;
    std::uint32_t line, column;
  };
  constexpr Case kCases[] = {{0, 1, 1}, {1, 1, 2},  {2, 2, 1},  {3, 2, 2},  {6, 3, 1},
                             {8, 4, 1}, {11, 5, 1}, {13, 5, 2}, {17, 5, 4}, {99, 5, 5}};
  Locator forwards(kText, Mark{0, 1, 1});
  for (const Case& c : kCases) {
    CAPTURE(c.offset);
    CHECK(forwards.at(c.offset) == Mark{0, c.line, c.column});
    Locator backwards(kText, Mark{0, 1, 1});
    backwards.at(kText.size());
    CHECK(backwards.at(c.offset) == Mark{0, c.line, c.column});
  }
}
