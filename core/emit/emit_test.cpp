#include "core/emit/emit.h"

#include <cstdint>
#include <doctest/doctest.h>
#include <limits>
#include <string>

using vmcp::emit::json;
using vmcp::emit::yaml_kubernetes;
using vmcp::emit::yaml_v3;
using vmcp::yaml::Value;

namespace {

Value pair(std::string_view key, Value value) { return Value::mapping().set(key, std::move(value)); }

Value list(Value first) { return Value::sequence().push(std::move(first)); }

}  // namespace

TEST_CASE("collections") {
  struct Case {
    Value value;
    const char* kubernetes;
    const char* v3;
  };
  const std::string long_key(129, 'k');
  const Case cases[] = {
      {Value{}, "null\n", "null\n"},
      {Value{"a"}, "a\n", "a\n"},
      {Value{"a\nb"}, "|-\n  a\n  b\n", "|-\n    a\n    b\n"},
      {Value::mapping(), "{}\n", "{}\n"},
      {Value::sequence(), "[]\n", "[]\n"},
      {pair("a", Value::mapping()).set("b", Value::sequence()), "a: {}\nb: []\n", "a: {}\nb: []\n"},
      {pair("a", list("b")), "a:\n- b\n", "a:\n    - b\n"},
      {pair("a", list(list(list("b")))), "a:\n- - - b\n", "a:\n    - - - b\n"},
      {pair("a", list(pair("b", list("c")))), "a:\n- b:\n  - c\n", "a:\n    - b:\n        - c\n"},
      {pair("a", list(pair("b", pair("c", "d")))), "a:\n- b:\n    c: d\n", "a:\n    - b:\n        c: d\n"},
      {list(pair("a", "x\n")), "- a: |\n    x\n", "- a: |\n    x\n"},
      {pair(long_key, list("b")).set("z", 1), nullptr, nullptr},
  };
  for (const Case& c : cases) {
    if (c.kubernetes == nullptr) {
      CHECK(yaml_kubernetes(c.value) == "? " + long_key + "\n: - b\nz: 1\n");
      CHECK(yaml_v3(c.value) == "? " + long_key + "\n:   - b\nz: 1\n");
      continue;
    }
    CHECK(yaml_kubernetes(c.value) == c.kubernetes);
    CHECK(yaml_v3(c.value) == c.v3);
  }
}

TEST_CASE("numbers") {
  struct Case {
    Value value;
    const char* kubernetes;
    const char* v3;
  };
  const Case cases[] = {
      {Value{true}, "true\n", "true\n"},
      {Value{std::numeric_limits<std::int64_t>::min()}, "-9223372036854775808\n", "-9223372036854775808\n"},
      {Value{std::numeric_limits<std::uint64_t>::max()}, "18446744073709551615\n", "18446744073709551615\n"},
      {Value{1e6}, "1000000\n", "1e+06\n"},
      {Value{-0.0}, "0\n", "-0\n"},
      {Value{0.5}, "0.5\n", "0.5\n"},
      {Value{1234567.5}, "1.2345675e+06\n", "1.2345675e+06\n"},
      {Value{1e-7}, "1e-07\n", "1e-07\n"},
      {Value{0x1p63}, "9223372036854776000\n", "9.223372036854776e+18\n"},
      {Value{-0x1p63}, "-9.223372036854776e+18\n", "-9.223372036854776e+18\n"},
      {Value{1e20}, "1e+20\n", "1e+20\n"},
      {Value{std::numeric_limits<double>::infinity()}, ".inf\n", ".inf\n"},
  };
  for (const Case& c : cases) {
    CHECK(yaml_kubernetes(c.value) == c.kubernetes);
    CHECK(yaml_v3(c.value) == c.v3);
  }
}

TEST_CASE("keys are sorted for Kubernetes and kept for yaml.v3") {
  const Value value = pair("b", 1).set("a10", pair("z", 1).set("y", 2)).set("a9", 3);
  CHECK(yaml_kubernetes(value) == "a9: 3\na10:\n  \"y\": 2\n  z: 1\nb: 1\n");
  CHECK(yaml_v3(value) == "b: 1\na10:\n    z: 1\n    \"y\": 2\na9: 3\n");
}

TEST_CASE("what sigs.k8s.io/yaml refuses is escaped") {
  CHECK(yaml_kubernetes(pair("a", "x\u007fy\ufffe")) == "a: \"x\\x7Fy\\uFFFE\"\n");
  CHECK(yaml_kubernetes(pair("\u0085", "v")) == "? \"\\N\"\n: v\n");
}

TEST_CASE("a NEL is folded on the way through JSON") {
  CHECK(yaml_kubernetes(pair("a", "x  \u0085 y")) == "a: x y\n");
  CHECK(yaml_kubernetes(pair("a", "x\u0085\u0085y")) == "a: |-\n  x\n  y\n");
}

TEST_CASE("bytes that are not UTF-8 are replaced") {
  CHECK(yaml_kubernetes(pair("a", "x\xff")) == "a: x\ufffd\n");
  CHECK(yaml_v3(pair("a\xc3", "\xed\xa0\x80")) == "a\ufffd: \ufffd\ufffd\ufffd\n");
  CHECK(json(Value{"\xff"}) == "\"\\ufffd\"");
}

TEST_CASE("append_yaml_kubernetes continues a stream") {
  std::string out = "a: 1\n---\n";
  vmcp::emit::append_yaml_kubernetes(out, pair("b", 2));
  CHECK(out == "a: 1\n---\nb: 2\n");
}

TEST_CASE("JSON") {
  const Value value =
      pair("b", list(1).push(2.5)).set("a", "<\n>").set("c", Value::mapping()).set("d", Value::sequence());
  CHECK(json(value) == "{\n  \"a\": \"<\\n>\",\n  \"b\": [\n    1,\n    2.5\n  ],\n  \"c\": {},\n  \"d\": []\n}");
}

TEST_CASE("what some reader would take for something else is double-quoted where any may come") {
  using vmcp::emit::yaml_portable;
  for (const std::string text :
       {"\n",         "\n\n", "\na", " a\nb",      "a\n\n", "a \nb", "\ta\nb", "a\rb", "a\u0085b", "a\u2028b",
        "a\n\u2029b", "<<",   "=",   "2001-99-99", "0b_",   "._",    "1.2.3",  "-0x_", "yes",      ""}) {
    CAPTURE(text);
    CHECK(yaml_portable(pair("a", text)).starts_with("a: \""));
    const std::string as_key = yaml_portable(pair(text, "a"));
    CHECK((as_key.starts_with('"') || as_key.starts_with("? \"")));
  }
  for (const std::string text : {"a", "a b", "v1.2", "--flag=1", "/a", "10 apples", "021491e3fa", "\u00e9"}) {
    CAPTURE(text);
    CHECK(yaml_portable(pair("a", text)) == "a: " + text + "\n");
  }
  CHECK(yaml_portable(pair("a", "b\n c\n")) == "a: |\n  b\n   c\n");
  CHECK(yaml_portable(pair("a", "#b")) == "a: '#b'\n");
  CHECK(yaml_portable(pair("a", 1e21)) == "a: 1.0e+21\n");
  CHECK(yaml_portable(pair("b", list("c")).set("a", 1)) == "b:\n- c\na: 1\n");
  CHECK(vmcp::emit::yaml_portable_sorted(pair("b", list("c")).set("a", 1)) == "a: 1\nb:\n- c\n");
}
