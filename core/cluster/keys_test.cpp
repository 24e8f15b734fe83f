#include "core/cluster/keys.h"

#include <doctest/doctest.h>

namespace vmcp::cluster {
namespace {

TEST_CASE("an object has the keys that all who make it state") {
  KeyTable table;
  table.add({.name_space = "a", .name = "shared", .keys = {"one", "two"}}, true);
  table.add({.name_space = "a", .name = "shared", .keys = {"three"}}, false);
  table.add({.name = "shared", .keys = {"four"}}, false);
  table.add({.name_space = "a", .name = "fetched", .keys = {"x"}, .complete = false}, false);
  table.add({.name_space = "a", .name = "merged", .keys = {"x"}, .creates = false}, false);
  table.add({.name_space = "a", .name = "plain", .keys = {"x"}}, true);
  table.add({.name_space = "a", .name = "plain", .keys = {"y"}, .creates = false}, false);
  table.index();

  const auto shared = table.find("a", "shared");
  REQUIRE(shared.has_value());
  for (const char* key : {"one", "two", "three", "four"}) CHECK(shared->may_have(key));
  CHECK_FALSE(shared->may_have("five"));
  CHECK(shared->nearest("threee") == "three");
  CHECK(shared->nearest("fuor") == "four");
  CHECK(shared->nearest("password").empty());

  REQUIRE(table.find("b", "shared").has_value());
  CHECK_FALSE(table.find("b", "shared")->may_have("one"));
  CHECK(table.find("b", "shared")->may_have("four"));
  CHECK(table.find("a", "fetched")->may_have("whatever"));
  CHECK(table.find("a", "plain")->may_have("y"));
  CHECK_FALSE(table.find("a", "merged").has_value());
  CHECK_FALSE(table.find("b", "plain").has_value());
  CHECK_FALSE(table.find("a", "none").has_value());
}

TEST_CASE("an object that nobody fills in holds what it says") {
  KeyTable table;
  table.add({.name_space = "a", .name = "plain", .keys = {"x"}}, true);
  table.add({.name_space = "a", .name = "replicated", .keys = {"x"}, .complete = false}, true);
  table.add({.name_space = "a", .name = "both", .keys = {"x"}}, true);
  table.add({.name = "both", .keys = {"x"}}, false);
  table.index();
  CHECK_FALSE(table.is_filled_in("a", "plain"));
  CHECK(table.is_filled_in("a", "replicated"));
  CHECK(table.is_filled_in("a", "both"));
  CHECK_FALSE(table.is_filled_in("a", "none"));
}

}  // namespace
}  // namespace vmcp::cluster
