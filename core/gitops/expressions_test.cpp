#include "core/gitops/expressions.h"

#include <doctest/doctest.h>

namespace vmcp::gitops {
namespace {

TEST_CASE("what Argo CD has not filled in is a variable to others") {
  CHECK(as_variables("a-{{.x}}-{{ y | lower }}") == "a-${{.x}}-${{ y | lower }}");
  CHECK(as_variables("${{ x }} {{") == "${{ x }} {{");
  CHECK(as_variables("plain") == "plain");
  CHECK(is_final("plain"));
  for (const char* text : {"{{x}}", "${X}", "${{x}}"}) CHECK_FALSE(is_final(text));
  const yaml::Value list =
      yaml::Value::sequence().push("{{x}}").push(yaml::Value::mapping().set("a", "{{y}}").set("b", 1));
  CHECK(with_variables(list) ==
        yaml::Value::sequence().push("${{x}}").push(yaml::Value::mapping().set("a", "${{y}}").set("b", 1)));
}

}  // namespace
}  // namespace vmcp::gitops
