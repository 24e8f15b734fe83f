#include "core/yaml/value.h"

#include <doctest/doctest.h>
#include <type_traits>
#include <utility>

using vmcp::yaml::Sequence;
using vmcp::yaml::Value;

static_assert(std::is_nothrow_move_constructible_v<Value> && std::is_nothrow_move_assignable_v<Value>);

TEST_CASE("what is no mapping or no sequence is not changed as if it were one") {
  for (const Value& value : {Value(), Value(true), Value(1), Value(0.5), Value("text"), Value::sequence(),
                             Value::mapping(), Value(Sequence{Value(1)})}) {
    Value changed = value;
    if (!value.is_mapping()) {
      changed.set("a", 1);
      CHECK(changed == value);
      CHECK_FALSE(changed.erase("a"));
    }
    if (!value.is_sequence()) {
      changed.push(1);
      CHECK(changed == value);
    }
    CHECK(changed.find("b") == nullptr);
    CHECK(changed.string_at("b").empty());
  }
}

TEST_CASE("a copy is a value of its own, with the mark") {
  Value value = Value::mapping().set("list", Value::sequence().push("a").push(2)).set("text", "b");
  value.set_mark({1, 2, 3});
  const Value copy = value;
  CHECK(copy == value);
  CHECK(copy.mark() == value.mark());
  value.find("list")->push("c");
  CHECK(copy.find("list")->items().size() == 2);

  // A part of itself, which the assignment destroys.
  value = *std::as_const(value).find("list");
  CHECK(value.items().size() == 3);
  Value& self = value;
  value = self;
  CHECK(value.items().size() == 3);
}

TEST_CASE("mappings are equal in any order of their members, lists in one") {
  const Value value = Value::mapping().set("a", 1).set("b", Value::sequence().push(1).push(2));
  CHECK(value == Value::mapping().set("b", Value::sequence().push(1).push(2)).set("a", 1));
  CHECK(value != Value::mapping().set("b", Value::sequence().push(2).push(1)).set("a", 1));
  CHECK(value != Value::mapping().set("b", Value::sequence().push(1).push(2)).set("c", 1));
  CHECK(value != Value::mapping().set("a", 1));
}
