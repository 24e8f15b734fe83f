#include "core/json_schema/check.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <string>

using vmcp::json_schema::check;
using vmcp::yaml::Value;

namespace {

Value from_json(const nlohmann::ordered_json& json) {
  if (json.is_object()) {
    Value mapping = Value::mapping();
    for (const auto& [key, value] : json.items()) mapping.set(key, from_json(value));
    return mapping;
  }
  if (json.is_array()) {
    Value sequence = Value::sequence();
    for (const auto& item : json) sequence.push(from_json(item));
    return sequence;
  }
  if (json.is_string()) return json.get<std::string>();
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_float()) return json.get<double>();
  if (json.is_number()) return json.get<std::int64_t>();
  return nullptr;
}

Value schema(const char* text) { return from_json(nlohmann::ordered_json::parse(text)); }

}  // namespace

TEST_CASE("JSON schemas that gojsonschema compiles") {
  for (
      const char* text : {
          R"json({"type":"object","properties":{"a":{"$ref":"#/properties/b"},"b":{"type":"string"}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"http://json-schema.org/draft-07/schema#"}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"http://json-schema.org/draft-07/schema"}}})json",
          R"json({"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"})json",
          R"json({"type":"object","definitions":{"a":true}})json",
          R"json({"type":"object","id":"x"})json",
          R"json({"type":"object","$id":"http://a.b/c","properties":{"a":{"$ref":"#/properties/b"},"b":{}}})json",
          R"json({"type":"object","properties":{"a":{"$id":"#foo"},"b":{"$ref":"#foo"}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"#a"}}})json",
          R"json({"type":"object","dependencies":{"a":["x"],"b":{},"c":true}})json",
          R"json({"type":[]})json",
          R"json({"type":"object","const":null})json",
          R"json({"type":"object","minItems":2,"maxItems":1})json",
          R"json({"type":"object","minimum":5,"maximum":1})json",
          R"json({"type":"object","maximum":1,"exclusiveMaximum":true})json",
          R"json({"type":"object","exclusiveMaximum":1})json",
          R"json({"type":"object","required":["a"],"properties":{"a":{"$ref":"#/properties/c"},"c":{"$ref":"#/properties/a"}}})json",
          R"json({"type":"object","properties":{"$ref":{"type":"string"}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"#/properties/b","type":"bogus"},"b":{}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"#/properties/b~1c"},"b/c":{}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"#/properties/b%20c"},"b c":{}}})json",
          R"json({"type":"object","$schema":"http://json-schema.org/draft-04/schema#","definitions":{"a":{"$schema":"http://json-schema.org/draft-07/schema#","if":5}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"#/allOf/0"}},"allOf":[{"type":"string"}]})json",
          R"json({"type":"object","properties":{"a":{"$ref":""}}})json",
          R"json({"type":"object","x":{"$id":"http://q/z"},"y":{"$id":"http://q/z"}})json",
      }) {
    CAPTURE(text);
    CHECK(check(schema(text)).empty());
  }
}

