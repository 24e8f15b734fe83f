#include "core/operator/wiring.h"

#include <doctest/doctest.h>
#include <string>
#include <utility>

#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

TestWorld lonely() {
  return TestWorld("{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: v}}");
}

Wire secret(const TestWorld& world, const char* name, Lookup lookup) {
  Wire row = Wire::variable(name, Content::secret("s", "k"));
  row.origin = {world.context().server.object, diag::FieldPath("spec.secretRef"), nullptr, {}};
  row.lookup = lookup;
  return row;
}

}  // namespace

TEST_CASE("rows are listed concern by concern, whenever they are noted, and only those that the operator wires") {
  const TestWorld world = lonely();
  wire(world.context(), Concern::kAuthServer, Wire::variable("C", Content::literal("c")));
  wire(world.context(), Concern::kGateway, Wire::variable("A", Content::literal("a")));
  Wire forgotten = Wire::variable("B", Content::literal("b"));
  forgotten.wired = Wired::kForgotten;
  wire(world.context(), Concern::kSessions, std::move(forgotten));
  std::string names;
  for (const kube::EnvVar& variable : wired_variables(world.notes().wiring)) names += variable.name;
  CHECK(names == "AC");
  CHECK(world.findings().empty());
}

TEST_CASE("what is read comes in the order in which vmcp reads it") {
  Wiring wiring;
  const auto add = [&](const char* name, Use use, std::size_t turn, const char* reader) {
    Wire row = Wire::variable(name, Content::literal(""));
    row.use = use;
    row.reader = {reader, Urgency::kAtStart, {}, turn};
    wiring.add(Concern::kAuthServer, std::move(row));
  };
  add("upstream b", Use::kUpstreamSecret, 1, "b");
  add("nobody's", Use::kBackendAuth, 0, "");
  add("upstream a", Use::kUpstreamSecret, 0, "a");
  add("redis", Use::kStorageCredentials, 0, "r");
  std::string names;
  for (const Wire* row : wiring.read(Wire::Kind::kVariable)) names += row->name + ';';
  CHECK(names == "redis;upstream a;upstream b;");
  CHECK(wiring.read(Wire::Kind::kFile).empty());
}

TEST_CASE("a file is mounted by itself or with its directory") {
  const Wire alone = Wire::file(Content::secret("s", "k"), "/keys", "key-0.pem", "key", true);
  CHECK(alone.name == "/keys/key-0.pem");
  CHECK(alone.mount().mount_path == "/keys/key-0.pem");
  CHECK(alone.mount().sub_path == "key-0.pem");
  CHECK(alone.volume().kind == kube::Volume::Kind::kSecret);
  const Wire directory = Wire::file(Content::config_map("c", "ca.crt"), "/certs/c", "ca.crt", "ca", false);
  CHECK(directory.name == "/certs/c/ca.crt");
  CHECK(directory.mount().mount_path == "/certs/c");
  CHECK(directory.mount().sub_path.empty());
  CHECK(directory.volume().items.at(0).path == "ca.crt");
}

TEST_CASE("files of a projected volume share it, those of one Secret side by side") {
  const auto volume_of = [](const char* certificate, const char* key) {
    const TestWorld world = lonely();
    for (const auto& [secret, file] : {std::pair{certificate, "tls.crt"}, std::pair{key, "tls.key"}}) {
      Wire row = Wire::file(Content::secret(secret, "k"), "/tls", file, "tls", false);
      row.mounting->projected = true;
      wire(world.context(), Concern::kAuthServer, std::move(row));
    }
    const kube::Volumes volumes = wired_volumes(world.notes().wiring);
    REQUIRE(volumes.volumes.size() == 1);
    REQUIRE(volumes.mounts.size() == 1);
    return volumes.volumes.front();
  };
  CHECK(volume_of("one", "one").sources.size() == 1);
  CHECK(volume_of("one", "one").sources[0].items.size() == 2);
  const kube::Volume two = volume_of("one", "two");
  REQUIRE(two.sources.size() == 2);
  CHECK(two.sources[1].secret == "two");
  CHECK(two.sources[1].items[0].path == "tls.key");
}

TEST_CASE("a row says what the operator, or else the pod, makes of an object that is not there") {
  const TestWorld world = lonely();
  wire(world.context(), Concern::kGateway, secret(world, "N", Lookup::kNone));
  CHECK(world.findings().empty());
  wire(world.context(), Concern::kGateway, secret(world, "E", Lookup::kExpected));
  CHECK(world.findings() == std::vector<std::string>{"warning assumed-object spec.secretRef.name"});
  Settings settings;
  settings.strict = true;
  const TestWorld strict("{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: v}}",
                         settings);
  wire(strict.context(), Concern::kGateway, secret(strict, "E", Lookup::kExpected));
  wire(strict.context(), Concern::kGateway, secret(strict, "R", Lookup::kRequired));
  // What only the pod misses is said of the pod.
  CHECK(strict.findings() == std::vector<std::string>{"error reference-not-found spec.secretRef.name"});
}

}  // namespace vmcp::op
