#include "core/yaml/hash.h"

#include <doctest/doctest.h>

using vmcp::yaml::hash_of;
using vmcp::yaml::Value;

TEST_CASE("equal values have equal hashes, whatever the order of their members") {
  const Value one = Value::mapping().set("a", 1).set("b", Value::mapping().set("c", "x"));
  const Value other = Value::mapping().set("b", Value::mapping().set("c", "x")).set("a", 1);
  CHECK(one == other);
  CHECK(hash_of(one) == hash_of(other));
  CHECK(hash_of(one) != hash_of(Value::mapping().set("a", 2).set("b", Value::mapping().set("c", "x"))));
  CHECK(hash_of(Value::sequence().push(1).push(2)) != hash_of(Value::sequence().push(2).push(1)));
  CHECK(hash_of(Value("1")) != hash_of(Value(1)));
}
