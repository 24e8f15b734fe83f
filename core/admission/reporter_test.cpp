#include "core/admission/reporter.h"

#include <doctest/doctest.h>

namespace vmcp::admission {
namespace {

TEST_CASE("a finding about a value with an unsubstituted variable says so") {
  Object object;
  object.value = yaml::Value::mapping().set("spec", yaml::Value::mapping()
                                                        .set("issuer", "https://${HOST}/x")
                                                        .set("price", "${5}")
                                                        .set("region", "eu-$AWS_REGION1-a")
                                                        .set("pattern", "^a$|^b$A$")
                                                        .set("list", yaml::Value::sequence().push("${A}").push(1)));
  source::Sources sources;
  diag::Sink sink;
  const Reporter reporter(sink, sources, diag::Stage::kOperator);
  struct Case {
    const char* path;
    const char* message;
  };
  for (const Case& row : {Case{"spec.issuer", "bad; ${HOST} has not been substituted"},
                          {"spec.list[0]", "bad; ${A} has not been substituted"},
                          {"spec.list[1]", "bad"},
                          {"spec.price", "bad"},
                          {"spec.region", "bad; $AWS_REGION1 has not been substituted"},
                          {"spec.pattern", "bad"},
                          {"spec.issuer.deeper", "bad"},
                          {"spec", "bad"}}) {
    CHECK(reporter.error(object, "invalid-value", diag::FieldPath{row.path}, "bad").message == row.message);
    CHECK(reporter.warning(object, "invalid-value", diag::FieldPath{row.path}, "bad").message == row.message);
  }
}

}  // namespace
}  // namespace vmcp::admission
