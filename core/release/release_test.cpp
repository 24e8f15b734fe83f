#include "core/release/release.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

namespace vmcp::release {
namespace {

/// The tag that a text stands for, with "?" when a message goes with it; else the message.
std::string chosen(std::string_view text) {
  const Choice choice = choose(text);
  if (!choice.release) return choice.message;
  return std::string(choice.release->tag) + (choice.message.empty() ? "" : "?");
}

TEST_CASE("a known release is chosen however it is spelt") {
  CHECK(chosen("0.63.0") == "v0.63.0");
  CHECK(chosen("v0.63.0") == "v0.63.0");
  CHECK(chosen("v0.63") == "v0.63.0");
  CHECK(chosen("0.44") == "v0.44.0");
  CHECK(chosen("0.60.0+build.7") == "v0.60.0");
  for (const Release& release : kReleases) CHECK(choose(release.tag).release == release);
}

TEST_CASE("without its last number a release is the newest known of that minor release") {
  CHECK(chosen("0.55") == "v0.55.2");
  CHECK(chosen("0.55.1") == "v0.55.1");
}

TEST_CASE("a release between known ones is the known one before it, and says so") {
  CHECK(chosen("0.50.0") == "v0.47.0?");
  CHECK(chosen("v0.50") == "v0.47.0?");
  CHECK(chosen("0.44.1") == "v0.44.0?");
  CHECK(chosen("0.55.0") == "v0.47.0?");
  CHECK(chosen("0.63.0-rc.1") == "v0.62.0?");
  CHECK(choose("0.50.0").message ==
        "release \"0.50.0\" is not known; it is reproduced as v0.47.0, the known one before it");
}

TEST_CASE("a release beyond the known ones is refused") {
  CHECK(chosen("0.63.1") == "\"0.63.1\" is newer than v0.63.0, the newest release that is known");
  CHECK(chosen("v0.64") == "\"v0.64\" is newer than v0.63.0, the newest release that is known");
  CHECK(chosen("1.0.0") == "\"1.0.0\" is newer than v0.63.0, the newest release that is known");
  CHECK(chosen("0.43.9") == "\"0.43.9\" is older than v0.44.0, the oldest release that is known");
  CHECK(chosen("0.44.0-rc.1") == "\"0.44.0-rc.1\" is older than v0.44.0, the oldest release that is known");
}

TEST_CASE("what is no release is refused") {
  for (const std::string_view text : {"", "v", "0", "63", "0.", "0.63.", "0.063.0", "0.63.0.1", "0.63.0-", "0.63.0-a_b",
                                      "latest", "V0.63.0", " 0.63.0", "0.63.0 ", "0.-1", "0.99999999999"}) {
    CAPTURE(text);
    CHECK(chosen(text) == '"' + std::string(text) + "\" is no release of ToolHive; expected one like v0.63.0");
  }
}

TEST_CASE("sets are in order and each has releases") {
  CHECK(first_tag(Set::kV0_44) == "v0.44.0");
  CHECK(last_tag(Set::kV0_57) == "v0.58.0");
  CHECK(last_tag(Set::kV0_62) == "v0.63.0");
  for (std::size_t i = 0; i < kSets.size(); ++i) {
    CHECK(static_cast<std::size_t>(kSets[i]) == i);
    CHECK(set_named(first_tag(kSets[i])) == kSets[i]);
  }
  CHECK_FALSE(set_named("v0.63.0"));
  for (std::size_t i = 1; i < kReleases.size(); ++i) CHECK(kReleases[i - 1].set <= kReleases[i].set);
}

TEST_CASE("a span holds in its sets") {
  CHECK(since(Set::kV0_57).holds(Set::kV0_57));
  CHECK(since(Set::kV0_57).holds(Set::kV0_62));
  CHECK_FALSE(since(Set::kV0_57).holds(Set::kV0_56));
  CHECK(until(Set::kV0_57).holds(Set::kV0_57));
  CHECK(until(Set::kV0_57).holds(Set::kV0_44));
  CHECK_FALSE(until(Set::kV0_57).holds(Set::kV0_59));
  CHECK(Span{}.holds(kOldestSet));
  CHECK(Span{}.holds(kNewestSet));
}

}  // namespace
}  // namespace vmcp::release
