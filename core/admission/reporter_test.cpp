#include "core/admission/reporter.h"

#include <doctest/doctest.h>

namespace vmcp::admission {
namespace {

TEST_CASE("a finding about a text with a variable that nothing has substituted is made where it holds for every text") {
  Object object;
  object.value = yaml::Value::mapping().set("spec", yaml::Value::mapping()
                                                        .set("issuer", "https://${HOST}/x")
                                                        .set("price", "${5}")
                                                        .set("region", "eu $AWS_REGION1 a")
                                                        .set("pattern", "^a$|^b$A$")
                                                        .set("shout", '$' + std::string(81, 'A'))
                                                        .set("list", yaml::Value::sequence().push("${A}").push(1))
                                                        .set("host", "${HOST:-hunter2}"));
  source::Sources sources;
  diag::Sink sink;
  const Reporter reporter(sink, sources, diag::Stage::kOperator);
  std::size_t added = 0;
  for (const char* path : {"spec.issuer", "spec.list[0]", "spec.host"}) {
    const Reporter::Mark mark = reporter.mark();
    reporter.error(object, "invalid-value", diag::FieldPath{path}, diag::Message("bad").suggest("nobody sees it"));
    reporter.warning(object, "invalid-value", diag::FieldPath{path}, "bad");
    CHECK(sink.all().size() == added);
    CHECK(reporter.has_errors_since(mark));
    const Reporter::Mark next = reporter.mark();
    reporter.error(object, "invalid-url", diag::FieldPath{path}, "bad");
    CHECK_FALSE(reporter.has_errors_since(next));
    reporter.error(object, "unknown-field", diag::FieldPath{path}, "bad");
    CHECK(sink.all().size() == ++added);
  }
  struct Case {
    const char* path;
    const char* message;
  };
  for (const Case& row : {Case{"spec.list[1]", "bad"},
                          {"spec.price", "bad"},
                          {"spec.region", "bad; $AWS_REGION1 has not been substituted"},
                          {"spec.pattern", "bad"},
                          {"spec.shout", "bad"},
                          {"spec.issuer.deeper", "bad"},
                          {"spec", "bad"}}) {
    reporter.error(object, "invalid-value", diag::FieldPath{row.path}, "bad");
    CHECK(sink.all().back().message == row.message);
    reporter.warning(object, "invalid-value", diag::FieldPath{row.path}, "bad");
    CHECK(sink.all().back().message == row.message);
  }
}

TEST_CASE("findings that are only counted are those that anybody would hear of") {
  Object object;
  object.value =
      yaml::Value::mapping().set("plain", std::string(20000, '.')).set("variable", std::string(20000, '.') + "${A}");
  source::Sources sources;
  diag::Sink sink;
  const Reporter reporter(sink, sources, diag::Stage::kOperator);
  constexpr std::size_t kMany = diag::Sink::kMostKept + 500;
  for (std::size_t i = 0; i < kMany; ++i) {
    reporter.error(object, "invalid-value", diag::FieldPath("plain"), "bad " + std::to_string(i));
    reporter.error(object, "invalid-value", diag::FieldPath("variable"), "bad " + std::to_string(i));
  }
  CHECK(sink.error_count() == kMany);
  CHECK(sink.all().size() == diag::Sink::kMostKept);
  CHECK(diag::count(sink.sorted(), diag::Severity::kError) == kMany);
  CHECK(reporter.has_unheard_errors());
}

TEST_CASE("a finding about a secret does not quote it") {
  Object object;
  object.value = yaml::Value::mapping().set("password", "hunter2").set("name", "hunter2");
  source::Sources sources;
  diag::Sink sink;
  const Reporter reporter(sink, sources, diag::Stage::kOperator);
  const auto message = [&](const char* path) {
    reporter.error(object, "invalid-value", diag::FieldPath{path}, "\"hunter2\" is no word");
    return sink.all().back().message;
  };
  CHECK(message("password") == "a string is no word");
  CHECK(message("name") == "\"hunter2\" is no word");
}

}  // namespace
}  // namespace vmcp::admission
