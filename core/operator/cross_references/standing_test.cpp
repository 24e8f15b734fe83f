#include "core/operator/cross_references/standing.h"

#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>

#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

constexpr std::string_view kWorld = R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: v, namespace: team}
spec: {groupRef: {name: g}}
---
{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: team}, stringData: {key: x}}
---
{apiVersion: v1, kind: Secret, metadata: {name: '${APP}-db', namespace: team}, stringData: {key: x}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: made, namespace: team}
spec: {data: [{secretKey: key, remoteRef: {key: x}}]}
)";

struct Row {
  std::string_view kind;
  std::string_view name;
  std::optional<std::string_view> key;
  Standing standing;
  Standing strict;
};

}  // namespace

TEST_CASE("what a field names stands as the input has it, makes it or lacks it") {
  const TestWorld world(kWorld);
  for (const Row& row :
       std::initializer_list<Row>{{"Secret", "s", "key", Standing::kPresent, Standing::kPresent},
                                  {"Secret", "s", {}, Standing::kPresent, Standing::kPresent},
                                  {"Secret", "s", "kye", Standing::kKeyless, Standing::kKeyless},
                                  {"Secret", "made", "key", Standing::kMade, Standing::kMade},
                                  {"Secret", "made", "kye", Standing::kKeyless, Standing::kKeyless},
                                  {"Secret", "none", "key", Standing::kAssumed, Standing::kMissing},
                                  {"ConfigMap", "s", "key", Standing::kAssumed, Standing::kMissing},
                                  // It may become the Secret of that name.
                                  {"Secret", "shop-db", "key", Standing::kAssumed, Standing::kAssumed}}) {
    CAPTURE(row.kind);
    CAPTURE(row.name);
    const Reference reference{{{}, row.kind, "team", row.name}, {}, {}, row.key, {}, Absence::kAssumed, false};
    CHECK(standing_of(world.context().cluster, reference, false) == row.standing);
    CHECK(standing_of(world.context().cluster, reference, true) == row.strict);
  }
}

TEST_CASE("what decides has to be there, and what others make may be elsewhere") {
  const TestWorld world(kWorld);
  const cluster::Cluster& cluster = world.context().cluster;
  Reference reference;
  reference.target = {admission::kToolhiveGroup, "MCPOIDCConfig", "team", "o"};
  CHECK(standing_of(cluster, reference, false) == Standing::kMissing);
  reference.target = {{}, "Service", "team", "redis"};
  reference.absence = Absence::kElsewhere;
  CHECK(standing_of(cluster, reference, true) == Standing::kAssumed);
}

TEST_CASE("the nearest key is one of the object's") {
  const TestWorld world(kWorld);
  Reference reference;
  reference.target = {{}, "Secret", "team", "s"};
  reference.key = "kye";
  CHECK(nearest_key(world.context().cluster, reference) == "key");
  reference.target.name = "none";
  CHECK(nearest_key(world.context().cluster, reference).empty());
}

}  // namespace vmcp::op
