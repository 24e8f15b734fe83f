#include "core/kube/checksum.h"

#include <doctest/doctest.h>

using namespace vmcp;
using yaml::Value;

TEST_CASE("SHA-256 of bytes") {
  CHECK(kube::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a ConfigMap's checksum runs over sorted keys, data before labels") {
  const Value data = Value::mapping().set("b", "2").set("a", "1");
  const Value labels = Value::mapping().set("l", "3");
  CHECK(kube::content_checksum(data, labels) == kube::sha256_hex("a1b2l3"));
}

TEST_CASE("JSON is hashed with sorted keys, float numbers and escapes as Go writes it") {
  struct Case {
    Value value;
    const char* json;
  };
  for (const Case& c : {Case{Value::mapping().set("b", 1).set("B", Value::sequence().push(true).push(nullptr)),
                             R"({"B":[true,null],"b":1})"},
                        {Value("<a&b>"), R"("\u003ca\u0026b\u003e")"},
                        {Value(std::int64_t{9007199254740993}), "9007199254740992"},
                        {Value(0.5), "0.5"},
                        {Value::mapping(), "{}"}}) {
    CAPTURE(c.json);
    CHECK(kube::json_hash(c.value) == kube::sha256_hex(c.json));
  }
}
