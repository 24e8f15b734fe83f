#include "core/yaml/secret_texts.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "core/yaml/read_fixture.h"
#include "core/yaml/yaml_reader.h"

using namespace vmcp::yaml;

namespace {

/// The scalars that are secrets, each with a blank behind it.
std::string secrets(std::string_view text) {
  std::string found;
  for_each_scalar(read_yaml(text, {0, 1, 1}), [&](const PlacedScalar& scalar) {
    if (scalar.is_secret) found += scalar.text() + ' ';
  });
  return found;
}

std::string aliased(std::string_view text) {
  std::vector<std::string> texts;
  read_yaml(text, {0, 1, 1}, Strictness::kStrict, &texts);
  std::string found;
  for (const std::string& one : texts) found += one + ' ';
  return found;
}

}  // namespace

TEST_CASE("secret texts: what a Secret, or what makes one, holds") {
  struct Row {
    const char* text;
    const char* secrets;
  };
  for (const Row& row : {
           Row{"kind: Secret\nmetadata: {name: n}\ntype: t\nstringData: {name: a}\ndata: {key: 12345}\nx: [b]\n",
               "a 12345 b "},
           Row{"kind: List\nitems:\n- {kind: Secert, data: {a: b}}\n- {kind: ConfigMap, data: {a: c}}\n", "b "},
           Row{"kind: ExternalSecret\nspec:\n  data: [{secretKey: k, remoteRef: {key: r}}]\n"
               "  target: {name: n, template: {data: {a: b}}}\n",
               "b "},
           Row{"secretGenerator: [{name: n, literals: [a=b]}]\nconfigMapGenerator: [{name: n, literals: [c=d]}]\n",
               "a=b "},
           Row{"kind: X\nspec: {clientSecretRef: {name: n, key: k}, password: a, stringData: {b: c}}\n", "a c "},
           Row{"kind: X\nparameters: [{name: password, value: a}, {name: size, value: b}]\n", "a "},
       }) {
    CAPTURE(row.text);
    CHECK(secrets(row.text) == row.secrets);
  }
}

TEST_CASE("secret texts: what an alias or a merge carries away") {
  struct Row {
    const char* text;
    const char* secrets;
  };
  for (const Row& row : {
           Row{"items:\n- {kind: Secret, stringData: {p: &p hunter2}}\n- {kind: X, spec: {name: *p}}\n", "hunter2 "},
           Row{"items:\n- {kind: X, spec: {name: &p hunter2}}\n- {kind: Secret, stringData: {p: *p}}\n", "hunter2 "},
           Row{"items:\n- {kind: Secret, stringData: &p {a: one1, b: 2222}}\n- {kind: X, spec: {<<: *p}}\n",
               "one1 2222 "},
           Row{"items:\n- {kind: Secret, stringData: {p: &p hunter2}}\n- {kind: X, spec: {*p : a}}\n", "hunter2 "},
           Row{"kind: X\nspec: {password: &p hunter2, name: *p}\n", "hunter2 "},
           Row{"kind: Secret\nmetadata: {name: &n keys, labels: {app: *n}}\nstringData: {p: hunter2}\n", ""},
           Row{"kind: X\na: {env: &e [{name: A, value: debug}]}\nb: {env: *e}\n", ""},
       }) {
    CAPTURE(row.text);
    CHECK(aliased(row.text) == row.secrets);
  }
  Reading reading("kind: X\nspec: {password: &p hunter2, name: *p}\n");
  CHECK(reading.sink.shown("hunter2") == "***");
}

TEST_CASE("secret texts: a key that is an alias is not shown") {
  const Reading reading("kind: X\npassword: &p hunter2\nspec: {*p : a, *p : b}\n");
  REQUIRE(reading.sink.sorted().size() == 1);
  CHECK(reading.sink.sorted().front().message == "a key that is an alias is given twice");
}
