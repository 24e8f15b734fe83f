#include "core/diag/suppressions.h"

#include <doctest/doctest.h>

#include "core/diag/sink.h"

namespace vmcp::diag {
namespace {

Diagnostic finding(Code code, std::string name, Stage stage = Stage::kOperator, Severity severity = Severity::kError) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.stage = stage;
  diagnostic.code = code;
  diagnostic.message = "it is so";
  diagnostic.resource = {"toolhive.stacklok.dev/v1beta1", "VirtualMCPServer", "team", std::move(name)};
  return diagnostic;
}

bool covers(Suppression suppression, const Diagnostic& one) {
  Suppressions suppressions;
  suppressions.add(std::move(suppression));
  return suppressions.cover(one);
}

TEST_CASE("a suppression is about a code, and may be about one object") {
  const Diagnostic one = finding("no-backend", "gw");
  CHECK(covers({"no-backend"}, one));
  CHECK(covers({"no-backend", "gw"}, one));
  CHECK(covers({"no-backend", "gw", "team"}, one));
  CHECK(covers({"no-backend", "gw", "team", "VirtualMCPServer"}, one));
  CHECK_FALSE(covers({"assumed-object"}, one));
  CHECK_FALSE(covers({"no-backend", "gw-2"}, one));
  CHECK_FALSE(covers({"no-backend", "gw", "teams"}, one));
  CHECK_FALSE(covers({"no-backend", "gw", "team", "MCPGroup"}, one));
  CHECK_FALSE(covers({"no-backend", "", "", "VirtualMCPServer"}, one));
}

TEST_CASE("what is suppressed is not reported, and counted without repetitions") {
  Sink sink;
  sink.suppress({"no-backend"});
  sink.add(finding("no-backend", "gw"));
  sink.add(finding("no-backend", "gw"));
  sink.add(finding("assumed-object", "gw", Stage::kOperator, Severity::kWarning));
  CHECK(sink.error_count() == 2);
  CHECK(sink.reported_error_count() == 0);
  CHECK_FALSE(sink.has_errors());
  CHECK(sink.suppressed_count() == 1);
  REQUIRE(sink.all().size() == 1);
  CHECK(sink.all().front().code == Code("assumed-object"));
}

TEST_CASE("what another sink has found is suppressed where it is taken") {
  Sink sink;
  sink.suppress({"no-backend"});
  Sink unaware;
  unaware.add(finding("no-backend", "gw"));
  Sink aware(sink.suppressions());
  aware.add(finding("no-backend", "gw-2"));
  aware.add(finding("unknown-field", "gw"));
  sink.take(unaware);
  sink.take(aware);
  CHECK(sink.suppressed_count() == 2);
  CHECK(sink.error_count() == 3);
  CHECK(sink.reported_error_count() == 1);
  CHECK(aware.error_count() == 0);
}

TEST_CASE("errors of reading and admission stay, and say why") {
  for (const Stage stage : {Stage::kParse, Stage::kAdmission, Stage::kUsage}) {
    Sink sink;
    sink.suppress({"unknown-field"});
    sink.add(finding("unknown-field", "gw", stage));
    sink.add(finding("unknown-field", "gw", stage, Severity::kWarning));
    REQUIRE(sink.all().size() == 1);
    CHECK(sink.has_errors());
    CHECK(sink.all().front().message == "it is so; errors of reading and admission cannot be suppressed");
    CHECK(sink.suppressed_count() == 1);
    Sink outer(sink.suppressions());
    outer.take(sink);
    REQUIRE(outer.all().size() == 1);
    CHECK(outer.all().front().message == "it is so; errors of reading and admission cannot be suppressed");
  }
}

TEST_CASE("codes are known, or nearly") {
  const std::string text = "assumed-object";
  REQUIRE(Code::find(text).has_value());
  CHECK(*Code::find(text) == Code("assumed-object"));
  CHECK_FALSE(Code::find("assumed-objects").has_value());
  CHECK_FALSE(Code::find("").has_value());
  CHECK(code_hint("assumed-objects") == "; did you mean \"assumed-object\"?");
  CHECK(code_hint("x").empty());
}

}  // namespace
}  // namespace vmcp::diag
