#include "core/operator/gateway_reporter.h"

#include <doctest/doctest.h>

namespace vmcp::op {
namespace {

using diag::FieldPath;

struct World {
  cluster::Object gateway{"toolhive.stacklok.dev/v1beta1", "VirtualMCPServer", "team", "gw", {}};
  cluster::Object config{"toolhive.stacklok.dev/v1beta1", "MCPOIDCConfig", "team", "login", {}};
  source::Sources sources;
  diag::Sink sink;
  admission::Reporter objects{sink, sources, diag::Stage::kStart};
  GatewayReporter reporter{objects, gateway};
};

TEST_CASE("what a gateway suffers from is about the gateway, wherever it stands") {
  World world;
  world.reporter.report(diag::Severity::kWarning, world.config, "invalid-url", FieldPath("spec.inline.issuer"),
                        diag::Message("no URL").suggest("https://x"), {"Deployment", "team", "gw", "spec"});
  REQUIRE(world.sink.all().size() == 1);
  const diag::Diagnostic& finding = world.sink.all().front();
  CHECK(finding.resource == world.gateway.id());
  CHECK(finding.object.kind == "Deployment");
  CHECK(finding.stage == diag::Stage::kStart);
  CHECK(finding.path == "spec.inline.issuer");
  CHECK(finding.suggestion == "https://x");
}

TEST_CASE("it is suppressed as what it is about") {
  World world;
  world.sink.suppress({"invalid-url", "gw", "team"});
  world.sink.suppress({"too-short", "login", "team"});
  world.reporter.report(diag::Severity::kError, world.config, "invalid-url", FieldPath("spec"), "no URL");
  world.reporter.report(diag::Severity::kError, world.config, "too-short", FieldPath("spec"), "no URL");
  REQUIRE(world.sink.all().size() == 1);
  CHECK(world.sink.all().front().code == diag::Code("too-short"));
}

TEST_CASE("at a field of a file it stands where that comes from, and says first what refers there") {
  World world;
  Origins file;
  file.note_root({&world.gateway, FieldPath("spec.config"), nullptr, {}}, Origins::Extent::kFields);
  file.note(FieldPath("oidc"), {&world.config, FieldPath("spec.inline"), &world.gateway, FieldPath("spec.ref")});
  world.reporter.report(diag::Severity::kError, file, FieldPath("oidc.issuer"), "invalid-url",
                        diag::Message("no URL").because({{}, "also"}));
  world.reporter.report(diag::Severity::kError, file, FieldPath("name"), "missing-field", "no name");
  REQUIRE(world.sink.all().size() == 2);
  CHECK(world.sink.all()[0].path == "spec.inline.issuer");
  REQUIRE(world.sink.all()[0].related.size() == 2);
  CHECK(world.sink.all()[0].related[0].message == "referenced from here");
  CHECK(world.sink.all()[0].related[1].message == "also");
  CHECK(world.sink.all()[1].path == "spec.config.name");
  CHECK(world.sink.all()[1].related.empty());
}

TEST_CASE("nobody hears of a text with a variable, here as elsewhere") {
  World world;
  world.config.value = yaml::Value::mapping().set("issuer", "https://${HOST}");
  world.reporter.report(diag::Severity::kError, world.config, "invalid-url", FieldPath("issuer"), "no URL");
  CHECK(world.sink.all().empty());
  CHECK(world.objects.has_unheard_errors());
}

}  // namespace
}  // namespace vmcp::op
