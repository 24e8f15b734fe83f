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

TEST_CASE("beside the name of a secret nothing is shown of a document that no reader understands") {
  constexpr std::string_view kBroken =
      "kind: VirtualMCPServer\n"
      "spec:\n"
      "  password; hunter2\n"
      "  a: b\n"
      "  replicas: 2\n"
      "  # the password, and where it is\n"
      "  serviceType; x\n"
      "  - {name}: API_TOKEN, value: hunter2}\n"
      "  value; hunter2\n";
  const auto shows = [&](std::uint32_t number, Excerpts::Document document) {
    Excerpts excerpts([&](const std::string&) { return kBroken; });
    return !excerpts.line({"cr.yaml", number, 1}, document).empty();
  };
  for (const std::uint32_t hidden : {2, 3, 4, 7, 8, 9}) {
    CAPTURE(hidden);
    CHECK_FALSE(shows(hidden, Excerpts::Document::kNotUnderstood));
  }
  for (const std::uint32_t shown : {1, 5, 6}) {
    CAPTURE(shown);
    CHECK(shows(shown, Excerpts::Document::kNotUnderstood));
    CHECK(shows(shown, Excerpts::Document::kUnderstood));
  }
}

TEST_CASE("a word that is the key of values elsewhere hides nothing where it is none") {
  Excerpts excerpts([](const std::string&) {
    return std::string_view(
        "kind: MCPGroup\nspec: [x\n  project: default\n  a; https://a/oauth2/default\n  default; x\n");
  });
  for (const std::uint32_t shown : {3, 4}) {
    CHECK_FALSE(excerpts.line({"cr.yaml", shown, 1}, Excerpts::Document::kNotUnderstood).empty());
  }
  CHECK(excerpts.line({"cr.yaml", 5, 1}, Excerpts::Document::kNotUnderstood).empty());
}

TEST_CASE("what is a secret by its form is hidden wherever it stands in a line") {
  const auto shows = [](std::string_view text) {
    const std::string with_kind = "kind: MCPGroup\n" + std::string(text);
    Excerpts excerpts([&](const std::string&) { return std::string_view(with_kind); });
    return !excerpts.line({"cr.yaml", 2, 1}).empty();
  };
  CHECK(shows("a: b # of no password"));
  CHECK_FALSE(shows("a: b # was ghp_0123456789abcdef"));
  CHECK_FALSE(shows("a: b # https://user:hunter2@example.com"));
  CHECK_FALSE(shows("a: b # curl --token hunter2"));
  CHECK_FALSE(shows("a: \"https://bob:\"hunter2@example.com"));
  CHECK(shows("a: oci://ghcr.io/x:v1@sha256:00"));
}
