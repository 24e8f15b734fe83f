#include "core/yaml/member_search.h"

#include <doctest/doctest.h>
#include <string>

#include "core/yaml/location.h"

namespace vmcp::yaml {
namespace {

Value wide(int count) {
  Value mapping = Value::mapping();
  for (int i = 0; i < count; ++i) mapping.members().push_back({"key" + std::to_string(i), Value(i), {}});
  return mapping;
}

TEST_CASE("members of wide mappings are found however often they are looked for") {
  Value mapping = wide(100'000);
  MemberSearch search;
  for (int i = 0; i < 100'000; ++i) {
    const Member* found = search.find(mapping, "key" + std::to_string(i));
    REQUIRE(found != nullptr);
    REQUIRE(found->value == Value(i));
  }
  CHECK(search.find(mapping, "key") == nullptr);
  CHECK(search.find(Value("text"), "key") == nullptr);
  CHECK(search.find(wide(3), "key2")->value == Value(2));
}

TEST_CASE("a mapping may change between searches") {
  Value mapping = wide(1000);
  MemberSearch search;
  for (int i = 0; i < 10; ++i) search.find(mapping, "key7");
  mapping.erase("key0");
  mapping.set("other", "x");
  CHECK(search.find(mapping, "key999")->value == Value(999));
  CHECK(search.find(mapping, "other")->value == Value("x"));
  CHECK(search.find(mapping, "key0") == nullptr);
}

TEST_CASE("a path is followed as without an index") {
  Value root = Value::mapping();
  root.set("wide", wide(1000));
  MemberSearch search;
  for (int i = 0; i < 1000; ++i) {
    const std::string key = "key" + std::to_string(i);
    CHECK(find_location(root, "wide[" + key + "]", &search).value == find_location(root, "wide[" + key + "]").value);
  }
  CHECK(find_location(root, "wide.key3.x", &search).value == nullptr);
}

}  // namespace
}  // namespace vmcp::yaml
