#include "core/kube/unknown_fields.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/yaml/payload.h"

namespace vmcp::kube {
namespace {

/// "path -> meant" of each unknown field of a pod template.
std::vector<std::string> unknown(const std::string& text) {
  const auto value = yaml::read_payload(text);
  REQUIRE(value);
  std::vector<std::string> said;
  for (const yaml::UnknownKey& key : unknown_fields(*value, shape("PodTemplateSpec"), diag::FieldPath("t"))) {
    said.push_back((key.mapping / key.key).str() + " -> " + key.meant);
  }
  return said;
}

using Said = std::vector<std::string>;

TEST_CASE("what a pod template holds of no struct is found at any depth") {
  CHECK(unknown("{metadat: {}, spec: {}}") == Said{"t.metadat -> metadata"});
  CHECK(unknown("{spec: {containers: [{name: vmcp, imagee: x}]}}") == Said{"t.spec.containers[0].imagee -> image"});
  CHECK(unknown("{spec: {containers: [{name: vmcp, env: [{name: A, valueFrom: {secretKeyRf: {}}}]}]}}") ==
        Said{"t.spec.containers[0].env[0].valueFrom.secretKeyRf -> secretKeyRef"});
  CHECK(unknown("{spec: {containers: [{name: vmcp, resources: {limit: {cpu: 1}}}]}}") ==
        Said{"t.spec.containers[0].resources.limit -> limits"});
  CHECK(unknown("{spec: {nosuch: 1}}") == Said{"t.spec.nosuch -> "});
}

TEST_CASE("a field of another level gets its place, where that is one") {
  CHECK(unknown("{containers: []}") == Said{"t.containers -> t.spec.containers"});
  CHECK(unknown("{spec: {containers: [{name: vmcp, nodeSelector: {a: b}}]}}") ==
        Said{"t.spec.containers[0].nodeSelector -> t.spec.nodeSelector"});
  CHECK(unknown("{labels: {a: b}}") == Said{"t.labels -> t.metadata.labels"});
}

TEST_CASE("a field in another case is told, and looked into") {
  CHECK(unknown("{Spec: {hostnetwork: true, nope: 1}}") ==
        Said{"t.Spec -> spec", "t.Spec.hostnetwork -> hostNetwork", "t.Spec.nope -> "});
}

TEST_CASE("maps of strings, quantities and the directives of strategic merge are no fields") {
  CHECK(unknown("{metadata: {labels: {anything: x}, annotations: {at: y}}}").empty());
  CHECK(unknown("{spec: {nodeSelector: {disk: ssd}, containers: [{name: a, resources: {limits: {example.com/x: 1}}}]}}")
            .empty());
  CHECK(unknown("{spec: {$setElementOrder/containers: [{name: a}], containers: [{name: a, $patch: delete}]}}").empty());
  CHECK(
      unknown(
          "{spec: {$deleteFromPrimitiveList/finalizers: [a]}, metadata: {$deleteFromPrimitiveList/finalizers: [a]}}") ==
      Said{"t.spec.$deleteFromPrimitiveList/finalizers -> "});
  CHECK(unknown("{spec: {$retainKey: [a], $setElementOrdr/containers: []}}") ==
        Said{"t.spec.$retainKey -> $retainKeys", "t.spec.$setElementOrdr/containers -> $setElementOrder/containers"});
}

}  // namespace
}  // namespace vmcp::kube
