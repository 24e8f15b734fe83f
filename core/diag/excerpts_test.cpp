#include "core/diag/excerpts.h"

#include <doctest/doctest.h>
#include <string>

using vmcp::diag::Excerpts;

namespace {

constexpr std::string_view kText =
    "kind: VirtualMCPServer\r\n"
    "spec:\r"
    "  clientSecret: hunter2\n"
    "---\n"
    "kind: Secret\n"
    "data: {a: hunter2\n"
    "---\n"
    "kind: MCPGroup";

std::string_view line(std::uint32_t number) {
  Excerpts excerpts([](const std::string& file) { return file == "cr.yaml" ? kText : std::string_view{}; });
  return excerpts.line({"cr.yaml", number, 1});
}

}  // namespace

TEST_CASE("lines are found by number") {
  CHECK(line(1) == "kind: VirtualMCPServer");
  CHECK(line(2) == "spec:");
  CHECK(line(8) == "kind: MCPGroup");
  CHECK(line(0).empty());
  CHECK(line(9).empty());
  CHECK(Excerpts{}.line({"cr.yaml", 1, 1}).empty());
  Excerpts nothing([](const std::string&) { return std::string_view{}; });
  CHECK(nothing.line({"other.yaml", 1, 1}).empty());
}

TEST_CASE("what may be secret is never shown") {
  for (const std::uint32_t hidden : {3, 5, 6}) {
    CAPTURE(hidden);
    CHECK(line(hidden).empty());
  }
}
