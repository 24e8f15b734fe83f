#include "core/admission/metadata.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/yaml/read.h"

namespace vmcp::admission {
namespace {

/// The findings about an object with this metadata, as "code path".
std::vector<std::string> check(const std::string& metadata, const char* api_version = "toolhive.stacklok.dev/v1beta1") {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents = yaml::read(sources, sources.add("test", "metadata: " + metadata), sink);
  REQUIRE(documents.size() == 1);
  Object object;
  object.value = std::move(documents.front().root);
  object.api_version = api_version;
  const Reporter reporter(sink, sources, diag::Stage::kAdmission);
  check_metadata(object.value, Findings(reporter, object));
  std::vector<std::string> findings;
  for (const diag::Diagnostic& finding : sink.all()) findings.push_back(std::string(finding.code) + ' ' + finding.path);
  return findings;
}

TEST_CASE("metadata is decoded and validated as ObjectMeta") {
  const std::string label(63, 'a');
  const std::string big(256 * 1024, 'a');
  const std::string owner = "{apiVersion: v1, kind: Pod, name: p, uid: u";
  struct Case {
    std::string metadata;
    std::vector<std::string> findings;
  };
  const Case cases[] = {
      {"{name: a.b-c, namespace: n-1}", {}},
      {"", {"missing-field metadata.name"}},
      {"text", {"wrong-type metadata"}},
      {"{}", {"missing-field metadata.name"}},
      {"{name: ''}", {"missing-field metadata.name"}},
      {"{name: null}", {"missing-field metadata.name"}},
      {"{generateName: x-}", {"missing-field metadata.name"}},
      {"{generateName: 'x_'}", {"invalid-name metadata.generateName", "missing-field metadata.name"}},
      {"{name: a, generateName: a.b-}", {}},
      {"{name: 12}", {"wrong-type metadata.name"}},
      {"{name: Upper}", {"invalid-name metadata.name"}},
      {"{name: a..b}", {"invalid-name metadata.name"}},
      {"{name: a-.b}", {"invalid-name metadata.name"}},
      {"{name: " + std::string(253, 'a') + "}", {}},
      {"{name: " + std::string(254, 'a') + "}", {"invalid-name metadata.name"}},
      {"{name: a, namespace: a.b}", {"invalid-name metadata.namespace"}},
      {"{name: a, namespace: ''}", {}},
      {"{name: a, nam: b}", {"unknown-field metadata.nam"}},
      {"{name: a, labels: {x: ok, y: ''}}", {}},
      {"{name: a, labels: {x: true}}", {"wrong-type metadata.labels.x"}},
      {"{name: a, labels: [x]}", {"wrong-type metadata.labels"}},
      {"{name: a, labels: {x: null}}", {}},
      {"{name: a, labels: {x: " + label + "}}", {}},
      {"{name: a, labels: {x: " + label + "a}}", {"invalid-name metadata.labels[x]"}},
      {"{name: a, labels: {x: a b}}", {"invalid-name metadata.labels[x]"}},
      {"{name: a, labels: {a/b/c: x}}", {"invalid-name metadata.labels[a/b/c]"}},
      {"{name: a, labels: {/c: x}}", {"invalid-name metadata.labels[/c]"}},
      {"{name: a, labels: {UP.test/c: x}}", {"invalid-name metadata.labels[UP.test/c]"}},
      {"{name: a, annotations: {UP.test/c: any thing}}", {}},
      {"{name: a, annotations: {a b: x}}", {"invalid-name metadata.annotations[a b]"}},
      {"{name: a, annotations: {a: " + big + "}}", {"too-long metadata.annotations"}},
      {"{name: a, finalizers: [example.test/x, 'a b']}", {"invalid-name metadata.finalizers[1]"}},
      {"{name: a, finalizers: x}", {"wrong-type metadata.finalizers"}},
      {"{name: a, finalizers: [null]}", {"invalid-name metadata.finalizers[0]"}},
      {"{name: a, finalizers: [orphan, foregroundDeletion]}", {"conflicting-fields metadata.finalizers"}},
      {"{name: a, ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: u}]}", {}},
      {"{name: a, ownerReferences: [{apiVersion: events.k8s.io/v1, kind: Event, name: p, uid: u}]}", {}},
      {"{name: a, ownerReferences: [{apiVersion: v1, kind: Event, name: p, uid: u}]}",
       {"invalid-value metadata.ownerReferences[0].apiVersion"}},
      {"{name: a, ownerReferences: [{apiVersion: apps/, kind: Pod, name: p, uid: u}]}",
       {"invalid-value metadata.ownerReferences[0].apiVersion"}},
      {"{name: a, ownerReferences: [{apiVersion: a/b/c, kind: Pod, name: p, uid: u}]}",
       {"invalid-value metadata.ownerReferences[0].apiVersion"}},
      {"{name: a, ownerReferences: [{apiVersion: v1, kind: Pod, name: p}]}",
       {"missing-field metadata.ownerReferences[0].uid"}},
      {"{name: a, ownerReferences: [" + owner + ", controller: true}, " + owner + "}]}", {}},
      {"{name: a, ownerReferences: [" + owner + ", controller: true}, " + owner + ", controller: true}]}",
       {"conflicting-fields metadata.ownerReferences"}},
      {"{name: a, uid: u, resourceVersion: '1', generation: 3, managedFields: [{x: y}]}", {}},
      {"{name: a, managedFields: [null, {manager: kubectl, time: '2024-01-01T00:00:00Z', fieldsV1: {a: {}}}]}", {}},
      {"{name: a, managedFields: {}}", {"wrong-type metadata.managedFields"}},
      {"{name: a, managedFields: [x, {manager: 5}]}",
       {"wrong-type metadata.managedFields[0]", "wrong-type metadata.managedFields[1].manager"}},
      {"{name: a, managedFields: [{time: never}]}", {"invalid-format metadata.managedFields[0].time"}},
      {"{name: a, creationTimestamp: null}", {}},
      {"{name: a, creationTimestamp: '0000-02-29T00:00:00Z'}", {}},
      {"{name: a, creationTimestamp: '2024-02-30T00:00:00Z'}", {"invalid-format metadata.creationTimestamp"}},
      {"{name: a, creationTimestamp: '2024-01-01t00:00:00z'}", {"invalid-format metadata.creationTimestamp"}},
      {"{name: a, creationTimestamp: '2024-01-01T00:00:00Z'}", {}},
      {"{name: a, creationTimestamp: '2024-01-01T0:00:00,5+24:00'}", {}},
      {"{name: a, creationTimestamp: yesterday}", {"invalid-format metadata.creationTimestamp"}},
      {"{name: a, generation: x}", {"wrong-type metadata.generation"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.metadata.substr(0, 100));
    CHECK(check(c.metadata) == c.findings);
  }
  CHECK(check("{name: a, managedFields: [{Manager: y, time: null}]}", "v1") ==
        std::vector<std::string>{"unknown-field metadata.managedFields[0].Manager"});
}

}  // namespace
}  // namespace vmcp::admission
