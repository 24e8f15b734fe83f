#include "core/go/natural_less.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

using Keys = std::vector<std::string_view>;

namespace {

/// The keys in an order that no writer would choose.
Keys shuffled(Keys keys) {
  std::ranges::sort(keys, std::ranges::greater{});
  return keys;
}

Keys sorted(Keys keys, bool (*less)(std::string_view, std::string_view)) {
  std::ranges::stable_sort(keys, less);
  return keys;
}

}  // namespace

TEST_CASE("keys sort as go-yaml sorts them") {
  const Keys expected = {"",     "-",  "_p",     "0",    "00", "1",   "1.5", "01",    "9",  "10",
                         "010",  "A",  "Access", "P1",   "a",  "a-b", "a.b", "a0",    "a1", "a01",
                         "a001", "a2", "a10",    "a100", "ab", "p9",  "p10", "\u00e4"};
  CHECK(sorted(shuffled(expected), vmcp::go::natural_less_v2) == expected);
}

TEST_CASE("after a digit yaml.v3 puts letters first, yaml.v2 last") {
  const Keys letters_first = {"a1b", "a1-", "a12"};
  const Keys letters_last = {"a1-", "a12", "a1b"};
  CHECK(sorted(shuffled(letters_first), vmcp::go::natural_less) == letters_first);
  CHECK(sorted(shuffled(letters_last), vmcp::go::natural_less_v2) == letters_last);
}

TEST_CASE("broken keys are compared in bounds") {
  CHECK_FALSE(vmcp::go::natural_less("\xff", "\xff"));
  CHECK(vmcp::go::natural_less("a\xff", "a\ufffd\xff") == vmcp::go::natural_less_v2("a\xff", "a\ufffd\xff"));
}
