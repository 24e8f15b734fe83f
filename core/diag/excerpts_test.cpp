#include "core/diag/excerpts.h"

#include <doctest/doctest.h>
#include <string>

using vmcp::diag::Excerpts;

namespace {

constexpr std::string_view kText =
    "kind: VirtualMCPServer\r\n"
    "spec:\n"
    "  clientSecretRef: {name: a}\n"
    "  clientSecret: hunter2\n"
    "  \"api_key\" : \"hunter2\"\n"
    "  - {url: x, password: hunter2}\n"
    "  token:\n"
    "  tokenUrl: https://example.com\n"
    "  privateKey: |\n"
    "    -----BEGIN\n"
    "\n"
    "    Type: hunter2\n"
    "  password:\n"
    "    hunter2\n"
    "  secret:\n"
    "    key: a\n"
    "--- # next\n"
    "kind: Secret\n"
    "data: {a: hunter2\n"
    "---\n"
    "stringData: {a: hunter2}\n"
    "---\n"
    "last: line";

std::string_view line(std::uint32_t number) {
  Excerpts excerpts([](const std::string& file) { return file == "cr.yaml" ? kText : std::string_view{}; });
  return excerpts.line({"cr.yaml", number, 1});
}

}  // namespace

TEST_CASE("lines are found by number") {
  CHECK(line(1) == "kind: VirtualMCPServer");
  CHECK(line(2) == "spec:");
  CHECK(line(23) == "last: line");
  CHECK(line(0).empty());
  CHECK(line(24).empty());
  CHECK(Excerpts{}.line({"cr.yaml", 1, 1}).empty());
  Excerpts nothing([](const std::string&) { return std::string_view{}; });
  CHECK(nothing.line({"other.yaml", 1, 1}).empty());
}

TEST_CASE("what may be secret is never shown") {
  for (const std::uint32_t hidden : {4, 5, 6, 9, 10, 11, 12, 14, 17, 18, 19, 20, 21}) {
    CAPTURE(hidden);
    CHECK(line(hidden).empty());
  }
  for (const std::uint32_t shown : {3, 7, 8, 13, 15, 16}) {
    CAPTURE(shown);
    CHECK_FALSE(line(shown).empty());
  }
}

TEST_CASE("a Secret in JSON hides its document, broken or not") {
  Excerpts excerpts(
      [](const std::string&) { return std::string_view{"{\"kind\":\"Secret\",\n\"data\":{\"a\":\"aHVu\"\n"}; });
  CHECK(excerpts.line({"s.json", 2, 1}).empty());
}
