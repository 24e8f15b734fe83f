#include "core/text/nearest.h"

#include <array>
#include <doctest/doctest.h>
#include <string>
#include <vector>

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
    CHECK(vmcp::text::nearest(c.seen, kFields) == c.nearest);
  }
  CHECK(vmcp::text::nearest(std::string(1'000'000, 't'), kFields).empty());
}

TEST_CASE("among many names the one meant is found by its beginning or its end") {
  std::vector<std::string> names;
  for (int i = 0; i < 20'000; ++i) names.push_back("group-number-" + std::to_string(100'000 + i) + "-tail");
  const std::vector<std::string_view> views(names.begin(), names.end());
  const vmcp::text::NameIndex index(views);
  struct Case {
    std::string_view seen;
    std::string_view nearest;
  };
  for (const Case& c : {
           Case{"group-number-104711-tail", "group-number-104711-tail"},
           {"graup-numbre-104711-tail", "group-number-104711-tail"},
           {"group-number-104711-tali", "group-number-104711-tail"},
           {"group-number-104711", "group-number-104711-tail"},
           {"something-else", ""},
       }) {
    CAPTURE(c.seen);
    CHECK(index.nearest(c.seen) == c.nearest);
    CHECK(vmcp::text::nearest(c.seen, views) == c.nearest);
  }
  CHECK(index.contains("group-number-104711-tail"));
  CHECK_FALSE(index.contains("graup-numbre-104711-tail"));
}

TEST_CASE("looking for long names in a crowd of long names takes no time") {
  std::vector<std::string> names;
  for (int i = 0; i < 3'000; ++i) names.push_back(std::string(120, 'a') + std::to_string(i));
  const vmcp::text::NameIndex index({names.begin(), names.end()});
  for (int i = 0; i < 3'000; ++i)
    CHECK(index.nearest(std::string(60, 'a') + std::to_string(i) + std::string(60, 'b')).empty());
}

TEST_CASE("a name that is as near as another is not the only nearest") {
  using Names = std::vector<std::string_view>;
  CHECK(vmcp::text::only_nearest("typ", Names{"type", "mode"}) == "type");
  CHECK(vmcp::text::only_nearest("typ", Names{"type", "typo"}).empty());
  CHECK(vmcp::text::only_nearest("types", Names{"type", "typer", "tapes"}).empty());
  CHECK(vmcp::text::only_nearest("readTimeout", Names{"ReadTimeout", "writeTimeout"}) == "ReadTimeout");
  CHECK(vmcp::text::only_nearest("x", Names{"unlike"}).empty());
}

TEST_CASE("names of things alike differ in their digits") {
  CHECK(vmcp::text::differ_in_digits("web-1", "web-12"));
  CHECK(vmcp::text::differ_in_digits("web", "web2"));
  CHECK_FALSE(vmcp::text::differ_in_digits("web-1", "wen-1"));
}

TEST_CASE("slips") {
  CHECK(vmcp::text::is_slip("gatway", "gateway"));
  CHECK_FALSE(vmcp::text::is_slip("gateway", "gateway"));
  CHECK_FALSE(vmcp::text::is_slip("web-1", "web-2"));
  CHECK_FALSE(vmcp::text::is_slip("gtwy", "gateway"));
}

TEST_CASE("slips in a word") {
  CHECK(vmcp::text::is_slip_in_word("team-platfrm", "team-platform"));
  CHECK_FALSE(vmcp::text::is_slip_in_word("team-platform", "team-platform"));
  CHECK_FALSE(vmcp::text::is_slip_in_word("team-platforms", "team-platform"));
  CHECK_FALSE(vmcp::text::is_slip_in_word("team-a", "team-b"));
  CHECK_FALSE(vmcp::text::is_slip_in_word("tram-platform", "team-platform"));
}

TEST_CASE("names that are so many edits apart") {
  CHECK(vmcp::text::is_within("MCPServer", "mcpserver", 0));
  CHECK(vmcp::text::is_within("MCPServer", "MCPSevrers", 2));
  CHECK_FALSE(vmcp::text::is_within("MCPServer", "MCPSevrers", 1));
  CHECK_FALSE(vmcp::text::is_within("MCPServer", "MCPServerEntry", 2));
  for (const char* near : {"Token", "oken", "tken", "tokne", "otken", "toen", "tokenn", "atoken", "tocen"}) {
    CAPTURE(near);
    CHECK(vmcp::text::is_within(near, "token", 1));
  }
  CHECK_FALSE(vmcp::text::is_within("otkne", "token", 1));
}
