#include "core/apply/item_places.h"

#include <doctest/doctest.h>
#include <string>

using vmcp::apply::ItemPlaces;
using vmcp::yaml::Value;

TEST_CASE("items of lists of any length are found by their merge keys") {
  for (const int count : {4, 100}) {
    CAPTURE(count);
    Value list = Value::sequence();
    for (int i = 0; i < count; ++i) {
      list.push(Value::mapping().set("name", "n" + std::to_string(i)).set("port", i % 3));
    }
    list.push(Value::mapping().set("name", "").set("port", true));
    const auto last = static_cast<std::size_t>(count);
    ItemPlaces places;
    const auto find = [&](const char* key, const Value& wanted) { return places.find(list.items(), key, &wanted); };
    CHECK(find("name", "n3") == 3);
    CHECK(find("name", "n3") == 3);
    CHECK(find("name", "other") == last + 1);
    CHECK(find("name", "") == last);
    CHECK(places.find(list.items(), "name", nullptr) == last);
    CHECK(find("port", 2) == 2);
    CHECK(find("port", "2") == last + 1);
    CHECK(find("port", true) == last);
    CHECK(find("none", Value()) == 0);
  }
}

TEST_CASE("items that are scalars are their own merge keys") {
  ItemPlaces places;
  const Value list = Value::sequence().push("a").push("b");
  const Value wanted("b");
  CHECK(places.find(list.items(), "", &wanted) == 1);
  CHECK(ItemPlaces::is_same(nullptr, &list.items()[0]) == false);
}
