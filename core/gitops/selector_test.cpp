#include "core/gitops/selector.h"

#include <doctest/doctest.h>
#include <optional>

using namespace vmcp;

TEST_CASE("a selector is held against labels") {
  const yaml::Value labels = yaml::Value::mapping().set("app", "a").set("n", "3");
  const struct {
    const char* selector;
    std::optional<bool> selected;
  } cases[] = {{"", true},
               {"app=a", true},
               {"app==a", true},
               {"app = a", true},
               {"app!=a", false},
               {"x!=a", true},
               {"app in (b, a)", true},
               {"app notin (a)", false},
               {"x notin (a)", true},
               {"app", true},
               {"!app", false},
               {"!x", true},
               {"app=a,x", false},
               {"app=a, n>2", true},
               {"n<3", false},
               {"app=", false},
               {"app=b/c", std::nullopt},
               {"app in (-a)", std::nullopt},
               {"A_b/c=d", std::nullopt},
               {"app/", std::nullopt},
               {"app in ()", false},
               {"app in (a", std::nullopt},
               {"=a", std::nullopt},
               {"app a", std::nullopt},
               {"n>x", std::nullopt}};
  for (const auto& one : cases) {
    CAPTURE(one.selector);
    CHECK(gitops::selects(one.selector, &labels) == one.selected);
  }
  CHECK(gitops::selects("app", nullptr) == false);
  CHECK(gitops::selects("!app", nullptr) == true);
}
