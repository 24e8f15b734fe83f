#include "cli/color.h"

#include <doctest/doctest.h>

namespace vmcp::cli {

TEST_CASE("colors: a terminal has them, unless its kind or the user says otherwise") {
  CHECK(takes_color(true, {}));
  CHECK_FALSE(takes_color(false, {}));
  CHECK(takes_color(true, {.term = "xterm-256color"}));
  CHECK_FALSE(takes_color(true, {.term = "dumb"}));
  CHECK_FALSE(takes_color(true, {.no_color = "1"}));
  CHECK_FALSE(takes_color(true, {.no_color = "0"}));
}

TEST_CASE("colors: they can be forced, but not against NO_COLOR") {
  CHECK(takes_color(false, {.clicolor_force = "1"}));
  CHECK(takes_color(false, {.force_color = "1"}));
  CHECK(takes_color(false, {.force_color = "true", .term = "dumb"}));
  CHECK_FALSE(takes_color(false, {.clicolor_force = "0"}));
  CHECK_FALSE(takes_color(false, {.force_color = "0"}));
  CHECK(takes_color(true, {.clicolor_force = "0"}));
  CHECK_FALSE(takes_color(true, {.no_color = "1", .clicolor_force = "1", .force_color = "1"}));
}

}  // namespace vmcp::cli
