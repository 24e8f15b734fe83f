#include "core/json_schema/keywords.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/yaml/payload.h"

namespace vmcp::json_schema {
namespace {

/// "path -> keyword" of each misspelling.
std::vector<std::string> misspelt(const std::string& text) {
  std::vector<std::string> said;
  const auto schema = yaml::read_payload(text);
  REQUIRE(schema);
  for (const yaml::UnknownKey& found : misspelt_keywords(*schema, diag::FieldPath("p"))) {
    said.push_back((found.mapping / found.key).str() + " -> " + found.meant);
  }
  return said;
}

using Said = std::vector<std::string>;

TEST_CASE("a misspelt keyword is found wherever a schema stands") {
  CHECK(misspelt("{typ: object}") == Said{"p.typ -> type"});
  CHECK(misspelt("{properties: {a: {requred: [b]}}}") == Said{"p.properties.a.requred -> required"});
  CHECK(misspelt("{items: {enun: [a]}}") == Said{"p.items.enun -> enum"});
  CHECK(misspelt("{items: [{}, {mximum: 1}]}") == Said{"p.items[1].mximum -> maximum"});
  CHECK(misspelt("{anyOf: [{Tipe: string}]}") == Said{"p.anyOf[0].Tipe -> type"});
  CHECK(misspelt("{$defs: {a: {not: {patern: x}}}}") == Said{"p.$defs.a.not.patern -> pattern"});
  CHECK(misspelt("{additionalProperties: {descripton: x}}") ==
        Said{"p.additionalProperties.descripton -> description"});
}

TEST_CASE("what is nobody's keyword, or no schema, is passed over") {
  CHECK(misspelt("{properties: {tpye: {type: string}, requird: {}}, required: [tpye]}").empty());
  CHECK(misspelt("{x-typ: a, x-order: 1, ui: {}, markdownEnumDescriptions: [], cardinality: many}").empty());
  CHECK(misspelt("{default: {typ: a}, examples: [{typ: a}], const: {typ: a}, enum: [{typ: a}]}").empty());
  CHECK(misspelt("{dependencies: {a: [b]}, additionalProperties: false, items: true}").empty());
  CHECK(misspelt("{nullable: true, example: 1, enumNames: [a], unevaluatedProperties: false}").empty());
}

}  // namespace
}  // namespace vmcp::json_schema
