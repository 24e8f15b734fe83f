#include "core/operator/validate_spec.h"

#include <doctest/doctest.h>

#include "core/operator/test_world.h"

using vmcp::op::TestWorld;
using Findings = std::vector<std::string>;

TEST_CASE("a VirtualMCPServer names its group, and its backends say how they authenticate") {
  const TestWorld world(R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: s}
spec:
  outgoingAuth:
    backends:
      a: {type: discovered}
      b: {type: externalAuthConfigRef}
      c: {type: externalAuthConfigRef, externalAuthConfigRef: {name: ""}}
      d: {type: externalAuthConfigRef, externalAuthConfigRef: {name: x}}
      e: {}
)");
  vmcp::op::validate_spec(world.context());
  CHECK(world.findings() == Findings{"error missing-field spec.groupRef.name",
                                     "error missing-field spec.outgoingAuth.backends[b].externalAuthConfigRef",
                                     "error missing-field spec.outgoingAuth.backends[c].externalAuthConfigRef.name",
                                     "error invalid-value spec.outgoingAuth.backends[e].type"});
}

TEST_CASE("a spec that is missing lacks a group") {
  const TestWorld world("{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s}}");
  vmcp::op::validate_spec(world.context());
  CHECK(world.findings() == Findings{"error missing-field spec.groupRef.name"});
}
