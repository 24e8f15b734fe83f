#include <doctest/doctest.h>

#include "core/kube/checksum.h"
#include "core/kube/pod.h"

namespace {

using namespace vmcp::kube;

TEST_CASE("the hash of volumes is the operator's") {
  // What v0.63.0 wrote for a gateway "order" that has but its configuration.
  Volumes volumes;
  volumes.volumes.push_back({"vmcp-config", Volume::Kind::kConfigMap, "order-vmcp-config", {}, {}});
  volumes.mounts.push_back({"vmcp-config", "/etc/vmcp-config", {}, true});
  CHECK(volumes_hash(volumes) == "43df40b1b45bbf6671df59f675778a389aabf0af8f59a39988a4c37cc1132c8f");
}

TEST_CASE("a projected volume is written source by source") {
  Volume volume{"tls", Volume::Kind::kProjected, {}, {}, 0400};
  volume.sources = {{"one", {{"tls.crt", "tls.crt"}}}, {"two", {{"key", "tls.key"}}}};
  CHECK(volumes_hash({{volume}, {}}) ==
        sha256_hex(R"({"Volumes":[{"name":"tls","projected":{"sources":[)"
                   R"({"secret":{"name":"one","items":[{"key":"tls.crt","path":"tls.crt"}]}},)"
                   R"({"secret":{"name":"two","items":[{"key":"key","path":"tls.key"}]}}],"defaultMode":256}}],)"
                   R"("VolumeMounts":[]})"));
}

TEST_CASE("the order of volumes and mounts does not change their hash") {
  const Volumes one{
      {{"a", Volume::Kind::kSecret, "s", {{"k", "f"}}, 0400}, {"b", Volume::Kind::kConfigMap, "c", {}, {}}},
      {{"a", "/1", "x", true}, {"a", "/1", "y", true}, {"b", "/0", {}, true}}};
  const Volumes other{{one.volumes[1], one.volumes[0]}, {one.mounts[2], one.mounts[1], one.mounts[0]}};
  CHECK(volumes_hash(one) == volumes_hash(other));
}

}  // namespace
