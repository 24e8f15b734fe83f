#include "core/diag/nearest.h"

#include <array>
#include <doctest/doctest.h>
#include <string>

TEST_CASE("the nearest candidate is what the writer meant, or none") {
  constexpr std::array<std::string_view, 5> kFields = {"incomingAuth", "outgoingAuth", "groupRef", "config", "type"};
  struct Case {
    std::string_view seen;
    std::string_view nearest;
  };
  const Case cases[] = {
      {"type", "type"},
      {"typ", "type"},
      {"tpye", "type"},
      {"incomingauth", "incomingAuth"},
      {"inconingAut", "incomingAuth"},
      {"outgoing", "outgoingAuth"},
      {"groupReff", "groupRef"},
      {"telemetry", ""},
      {"x", ""},
      {"", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.seen);
    CHECK(vmcp::diag::nearest(c.seen, kFields) == c.nearest);
  }
  CHECK(vmcp::diag::nearest(std::string(1'000'000, 't'), kFields).empty());
}
