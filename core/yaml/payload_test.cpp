#include "core/yaml/payload.h"

#include <doctest/doctest.h>

namespace vmcp::yaml {
namespace {

TEST_CASE("a payload's first document, as Go's lenient reading has it") {
  struct Case {
    const char* text;
    const char* a;  ///< the string at "a"; null: neither YAML nor JSON
  };
  for (const Case& row : {
           Case{"a: x\n", "x"},
           {"a: x\na: z\n", "z"},
           {"{\"a\": \"x\", \"a\": \"z\"}", "z"},
           {"a: x\n---\na: z\n", "x"},
           {"a: x\n---\n[broken\n", "x"},
           {"# comment\n---\n# comment\na: x\n...\na: z\n", "x"},
           {"--- {a: x}\n--- {a: z}\n", "x"},
           {"---\r\na: x\r\n---\r\na: z\r\n", "x"},
           {"m: &m {a: x}\n<<: *m\na: z\n", "z"},
           {"m: &m {a: x}\na: z\n<<: *m\n", "x"},
           {"{\n\t\"a\": \"x\"\n}", "x"},
           {"{\"a\": \"\\/\"}", "/"},
           {"{a: x} trailing", "x"},
           {"%YAML 1.1\n---\na: x\n", "x"},
           {"a: [x\n", nullptr},
           {"a: x\n\tb: y\n", nullptr},
       }) {
    CAPTURE(std::string(row.text));
    const std::optional<Value> value = read_payload(row.text);
    REQUIRE(value.has_value() == (row.a != nullptr));
    if (value) CHECK(value->string_at("a") == row.a);
  }
}

TEST_CASE("many repeated keys take no time") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "a: x\n";
  CHECK(read_payload(text)->members().size() == 1);
}

}  // namespace
}  // namespace vmcp::yaml
