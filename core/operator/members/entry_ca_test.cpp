#include "core/operator/members/entry_ca.h"

#include <doctest/doctest.h>

#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

std::string volume_of_entry(const std::string& name) {
  const TestWorld world(R"(
kind: VirtualMCPServer
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: v}
spec: {groupRef: {name: g}}
---
kind: MCPServerEntry
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: )" + name +
                        R"(}
spec: {groupRef: {name: g}, caBundleRef: {configMapRef: {name: ca, key: root.pem}}}
)");
  wire_entry_ca(world.context(), list_workloads(world.context()), {});
  const kube::Volumes volumes = wired_volumes(world.notes().wiring);
  REQUIRE(volumes.volumes.size() == 1);
  REQUIRE(volumes.mounts.size() == 1);
  CHECK(volumes.volumes[0].object == "ca");
  CHECK(volumes.volumes[0].items[0].key == "root.pem");
  CHECK(volumes.mounts[0].name == volumes.volumes[0].name);
  CHECK(volumes.mounts[0].mount_path == "/etc/toolhive/ca-bundles/" + name);
  return volumes.volumes[0].name;
}

}  // namespace

TEST_CASE("a CA bundle's volume is named after the entry, with a hash when that is too long") {
  CHECK(volume_of_entry("vendor") == "ca-bundle-vendor");
  const std::string longest(53, 'a');
  CHECK(volume_of_entry(longest) == "ca-bundle-" + longest);
  const std::string cut(44, 'a');
  CHECK(volume_of_entry(std::string(54, 'a')) == "ca-bundle-" + cut + "-a3f01b69");
  const std::string short_of_dashes(40, 'a');
  CHECK(volume_of_entry(short_of_dashes + "----" + std::string(20, 'b')) ==
        "ca-bundle-" + short_of_dashes + "-647046d9");
}

}  // namespace vmcp::op
