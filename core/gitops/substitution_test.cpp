#include "core/gitops/substitution.h"

#include <doctest/doctest.h>
#include <set>
#include <string>
#include <vector>

#include "core/diag/sink.h"
#include "core/emit/emit.h"
#include "core/gitops/envsubst.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

using namespace vmcp;

namespace {

std::string expanded(std::string_view text, std::map<std::string, std::string, std::less<>> variables) {
  return gitops::expand(text, [&](std::string_view name) -> gitops::Binding {
    const auto found = variables.find(name);
    if (name == "HIDDEN") return {gitops::Binding::State::kUnknown};
    if (found == variables.end()) return {};
    return {gitops::Binding::State::kSet, found->second};
  });
}

yaml::Value substituted(const char* text, const gitops::Variables& variables) {
  source::Sources sources;
  diag::Sink sink;
  auto documents = yaml::read(sources, sources.add("in.yaml", text), sink);
  REQUIRE(documents.size() == 1);
  gitops::Substituted done{1000};
  gitops::substitute(documents.front().root, variables, done);
  return std::move(documents.front().root);
}

}  // namespace

TEST_CASE("expressions are those of Flux's envsubst") {
  // The cases of its own test.
  CHECK(expanded("abcdEFGH28ij", {}) == "abcdEFGH28ij");
  CHECK(expanded("${#v}", {{"v", "abcdEFGH28ij"}}) == "12");
  CHECK(expanded("${v^}", {{"v", "abcdEFGH28ij"}}) == "AbcdEFGH28ij");
  CHECK(expanded("${v^^}", {{"v", "abcdEFGH28ij"}}) == "ABCDEFGH28IJ");
  CHECK(expanded("${v,}", {{"v", "ABCDEFGH28IJ"}}) == "aBCDEFGH28IJ");
  CHECK(expanded("${v,,}", {{"v", "ABCDEFGH28IJ"}}) == "abcdefgh28ij");
  CHECK(expanded("${p:11}", {{"p", "/home/bozo/ideas/thoughts.for.today"}}) == "ideas/thoughts.for.today");
  CHECK(expanded("${p:11:5}", {{"p", "/home/bozo/ideas/thoughts.for.today"}}) == "ideas");
  CHECK(expanded("${v=xyz}", {{"v", "abc"}}) == "abc");
  CHECK(expanded("${v=xyz}", {}) == "xyz");
  CHECK(expanded("something ${v=${d}}", {{"d", "foo"}}) == "something foo");
  CHECK(expanded("foo: ${v=prefix${d}-suffix}", {{"d", "foo1"}}) == "foo: prefixfoo1-suffix");
  CHECK(expanded("${v:=xyz}", {}) == "xyz");
  CHECK(expanded("${v:-xyz}", {}) == "xyz");
  CHECK(expanded("${v:-xyz}", {{"v", ""}}) == "xyz");
  CHECK(expanded("${v:=}", {}).empty());
  CHECK(expanded("${s/%abc/XYZ}", {{"s", "abcABC123ABCabc"}}) == "abcABC123ABCXYZ");
  CHECK(expanded("${s/#abc/XYZ}", {{"s", "abcABC123ABCabc"}}) == "XYZABC123ABCabc");
  CHECK(expanded("${s/#/prefix-}", {{"s", "somevalue"}}) == "prefix-somevalue");
  CHECK(expanded("${s/%/-suffix}", {{"s", "somevalue"}}) == "somevalue-suffix");
  CHECK(expanded("${s//abc/xyz}", {{"s", "abcABC123ABCabc"}}) == "xyzABC123ABCxyz");
  CHECK(expanded("${s/abc/xyz}", {{"s", "abcABC123ABCabc"}}) == "xyzABC123ABCabc");
  CHECK(expanded("${f#*.}", {{"f", "bash.string.txt"}}) == "string.txt");
  CHECK(expanded("${f#*/}", {{"f", "/path/to/file"}}) == "path/to/file");
  CHECK(expanded("${f##*.}", {{"f", "bash.string.txt"}}) == "txt");
  CHECK(expanded("${f##*/}", {{"f", "/path/to/file"}}) == "file");
  CHECK(expanded("${f%.*}", {{"f", "bash.string.txt"}}) == "bash.string");
  CHECK(expanded("${f%%.*}", {{"f", "bash.string.txt"}}) == "bash");
  CHECK(expanded("${v=${w^^}}", {{"w", "abc"}}) == "ABC");
  CHECK(expanded("$${v}", {{"v", "x"}}) == "${v}");
  CHECK(expanded("some text ${v}$${var$${v}$v${v}", {{"v", "X"}}) == "some text X${var${v}$vX");
  CHECK(expanded("something $${v=${d}}", {{"d", "foo"}}) == "something ${v=foo}");
  CHECK(expanded("${s/\\//-}", {{"s", "foo/bar"}}) == "foo-bar");
  CHECK(expanded("${s//\\//-}", {{"s", "foo/bar/baz"}}) == "foo-bar-baz");
  CHECK(expanded("\\\\something ${v=${d}}", {{"d", "foo"}}) == "\\\\something foo");
  CHECK(expanded("${s/./}", {{"s", "foo.bar"}}) == "foobar");
}

