#include "core/release/range.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "core/release/release.h"

namespace vmcp::release {
namespace {

/// The known releases in a range, without "v" and ".0": "0.60 0.61"; "none" when the text is no range.
std::string known_in(std::string_view text) {
  const std::optional<Range> range = Range::parse(text);
  if (!range) return "none";
  std::string names;
  for (const Release& release : kReleases) {
    if (!range->contains(*parse_version(release.tag))) continue;
    std::string_view tag = release.tag.substr(1);
    if (tag.ends_with(".0")) tag.remove_suffix(2);
    names.append(names.empty() ? "" : " ").append(tag);
  }
  return names;
}

std::string chosen(std::string_view text) {
  const std::optional<Choice> choice = choose_of_chart(text);
  if (!choice) return "none";
  if (!choice->release) return choice->message;
  return std::string(choice->release->tag) + (choice->message.empty() ? "" : "?");
}

TEST_CASE("a range holds what Masterminds/semver says") {
  CHECK(known_in("0.63.0") == "0.63");
  CHECK(known_in("=v0.63.0") == "0.63");
  CHECK(known_in("0.55") == "0.55.1 0.55.2");
  CHECK(known_in("0.55.x") == "0.55.1 0.55.2");
  CHECK(known_in("0.55.X") == "0.55.1 0.55.2");
  CHECK(known_in("~0.55.1") == "0.55.1 0.55.2");
  CHECK(known_in("~0.55.2") == "0.55.2");
  CHECK(known_in("~> 0.55") == "0.55.1 0.55.2");
  CHECK(known_in("^0.55") == "0.55.1 0.55.2");
  CHECK(known_in("^0.55.2") == "0.55.2");
  CHECK(known_in("^0.0") == "");
  CHECK(known_in("^0.0.3") == "");
  CHECK(known_in(">0.62.0") == "0.63");
  CHECK(known_in(">0.55 <0.57") == "0.56");
  CHECK(known_in(">=0.60.0-0") == "0.60 0.61 0.62 0.63");
  CHECK(known_in("=> 0.60.0, < 0.62.0") == "0.60 0.61");
  CHECK(known_in("<=0.47") == "0.44 0.47");
  CHECK(known_in("=<0.47.0") == "0.44 0.47");
  CHECK(known_in("<0.47.0") == "0.44");
  CHECK(known_in(">=0.60 != 0.61") == "0.60 0.62 0.63");
  CHECK(known_in("0.60  -  0.62") == "0.60 0.61 0.62");
  CHECK(known_in("0.60 - 0.62") == "0.60 0.61 0.62");
  CHECK(known_in("0.60.0 - 0.61.0 || 0.63.x") == "0.60 0.61 0.63");
  CHECK(known_in("<0.45 || >0.62") == "0.44 0.63");
  for (const std::string_view all : {"*", "x", ">=0", "^0", "~0", "0.x", "0.x.x", "<1", ">=0.0.0 , <1.0.0"}) {
    CAPTURE(all);
    CHECK(known_in(all) == known_in("<9999"));
  }
  CHECK(known_in("1.x") == "");
  CHECK(known_in("<*") == "");
  CHECK(known_in(">*") == "");
}

TEST_CASE("what is no range is none") {
  for (const std::string_view text :
       {"", " ", "latest", "main", "${TOOLHIVE_VERSION}", "sha-1234567", "0.63.0.1", ">", ">=latest", "0.63.0 ||",
        "|| 0.63.0", "0.63.0 -", "=~0.63.0", "0.063.0", "0.63.0>0.62.0", "0.63.0-", "HEAD", "v"}) {
    CAPTURE(text);
    CHECK(known_in(text) == "none");
  }
}

TEST_CASE("a chart's version stands for the newest known release that it admits") {
  CHECK(chosen("0.63.0") == "v0.63.0");
  CHECK(chosen("0.55") == "v0.55.2");
  CHECK(chosen(">=0.60.0") == "v0.63.0");
  CHECK(chosen("^0.60.0") == "v0.60.0");
  CHECK(chosen("*") == "v0.63.0");
  CHECK(chosen("0.60.x") == "v0.60.0");
  CHECK(chosen("<0.60") == "v0.59.0");
  CHECK(chosen("latest") == "none");
}

TEST_CASE("a chart's version that admits no known release is the one before it, or none") {
  CHECK(chosen("0.50.0") == "v0.47.0?");
  CHECK(chosen("0.50.x") == "v0.47.0?");
  CHECK(choose_of_chart("0.50.x")->message ==
        "release \"0.50.x\" is not known; it is reproduced as v0.47.0, the known one before it");
  CHECK(chosen(">0.44.0 <0.47.0") == "v0.44.0?");
  CHECK(chosen("<=0.44.0") == "v0.44.0");
  CHECK(choose_of_chart("<0.47.0") ==
        Choice{kReleases.front(),
               "\"<0.47.0\" admits releases that are not known, up to v0.46; it is reproduced as "
               "v0.44.0, the newest known one in it"});
  CHECK(chosen("0.47.0 - 0.50.0") == "v0.47.0?");
  CHECK(chosen("<0.55") == "v0.47.0?");
  CHECK(chosen("0.64.0") == "\"0.64.0\" is newer than v0.63.0, the newest release that is known");
  CHECK(chosen(">=0.64.0") == "\">=0.64.0\" is newer than v0.63.0, the newest release that is known");
  CHECK(chosen(">0.63.0") == "\">0.63.0\" is newer than v0.63.0, the newest release that is known");
  CHECK(choose_of_chart("<0.40") ==
        Choice{kReleases.front(),
               "\"<0.40\" is older than v0.44.0, the oldest release that is known; it is reproduced as that",
               Version{0, 39}});
  CHECK(chosen("0.43.0") == "v0.44.0?");
  CHECK(chosen(">=0.64 <0.60") == "\">=0.64 <0.60\" holds no release of ToolHive that is known");
}

}  // namespace
}  // namespace vmcp::release
