#include "core/yaml/scalar.h"

#include <doctest/doctest.h>
#include <string>

#include "core/yaml/read_fixture.h"

namespace vmcp::yaml {
namespace {

/// Holds our reading against what Go's sigs.k8s.io/yaml made of the same texts.
void check_table(const Value& rows) {
  for (const Value& row : rows.items()) {
    const Reading reading{std::string(row.string_at("yaml"))};
    INFO(row.string_at("yaml"));
    if (row.find("json") == nullptr) {
      CHECK(reading.sink.error_count() > 0);
      CHECK(reading.documents.empty());
      continue;
    }
    CHECK(reading.findings() == "");
    REQUIRE(reading.documents.size() == 1);
    CHECK(reading.documents[0].root == json(row.string_at("json")));
  }
}

TEST_CASE("scalars read as Go reads them") {
  const Value tables = json_file("testdata/yaml/scalars.json");
  REQUIRE(tables.find("read")->items().size() == 600);
  check_table(*tables.find("read"));
}

TEST_CASE("small documents read as Go reads them") {
  const Value rows = json_file("testdata/yaml/documents.json");
  REQUIRE(rows.items().size() > 400);
  check_table(rows);
}

TEST_CASE("tags say what a scalar is") {
  struct Row {
    std::string text;
    std::string json;
  };
  const Row rows[] = {
      {"!!int \"12\"", "12"},
      {"!!float 0x10", "16"},
      {"!!str 12", "\"12\""},
      {"!!binary YQ==", "\"a\""},
      {"!!binary /w==", "\"\xEF\xBF\xBD\""},
      {"!!bool yes", "true"},
      {"!!null ~", "null"},
      {"!!timestamp 2020-01-02", "\"2020-01-02\""},
      {"!mine 12", "\"12\""},
      {"! 12", "\"12\""},
      {"!!str", "\"\""},
      {"!<tag:yaml.org,2002:int> 7", "7"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const Reading reading(std::string("k: ") + row.text + "\n");
    REQUIRE(reading.documents.size() == 1);
    CHECK(*reading.documents[0].root.find("k") == json(row.json));
  }
  for (const std::string text : {"!!int x", "!!bool 1", "!!null x", "!!binary YWI", "!!timestamp x", "!!int"}) {
    INFO(text);
    CHECK(Reading(std::string("k: ") + text + "\n").findings() == "invalid-tag@1:4");
  }
}

TEST_CASE("keys become the text that Go makes of them") {
  const Reading reading("yes: a\n0x10: b\n1.5: c\n1e6: d\n'null': e\n-0.00001: f\n");
  REQUIRE(reading.documents.size() == 1);
  CHECK(reading.documents[0].root == json(R"({"true":"a","16":"b","1.5":"c","1e+06":"d","null":"e","-1e-05":"f"})"));
}

TEST_CASE("numbers without a fraction are integers") {
  CHECK(json("1e3").kind() == Value::Kind::kInt);
  CHECK(json("-9223372036854775808") == Value(std::int64_t{-9223372036854775807} - 1));
  CHECK(json("18446744073709551615") == Value(std::uint64_t{18446744073709551615U}));
  CHECK(json("1e20").kind() == Value::Kind::kFloat);
  CHECK(json("2.50").as_float() == 2.5);
}

}  // namespace
}  // namespace vmcp::yaml
