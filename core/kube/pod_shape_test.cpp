#include "core/kube/pod_shape.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/yaml/read.h"

using namespace vmcp;
using yaml::Value;

namespace {

class Mismatches final : public model::DecodeErrors {
 public:
  void mismatch(std::string_view path, std::string_view seen, std::string_view expected) override {
    lines.push_back(std::string(path) + ": " + std::string(seen) + ", not " + std::string(expected));
  }
  std::vector<std::string> lines;
};

Value parse(const std::string& text) {
  source::Sources sources;
  diag::Sink sink;
  auto documents = yaml::read(sources, sources.add("in.yaml", text), sink);
  REQUIRE(documents.size() == 1);
  return documents.front().root;
}

}  // namespace

TEST_CASE("a pod template is what Go's types hold of it") {
  struct Case {
    const char* given;
    const char* held;
  };
  for (const Case& c : {
           Case{"{}", "{metadata: {}, spec: {containers: null}}"},
           {"{Spec: {hostnetwork: true, nope: 1, CONTAINERS: []}}",
            "{metadata: {}, spec: {containers: [], hostNetwork: true}}"},
           {"{spec: {containers: [{image: i, resources: {limits: {cpu: 0.5, memory: 1024Mi}}}, null]}}",
            "{metadata: {}, spec: {containers: [{name: '', image: i, resources: {limits: {cpu: 500m, memory: 1Gi}}},"
            " {name: '', resources: {}}]}}"},
           {"{spec: {containers: [{tty: false, TTY: true, args: [], env: [{name: A, value: ''}]}]}}",
            "{metadata: {}, spec: {containers: [{name: '', env: [{name: A}], resources: {}}]}}"},
           {"{spec: {containers: [{livenessProbe: {tcpSocket: {port: 80}, grpc: {port: 1}}}]}}",
            "{metadata: {}, spec: {containers: [{name: '', livenessProbe: {tcpSocket: {port: 80},"
            " grpc: {port: 1, service: null}}, resources: {}}]}}"},
           {"{spec: {securityContext: {runAsUser: 0, fsGroup: null}, terminationGracePeriodSeconds: 0}}",
            "{metadata: {}, spec: {containers: null, securityContext: {runAsUser: 0},"
            " terminationGracePeriodSeconds: 0}}"},
           {"{metadata: {creationTimestamp: '2020-01-01T00:30:00+01:00', labels: {a: null}}}",
            "{metadata: {creationTimestamp: '2019-12-31T23:30:00Z', labels: {a: ''}}, spec: {containers: null}}"},
       }) {
    CAPTURE(c.given);
    Mismatches mismatches;
    CHECK(kube::round_trip(parse(c.given), kube::shape("PodTemplateSpec"), diag::FieldPath(), mismatches) ==
          parse(c.held));
    CHECK(mismatches.lines.empty());
  }
}

TEST_CASE("what Go's types cannot hold is reported, all of it") {
  Mismatches mismatches;
  kube::round_trip(parse("spec:\n"
                         "  hostNetwork: 'yes'\n"
                         "  containers:\n"
                         "    - {name: 1, resources: {limits: {cpu: lots}}, ports: [{containerPort: 99999999999}]}\n"
                         "  nodeSelector: {disk: true}\n"
                         "  tolerations: {}\n"),
                   kube::shape("PodTemplateSpec"), diag::FieldPath("spec.podTemplateSpec"), mismatches);
  CHECK(
      mismatches.lines ==
      std::vector<std::string>{
          "spec.podTemplateSpec.spec.containers[0].name: an integer, not string",
          "spec.podTemplateSpec.spec.containers[0].ports[0].containerPort: 99999999999, not a 32-bit integer",
          "spec.podTemplateSpec.spec.containers[0].resources.limits[cpu]: a string, not a quantity such as 100m or 1Gi",
          "spec.podTemplateSpec.spec.hostNetwork: a string, not boolean",
          "spec.podTemplateSpec.spec.nodeSelector[disk]: a boolean, not string",
          "spec.podTemplateSpec.spec.tolerations: an object, not array"});
}

TEST_CASE("null is absent, and an item that is null is empty") {
  struct Case {
    const char* given;
    const char* left;
  };
  for (const Case& c : {
           Case{"{metadata: null, spec: {template: null, replicas: null}}", "{spec: {}}"},
           {"{spec: {template: {metadata: {labels: {a: null}}, spec: {containers: [{env: [{valueFrom: null}, null],"
            " args: [null, x], livenessProbe: null, lifecycle: {preStop: {}}}]}}}}",
            "{spec: {template: {metadata: {labels: {a: ''}}, spec: {containers: [{env: [{}, {}], args: ['', x],"
            " lifecycle: {preStop: {}}}]}}}}"},
           {"{more: null, mine: {a: null, b: [null]}}", "{mine: {a: null, b: [null]}}"},
       }) {
    CAPTURE(c.given);
    CHECK(kube::without_nulls(parse(c.given), kube::shape("Deployment")) == parse(c.left));
  }
}

TEST_CASE("what is out of place is described by its type") {
  Mismatches mismatches;
  kube::round_trip(parse("{spec: {replicas: 1.5, template: {metadata: {labels: {a: 12345}}, spec: {containers: 12345,"
                         " hostNetwork: 12345}}}}"),
                   kube::shape("Deployment"), diag::FieldPath(), mismatches);
  CHECK(mismatches.lines == std::vector<std::string>{"spec.replicas: 1.5, not a 32-bit integer",
                                                     "spec.template.metadata.labels[a]: an integer, not string",
                                                     "spec.template.spec.containers: an integer, not array",
                                                     "spec.template.spec.hostNetwork: an integer, not boolean"});
}
