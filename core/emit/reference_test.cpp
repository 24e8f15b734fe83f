// What the Go writers print for 600 strings, each as a value, a list item, a key, and deeper down.
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/emit/emit.h"

using vmcp::yaml::Value;

namespace {

nlohmann::json read_reference() {
  std::ifstream file(VMCP_SOURCE_DIR "/testdata/yaml/scalars.json");
  REQUIRE(file.good());
  return nlohmann::json::parse(file);
}

Value pair(std::string_view key, Value value) { return Value::mapping().set(key, std::move(value)); }

Value nested(const std::string& text) {
  return pair("a", pair("b", Value::sequence().push(pair("c", text).set("d", "e"))));
}

}  // namespace

TEST_CASE("strings print as the Go writers print them") {
  const nlohmann::json reference = read_reference();
  REQUIRE(reference.at("emit").size() >= 600);
  for (const nlohmann::json& row : reference.at("emit")) {
    const auto text = row.at("string").get<std::string>();
    CAPTURE(text);
    const auto check = [&](const char* position, const Value& value, std::string (*write)(const Value&)) {
      const auto expected = row.at(position).get<std::string>();
      // Where the original writer fails there are no bytes to match.
      if (!expected.starts_with("ERR ")) CHECK(write(value) == expected);
    };
    using vmcp::emit::yaml_kubernetes;
    using vmcp::emit::yaml_v3;
    check("k8s_value", pair("k", text), yaml_kubernetes);
    check("k8s_item", pair("k", Value::sequence().push(text)), yaml_kubernetes);
    check("k8s_key", pair(text, "v"), yaml_kubernetes);
    check("k8s_nested", nested(text), yaml_kubernetes);
    check("v3_value", pair("k", text), yaml_v3);
    check("v3_item", pair("k", Value::sequence().push(text)), yaml_v3);
    check("v3_key", pair(text, "v"), yaml_v3);
    check("v3_nested", nested(text), yaml_v3);
  }
}
