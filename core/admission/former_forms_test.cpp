#include "core/admission/former_forms.h"

#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <vector>

#include "core/admission/admit.h"
#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

struct Outcome {
  bool admitted = false;
  bool kept = false;  ///< for the stages that judge what is not admitted
  std::string findings;
};

/// What is made of an object of ToolHive's first version where such an operator is installed.
Outcome admit_for(std::optional<release::Version> older, const std::string& kind, const std::string& spec) {
  source::Sources sources;
  diag::Sink sink;
  const std::string text =
      "apiVersion: toolhive.stacklok.dev/v1alpha1\nkind: " + kind + "\nmetadata: {name: a}\nspec: " + spec + "\n";
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("f", text), sink);
  REQUIRE(documents.size() == 1);
  Object refused;
  Options options;
  options.older = older;
  Outcome outcome;
  outcome.admitted =
      admit(std::move(documents.front()), Schemas::builtin(), options, sources, sink, &refused).has_value();
  outcome.kept = !refused.value.is_null();
  for (const diag::Diagnostic& finding : sink.all()) {
    outcome.findings += (finding.severity == diag::Severity::kError ? "error " : "warning ") + finding.path + ' ';
  }
  return outcome;
}

const std::string kServer = "{image: a, transport: stdio, port: 8080}";
const std::string kGateway = "{groupRef: {name: a}, incomingAuth: {type: anonymous}, tokenCache: {provider: memory}}";

TEST_CASE("what the installed operator accepts is no error") {
  CHECK(admit_for({}, "MCPServer", kServer).findings == "warning apiVersion error spec.port ");
  const Outcome server = admit_for(release::Version{0, 5, 21}, "MCPServer", kServer);
  CHECK(server.admitted);
  CHECK(server.findings == "warning spec.port ");
}

TEST_CASE("the installed operator has the fields of its own release") {
  CHECK(admit_for(release::Version{0, 14, 1}, "MCPServer", kServer).findings == "warning spec.port ");
  CHECK(admit_for(release::Version{0, 15, 0}, "MCPServer", kServer).findings == "error spec.port ");
  CHECK(admit_for(release::Version{0, 0, 38}, "MCPServer", "{image: a, transport: stdio, targetPort: 8080}").findings ==
        "error spec.targetPort ");
  CHECK(admit_for(release::Version{0, 30, 0}, "MCPServer", kServer).findings == "warning apiVersion error spec.port ");
  CHECK(admit_for(release::Version{0, 5, 21}, "MCPServer", "{image: a, transport: stdio, portt: 1}").findings ==
        "error spec.portt ");
}

TEST_CASE("what is not understood is judged, and not admitted") {
  const Outcome gateway = admit_for(release::Version{0, 6, 0}, "VirtualMCPServer", kGateway);
  CHECK_FALSE(gateway.admitted);
  CHECK(gateway.kept);
  CHECK(gateway.findings == "warning spec.tokenCache ");
  const Outcome server =
      admit_for(release::Version{0, 6, 0}, "MCPServer", "{image: a, transport: stdio, groupRef: tools}");
  CHECK_FALSE(server.admitted);
  CHECK(server.kept);
  CHECK(server.findings == "warning spec.groupRef ");
}

TEST_CASE("values and keys of maps are told apart") {
  const std::string source = "{groupRef: {name: a}, incomingAuth: {type: anonymous}, outgoingAuth: {source: ";
  CHECK(admit_for(release::Version{0, 6, 9}, "VirtualMCPServer", source + "mixed}}").findings ==
        "warning spec.outgoingAuth.source ");
  CHECK(admit_for(release::Version{0, 6, 9}, "VirtualMCPServer", source + "mixd}}").findings ==
        "error spec.outgoingAuth.source ");
  CHECK(admit_for(release::Version{0, 6, 5}, "VirtualMCPServer",
                  source + "inline, backends: {a: {type: service_account, serviceAccount: {}}}}}")
            .findings ==
        "warning spec.outgoingAuth.backends.a.serviceAccount warning spec.outgoingAuth.backends.a.type ");
}

}  // namespace
}  // namespace vmcp::admission
