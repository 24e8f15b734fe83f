#include "core/admission/variable.h"

#include <doctest/doctest.h>

namespace vmcp::admission {
namespace {

TEST_CASE("variables are those that Flux would substitute") {
  using Names = std::vector<std::string_view>;
  CHECK(variables_in("a-${NAME}-${OTHER:=x}") == Names{"NAME", "OTHER"});
  CHECK(variables_in("${A:=${B}}") == Names{"A", "B"});
  CHECK(variables_in("${A/x/y}${B#*.}${C^^}") == Names{"A", "B", "C"});
  for (const char* text :
       {"", "$NAME", "$${NAME}", "${}", "${1A}", "${.Values.x}", "${NAME", "{{ .NAME }}", "${A B}"}) {
    CAPTURE(text);
    CHECK(variables_in(text).empty());
    CHECK_FALSE(has_variable(yaml::Value(text)));
  }
  CHECK(has_variable(yaml::Value("${A:=" + std::string(200, 'x') + "}")));
  CHECK_FALSE(has_variable(yaml::Value::mapping().set("a", "${A}")));
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
                          {"plain", "plain", true},
                          {"plain", "plain-er", false}}) {
    CAPTURE(one.pattern);
    CHECK(may_become(one.pattern, one.text) == one.may);
  }
}

}  // namespace
}  // namespace vmcp::admission
