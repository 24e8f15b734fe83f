#include "core/render/suppression.h"

#include <array>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <vector>

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

TEST_CASE("of many codes that are none all are counted") {
  constexpr std::size_t kMany = diag::Sink::kMostKept + 2000;
  std::string codes;
  for (std::size_t i = 0; i < kMany; ++i) codes += "assumed-objekt" + std::to_string(i) + ',';
  source::Sources sources;
  diag::Sink sink;
  const auto documents =
      yaml::read(sources,
                 sources.add("in.yaml", "{kind: MCPGroup, metadata: {name: g, annotations: {vmcp-render/suppress: \"" +
                                            codes + "\"}}}\n"),
                 sink);
  suppress_as_annotated(documents, "team", sources, sink);
  CHECK(sink.all().size() == diag::Sink::kMostKept);
  const std::vector<diag::Diagnostic> shown = sink.sorted();
  REQUIRE(shown.size() == diag::Sink::kMostOfACode + 1);
  CHECK(shown.front().message == "no finding has the code \"assumed-objekt0\"; did you mean \"assumed-object\"?");
  CHECK(shown.back().more == kMany - diag::Sink::kMostOfACode);
}

TEST_CASE("an annotation that is nearly the one that suppresses is told so") {
  source::Sources sources;
  diag::Sink sink;
  const auto documents = yaml::read(sources, sources.add("in.yaml", R"(
apiVersion: v1
kind: Secret
metadata:
  name: s
  annotations:
    vmcp-render/supress: no-backend
    vmcp-renderer/suppress: no-backend
    vmcp-render/Suppress: no-backend
    vmcp-render/whatever: x
    example.com/suppress: x
)"),
                                    sink);
  suppress_as_annotated(documents, "team", sources, sink);
  REQUIRE(sink.all().size() == 4);
  for (const diag::Diagnostic& finding : sink.all()) {
    CHECK(finding.code == diag::Code("ignored-field"));
    CHECK(finding.suggestion == "vmcp-render/suppress");
  }
  CHECK(sink.all()[0].path == "metadata.annotations[vmcp-render/supress]");
  CHECK(sink.all()[0].message == "vmcp-render reads no annotation \"vmcp-render/supress\"");
  CHECK(sink.all()[0].place == diag::Place{"in.yaml", 7, 5});
}

TEST_CASE("what is asked of an object and suppresses nothing is told so") {
  const std::set<ObjectName> objects = {{"team", "gw"}, {"other", "edge"}};
  const auto said = [&](const std::string& asked, bool all_judged = true) {
    diag::Sink sink;
    const diag::Suppression suppression = *read_suppression(asked).suppression;
    sink.suppress(suppression);
    diag::Diagnostic finding;
    finding.code = "no-backend";
    finding.severity = diag::Severity::kWarning;
    finding.resource = {"toolhive.stacklok.dev/v1beta1", "VirtualMCPServer", "team", "gw"};
    sink.add(finding);
    warn_of_unused(std::array{suppression}, objects, all_judged, sink);
    std::string all;
    for (const diag::Diagnostic& one : sink.all()) {
      if (one.code == "unused-suppression") all += one.message + " -> " + one.suggestion;
    }
    return all;
  };
  CHECK(said("no-backend=team/gw").empty());
  CHECK(said("no-backend=gw").empty());
  CHECK(said("assumed-object").empty());
  CHECK(said("no-backend=team/gv") ==
        "\"no-backend\" of \"team/gv\" suppresses nothing: the input has no object of that name -> team/gw");
  CHECK(said("no-backend=team/edge") ==
        "\"no-backend\" of \"team/edge\" suppresses nothing: the input has no object of that name -> other/edge");
  CHECK(said("assumed-object=gw") ==
        "\"assumed-object\" of \"gw\" suppresses nothing: the object has no such finding -> ");
  CHECK(said("assumed-object=gw", false).empty());
}

}  // namespace
}  // namespace vmcp::render
