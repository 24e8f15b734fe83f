#include "core/admission/variable.h"

#include <doctest/doctest.h>

namespace vmcp::admission {
namespace {

TEST_CASE("variables are those that Flux would substitute") {
  using Variables = std::vector<Variable>;
  CHECK(variables_in("a-${NAME}-${OTHER:=x}") == Variables{{"NAME"}, {"OTHER"}});
  CHECK(variables_in("${A:=${B}}") == Variables{{"A"}, {"B"}});
  CHECK(variables_in("${A/x/y}${B#*.}${C^^}") == Variables{{"A"}, {"B"}, {"C"}});
  for (const char* text : {"", "$NAMEs", "$A", "$$NAME", "$name", "run $NAME", "a($name)", "($)", "($.x)", "$${NAME}",
                           "${}", "${1A}", "${.Values.x}", "${NAME", "{{ .NAME }}", "${A B}"}) {
    CAPTURE(text);
    CHECK(variables_in(text).empty());
    CHECK_FALSE(has_variable(yaml::Value(text)));
  }
  CHECK(has_variable(yaml::Value("${A:=" + std::string(200, 'x') + "}")));
  CHECK_FALSE(has_variable(yaml::Value::mapping().set("a", "${A}")));
}

TEST_CASE("envsubst and Chainsaw have variables, too") {
  using Variables = std::vector<Variable>;
  CHECK(variables_in("arn:aws:iam::$AWS_ACCOUNT_ID:role/${ROLE}") ==
        Variables{{"AWS_ACCOUNT_ID", Variable::Form::kBare}, {"ROLE"}});
  CHECK(variables_in("$AWS_REGION-$ZONE2") ==
        Variables{{"AWS_REGION", Variable::Form::kBare}, {"ZONE2", Variable::Form::kBare}});
  CHECK(variables_in("(join('-', [$prefix, 'a']))") == Variables{{"prefix", Variable::Form::kBinding}});
  CHECK(variables_in("($namespace)") == Variables{{"namespace", Variable::Form::kBinding}});
  CHECK(variables_in("mcp-#{ENV}#-#{Octopus.Name}") ==
        Variables{{"ENV", Variable::Form::kToken}, {"Octopus.Name", Variable::Form::kToken}});
  CHECK(variables_in("https://<path:secret/data/mcp#host>/") ==
        Variables{{"secret/data/mcp#host", Variable::Form::kVault}});
  CHECK(variables_in("<path:secret/data/mcp#key | base64encode>") ==
        Variables{{"secret/data/mcp#key | base64encode", Variable::Form::kVault}});
  for (const char* text : {"#{", "#{}", "#{a/b}", "<path:>", "<path:a b>", "<path:a"}) {
    CAPTURE(text);
    CHECK(variables_in(text).empty());
  }
}

TEST_CASE("a text may become what its variables allow") {
  struct Case {
    const char* pattern;
    const char* text;
    bool may;
  };
  for (const Case& one : {Case{"${APP}-db", "shop-db", true},
                          {"${APP}-db", "shop-dbs", false},
                          {"db-${APP}", "db-shop", true},
                          {"db-${APP}", "shop", false},
                          {"${A}-x-${B}", "1-x-2", true},
                          {"${A}-x-${B}", "1-y-2", false},
                          {"${A}", "anything", true},
                          {"$APP-db", "shop-db", true},
                          {"$APP-db", "shop", false},
                          {"($app)", "anything", true},
                          {"#{APP}#-db", "shop-db", true},
                          {"#{APP}#-db", "shop", false},
                          {"plain", "plain", true},
                          {"plain", "plain-er", false}}) {
    CAPTURE(one.pattern);
    CHECK(may_become(one.pattern, one.text) == one.may);
  }
}

TEST_CASE("two texts may come to be the same") {
  CHECK(may_be_same("a", "a"));
  CHECK_FALSE(may_be_same("a", "b"));
  CHECK(may_be_same("https://${D}/mcp", "https://x.com/mcp"));
  CHECK(may_be_same("https://x.com/mcp", "https://${D}/mcp"));
  CHECK_FALSE(may_be_same("https://x.com/mcp", "https://${D}/sse"));
  CHECK(may_be_same("a${A}", "b${B}"));
}

}  // namespace
}  // namespace vmcp::admission

TEST_CASE("templates of Backstage's scaffolder have placeholders") {
  using Variable = vmcp::admission::Variable;
  const auto in = [](std::string_view text) { return vmcp::admission::variables_in(text); };
  CHECK(in("a-${{ values.name | dump }}") == std::vector{Variable{"values.name", Variable::Form::kTemplated}});
  CHECK(in("${{values.name}}-${B}") == std::vector{Variable{"values.name", Variable::Form::kTemplated}, Variable{"B"}});
  CHECK(in("${{ values.name }").empty());
  CHECK(in("${{}}").empty());
  CHECK(vmcp::admission::may_become("a-${{ values.name }}-b", "a-portal-b"));
  CHECK(vmcp::admission::variable_hint(vmcp::yaml::Value("${{ values.name }}")) ==
        "; ${{ values.name }} has not been substituted");
}
