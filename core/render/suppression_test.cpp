#include "core/render/suppression.h"

#include <doctest/doctest.h>

namespace vmcp::render {
namespace {

TEST_CASE("a suppression names a code and perhaps an object") {
  CHECK(read_suppression("no-backend").suppression == diag::Suppression{"no-backend"});
  CHECK(read_suppression("no-backend=gw").suppression == diag::Suppression{"no-backend", "gw"});
  CHECK(read_suppression("no-backend=team/gw").suppression == diag::Suppression{"no-backend", "gw", "team"});
  CHECK(read_suppression("no-backends").fault ==
        "no finding has the code \"no-backends\"; did you mean \"no-backend\"?");
  CHECK(read_suppression("").fault == "no finding has the code \"\"");
  CHECK(read_suppression("no-backend=").fault == "\"no-backend=\" names no object");
  CHECK(read_suppression("no-backend=team/").fault == "\"no-backend=team/\" names no object");
  CHECK(read_suppression("no-backend=/gw").fault == "\"no-backend=/gw\" names no namespace before the slash");
}

TEST_CASE("an object's annotation suppresses its own findings alone") {
  source::Sources sources;
  diag::Sink sink;
  const auto documents = yaml::read(sources, sources.add("in.yaml", R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata:
  name: gw
  annotations: {vmcp-render/suppress: "no-backend , assumed-objekt,assumed-object"}
---
kind: Broken
metadata: {annotations: {vmcp-render/suppress: 1}}
)"),
                                    sink);
  suppress_as_annotated(documents, "team", sources, sink);
  REQUIRE(sink.all().size() == 1);
  const diag::Diagnostic unknown = sink.all().front();
  CHECK(unknown.severity == diag::Severity::kWarning);
  CHECK(unknown.code == diag::Code("unknown-code"));
  CHECK(unknown.message == "no finding has the code \"assumed-objekt\"; did you mean \"assumed-object\"?");
  CHECK(unknown.path == "metadata.annotations[vmcp-render/suppress]");
  CHECK(unknown.place == diag::Place{"in.yaml", 6, 17});

  diag::Diagnostic finding;
  finding.stage = diag::Stage::kOperator;
  finding.code = "no-backend";
  finding.resource = {"toolhive.stacklok.dev/v1beta1", "VirtualMCPServer", "team", "gw"};
  CHECK(sink.suppressions().cover(finding));
  finding.code = "assumed-object";
  CHECK(sink.suppressions().cover(finding));
  finding.resource.name_space = "default";
  CHECK_FALSE(sink.suppressions().cover(finding));
  finding.resource = {"toolhive.stacklok.dev/v1beta1", "MCPGroup", "team", "gw"};
  CHECK_FALSE(sink.suppressions().cover(finding));
}

}  // namespace
}  // namespace vmcp::render