TEST_CASE("what is not known, and what is no expression, stays as it is written") {
  for (const char* text : {"${v}", "${HIDDEN}", "${HIDDEN:=x}", "a-${v}-b", "${v/a/b}", "${#v}", "$v", "$", "${", "${}",
                           "${.Values.x}", "${v", "${v-x}", "${v:=x", "${w:=${v}}", "${env:=${HIDDEN}}", "a$b"}) {
    CAPTURE(text);
    CHECK(expanded(text, {{"w", ""}}) == text);
  }
  CHECK(expanded("${v} ${w}", {{"w", "x"}}) == "${v} x");
  CHECK(expanded("${ ${w}", {{"w", "x"}}) == "${ x");
  CHECK(expanded("${w:=${HIDDEN}}", {{"w", "x"}}) == "x");
}

TEST_CASE("a text that needs no quotes is read anew, and stands where it stood") {
  const gitops::GivenVariables given = {{"N", "3"}, {"ON", "true"}, {"L", "[a, b]"}, {"S", "a: b"}, {"E", ""}};
  const gitops::Variables variables(given);
  const yaml::Value value = substituted(
      "kind: X\nint: ${N}\nq: \"${N}\"\non: ${ON}\ntext: n-${N}\nlist: ${L}\nempty: ${E}\nquoted: '${N}: x'\n"
      "${N}: key\nleft: ${V}\n",
      variables);
  CHECK(emit::json(value) == emit::json(substituted("kind: X\nint: 3\nq: 3\non: true\ntext: n-3\nlist: [a, b]\n"
                                                    "empty: null\nquoted: '3: x'\n\"3\": key\nleft: ${V}\n",
                                                    gitops::Variables({}))));
  CHECK(value.find("list")->items().at(1).mark().line == 6);
  CHECK(value.find("int")->mark() == yaml::Mark{0, 2, 6});
}

TEST_CASE("an object can forbid it") {
  const gitops::GivenVariables given = {{"N", "3"}};
  const gitops::Variables variables(given);
  for (const char* field : {"labels", "annotations"}) {
    const std::string text =
        "metadata: {name: \"${N}\", " + std::string(field) + ": {kustomize.toolkit.fluxcd.io/substitute: disabled}}\n";
    CHECK(substituted(text.c_str(), variables).find("metadata")->string_at("name") == "${N}");
  }
}

TEST_CASE("what is given goes before what a Kustomization states") {
  const gitops::GivenVariables given = {{"A", "given"}};
  gitops::Variables variables(given);
  variables.set("A", "stated");
  variables.set("B", "two\nlines\n");
  variables.set_unknown("C");
  CHECK(variables.find("A").value == "given");
  CHECK(variables.find("B").value == "twolines");
  CHECK(variables.find("C").state == gitops::Binding::State::kUnknown);
  CHECK(variables.find("D").state == gitops::Binding::State::kUnset);
  variables.set_incomplete();
  CHECK(variables.find("D").state == gitops::Binding::State::kUnknown);
  CHECK(gitops::Variables({}).empty());
}

TEST_CASE("what is called a secret is one unless it says where one is kept") {
  const gitops::GivenVariables none;
  gitops::Variables variables(none);
  variables.set("TEAM", "ai");
  variables.set("CLIENT_SECRET", "client-secret");
  variables.set("CLIENT_SECRET_KEY", "client-secret");
  variables.set("DB_PASSWORD_NAME", "db.password");
  variables.set("API_KEY", "letmein");
  variables.set("AWS_SECRET_KEY", "Letmein1");
  CHECK(variables.secrets() == std::vector<std::string>{"letmein", "Letmein1", "client-secret"});
}

TEST_CASE("what is made of a secret's value is kept apart, be it a key") {
  const gitops::GivenVariables given = {{"TOKEN", "letmein"}, {"TEAM", "ai"}};
  yaml::Value value =
      yaml::Value::mapping().set("${TOKEN^^}", "x").set("a-${TOKEN:0:3}", "${TOKEN//e/E}").set("${TEAM^^}", "x");
  gitops::Substituted done;
  gitops::substitute(value, gitops::Variables(given), done);
  CHECK(value.find("LETMEIN") != nullptr);
  CHECK(done.secrets == std::vector<std::string>{"LETMEIN", "a-let", "lEtmEin"});
}

TEST_CASE("names of variables are those that Flux takes") {
  for (const char* name : {"A", "_", "a_1"}) CHECK(gitops::is_variable_name(name));
  for (const char* name : {"", "1A", "A-B", "A B", "Ä"}) CHECK_FALSE(gitops::is_variable_name(name));
}

TEST_CASE("what is substituted has bounds") {
  const std::string large(100'000, 'a');
  const auto expanded = [&](const std::string& text) {
    return gitops::expand(text, [&](std::string_view) { return gitops::Binding{gitops::Binding::State::kSet, large}; });
  };
  CHECK(expanded("${A}").size() == large.size());
  std::string many;
  for (int i = 0; i < 100; ++i) many += "${A}";
  CHECK(expanded(many) == many);
  CHECK(expanded("${A//a/${A}}").size() <= 2U << 20U);
  CHECK(expanded("${A##*b}") == "${A##*b}");
}

TEST_CASE("beginnings are taken off by patterns of any length") {
  const std::map<std::string, std::string, std::less<>> variables = {{"f", std::string(100, 'a') + 'b'}};
  CHECK(expanded("${f#" + std::string(70, '?') + "}", variables) == std::string(30, 'a') + 'b');
  CHECK(expanded("${f##a*" + std::string(64, 'a') + "*b}", variables).empty());
  CHECK(expanded("${f#*" + std::string(63, 'a') + "*}", variables) == std::string(37, 'a') + 'b');
  CHECK(expanded("${f##" + std::string(102, '?') + "}", variables) == variables.at("f"));
}
