#include "core/operator/outgoing/header_forward.h"

#include <doctest/doctest.h>

#include "core/operator/env_name.h"
#include "core/operator/test_world.h"

namespace vmcp::op {

TEST_CASE("names become parts of variable names") {
  CHECK(env_name("my-entry.v2") == "MY_ENTRY_V2");
  CHECK(env_name("X-API_Key 9") == "X_API_KEY_9");
  CHECK(env_name("caf\u00e9") == "CAF_");
  CHECK(env_name("\u0131\u017f") == "IS");
}

TEST_CASE("headers of entries become a manifest and one variable per Secret, sorted by name") {
  const TestWorld world(R"(
kind: VirtualMCPServer
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: v}
spec: {groupRef: {name: g}}
---
kind: MCPServerEntry
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: b-entry}
spec:
  groupRef: {name: g}
  headerForward:
    addPlaintextHeaders: {X-Tenant: "<a & b>", Accept: "\u2028"}
    addHeadersFromSecret:
      - {headerName: X-Api-Key, valueSecretRef: {name: keys, key: k}}
---
kind: MCPServerEntry
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: a-entry}
spec: {groupRef: {name: g}, headerForward: {}}
)");
  wire_header_forward(world.context(), list_workloads(world.context()));
  const auto env = wired_variables(world.notes().wiring);
  REQUIRE(env.size() == 2);
  CHECK(env[0].name == "TOOLHIVE_HEADER_FORWARD_B_ENTRY");
  CHECK(env[0].value == R"({"addPlaintextHeaders":{"Accept":"\u2028","X-Tenant":"\u003ca \u0026 b\u003e"},)"
                        R"("addHeadersFromSecret":{"X-Api-Key":"HEADER_FORWARD_X_API_KEY_B_ENTRY"}})");
  CHECK(env[1].name == "TOOLHIVE_SECRET_HEADER_FORWARD_X_API_KEY_B_ENTRY");
  REQUIRE(env[1].secret);
  CHECK(env[1].secret->name == "keys");
  CHECK(env[1].secret->key == "k");
}

}  // namespace vmcp::op