TEST_CASE("JSON schemas that gojsonschema refuses, or that crash the operator") {
  for (
      const char* text : {
          R"json({"type":"object","$ref":"#"})json",
          R"json({"type":"object","properties":{"a":{"$ref":"#/definitions/x"}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"https://json-schema.org/draft-07/schema#"}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"http://example.invalid/x"}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"other.json"}}})json",
          R"json({"$schema":"http://json-schema.org/draft-07/schema#","type":"object","exclusiveMinimum":true})json",
          R"json({"$schema":"http://json-schema.org/draft-04/schema#","type":"object","exclusiveMinimum":1})json",
          R"json({"$schema":"http://json-schema.org/draft-04/schema#","type":"object","properties":{"a":true}})json",
          R"json({"type":"object","properties":{"a":null}})json",
          R"json({"type":"object","definitions":true})json",
          R"json({"type":"object","definitions":{"a":null}})json",
          R"json({"type":"object","definitions":null})json",
          R"json({"type":"object","id":5})json",
          R"json({"type":"object","$ref":5})json",
          R"json({"type":"object","minimum":"x"})json",
          R"json({"type":"object","minLength":1.5})json",
          R"json({"type":"object","minLength":-1})json",
          R"json({"type":"object","multipleOf":0})json",
          R"json({"type":"object","items":[true,{"type":"x"}]})json",
          R"json({"type":"object","items":null})json",
          R"json({"type":"object","allOf":[null]})json",
          R"json({"type":"object","allOf":{}})json",
          R"json({"type":"object","not":5})json",
          R"json({"type":"object","if":5})json",
          R"json({"type":"object","dependencies":{"a":[5]}})json",
          R"json({"type":"object","dependencies":{"a":5}})json",
          R"json({"type":"object","enum":[1,1.0]})json",
          R"json({"type":"object","enum":[{"a":1,"b":2},{"b":2,"a":1}]})json",
          R"json({"type":"object","required":["a","a"]})json",
          R"json({"type":"object","required":"a"})json",
          R"json({"type":"object","pattern":"("})json",
          R"json({"type":"object","pattern":"(?=a)"})json",
          R"json({"type":"object","pattern":"a{1001}"})json",
          R"json({"type":"object","patternProperties":{"(":{}}})json",
          R"json({"type":"object","patternProperties":[]})json",
          R"json({"type":"object","format":5})json",
          R"json({"type":"object","uniqueItems":"x"})json",
          R"json({"type":["object","object"]})json",
          R"json({"type":["object",5]})json",
          R"json({"type":"object","title":5})json",
          R"json({"type":"object","description":null})json",
          R"json({"type":"object","additionalProperties":null})json",
          R"json({"type":"object","additionalItems":5})json",
          R"json({"type":"object","contains":null})json",
          R"json({"type":"object","propertyNames":5})json",
          R"json({"type":"object","minProperties":2,"maxProperties":1})json",
          R"json({"type":"object","exclusiveMaximum":true})json",
          R"json({"type":"object","exclusiveMaximum":"1"})json",
          R"json({"type":"object","properties":{"a":{"$ref":"#/title"}},"title":"x"})json",
          R"json({"type":"object","$schema":5})json",
          R"json({"type":"object","$schema":"http://x/%zz"})json",
          R"json({"type":"object","properties":{"a":{"$ref":"#/allOf/1"}},"allOf":[{"type":"string"}]})json",
          R"json({"type":"object","properties":{"a":{"$ref":"file:///etc/hostname"}}})json",
          R"json({"type":"object","if":{"type":"x"}})json",
          R"json({"type":"object","properties":[]})json",
          R"json({"type":"object","items":5})json",
          R"json({"type":"any"})json",
          R"json({"type":"object","properties":{"a":{"type":"file"}}})json",
          R"json({"type":"object","properties":{"a":{"$ref":"http://q/z"}},"x":{"$id":"http://q/z","type":"bogus"}})json",
          R"json({"type":"object","definitions":{"d":{"type":"bogus"}}})json",
      }) {
    CAPTURE(text);
    CHECK_FALSE(check(schema(text)).empty());
  }
}

TEST_CASE("every fault is reported where it stands") {
  const auto faults =
      check(schema(R"({"type":"object","properties":{"a":{"minLength":3,"maxLength":1},"b":null},"enum":[1,2,1.0]})"),
            vmcp::diag::FieldPath("p"));
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].path.str() == "p.properties[a].minLength");
  CHECK(faults[0].message == "cannot be greater than \"maxLength\"");
  CHECK(faults[1].path.str() == "p.properties[b]");
  CHECK(faults[2].path.str() == "p.enum[2]");
}

TEST_CASE("long chains of references are followed without a deep stack") {
  Value definitions = Value::mapping();
  constexpr int kLength = 20'000;
  for (int i = 0; i < kLength; ++i) {
    Value link = Value::mapping();
    link.set("$ref", "#/$defs/" + std::to_string(i + 1));
    definitions.members().push_back({std::to_string(i), std::move(link), {}});
  }
  Value root = Value::mapping();
  root.set("$ref", "#/$defs/0").set("$defs", std::move(definitions));
  CHECK(check(root).size() == 1);
}
