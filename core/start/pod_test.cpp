#include "core/start/pod.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "core/operator/test_world.h"

using vmcp::op::TestWorld;
using vmcp::start::Pod;
using Presence = vmcp::start::Pod::Presence;

namespace {

constexpr std::string_view kObjects = R"(
{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s, namespace: team}, spec: {}}
---
{apiVersion: v1, kind: Secret, metadata: {name: there, namespace: team}, stringData: {full: x, empty: ''}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: there, namespace: team}, data: {FULL: x, EMPTY: ''}}
---
)";

/// A gateway's Deployment with this spec of its pods, and what reads it.
struct World {
  explicit World(std::string_view pod_spec, bool strict = false)
      : objects(std::string(kObjects) +
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: s, namespace: team}, spec: {template: "
                    "{spec: " +
                    std::string(pod_spec) + "}}}",
                settings(strict)),
        context(objects.context()),
        pod(context, rendered, context.cluster.find("apps", "Deployment", "team", "s")->value) {}

  static vmcp::op::Settings settings(bool strict) {
    vmcp::op::Settings result;
    result.strict = strict;
    return result;
  }

  TestWorld objects;
  vmcp::op::Context context;
  vmcp::op::Rendered rendered;
  Pod pod;
};

std::string container(std::string_view fields) {
  return "{containers: [{name: log}, {name: vmcp, " + std::string(fields) + "}]}";
}

}  // namespace

TEST_CASE("what a variable holds") {
  struct {
    std::string_view fields;
    Presence expected;
    bool strict = false;
  } const cases[] = {
      {"image: x", Presence::kAbsent},
      {"env: [{name: B, value: x}]", Presence::kAbsent},
      {"env: [{name: A, value: x}]", Presence::kSet},
      {"env: [{name: A, value: ''}]", Presence::kEmpty},
      {"env: [{name: A}]", Presence::kEmpty},
      {"env: [{name: A, value: x}, {name: A, value: ''}]", Presence::kEmpty},
      {"env: [{name: A, valueFrom: {secretKeyRef: {name: gone, key: k}}}]", Presence::kSet},
      {"env: [{name: A, valueFrom: {secretKeyRef: {name: there, key: full}}}]", Presence::kSet},
      {"env: [{name: A, valueFrom: {secretKeyRef: {name: there, key: empty}}}]", Presence::kEmpty},
      {"env: [{name: A, valueFrom: {secretKeyRef: {name: there, key: k, optional: true}}}]", Presence::kAbsent},
      {"env: [{name: A, valueFrom: {secretKeyRef: {name: gone, key: k, optional: true}}}]", Presence::kSet},
      {"env: [{name: A, valueFrom: {secretKeyRef: {name: gone, key: k, optional: true}}}]", Presence::kAbsent, true},
      {"env: [{name: A, valueFrom: {configMapKeyRef: {name: there, key: EMPTY}}}]", Presence::kEmpty},
      {"env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]", Presence::kSet},
      {"envFrom: [{secretRef: {name: gone}}]", Presence::kSet},
      {"envFrom: [{secretRef: {name: gone}}]", Presence::kAbsent, true},
      {"envFrom: [{secretRef: {name: gone}, prefix: B_}]", Presence::kAbsent},
      {"envFrom: [{secretRef: {name: there}}]", Presence::kAbsent},
      {"envFrom: [{secretRef: {name: gone}}], env: [{name: A, value: ''}]", Presence::kEmpty},
  };
  for (const auto& row : cases) {
    CAPTURE(row.fields);
    CHECK(World(container(row.fields), row.strict).pod.variable("A").presence == row.expected);
  }
  const World from(container("envFrom: [{configMapRef: {name: there}, prefix: A_}, {secretRef: {name: there}}]"));
  CHECK(from.pod.variable("A_FULL").presence == Presence::kSet);
  CHECK(from.pod.variable("A_EMPTY").presence == Presence::kEmpty);
  CHECK_FALSE(from.pod.variable("A_EMPTY").from_secret);
  CHECK(from.pod.variable("empty").from_secret);
}

TEST_CASE("whether a file is there") {
  struct {
    std::string_view mount;
    std::string_view volume;
    bool there;
  } const cases[] = {
      {"{name: v, mountPath: /d}", "{name: v, secret: {secretName: gone}}", true},
      {"{name: v, mountPath: /d/}", "{name: v, secret: {secretName: gone, items: [{key: k, path: f}]}}", true},
      {"{name: v, mountPath: /d}", "{name: v, secret: {secretName: gone, items: [{key: f, path: g}]}}", false},
      {"{name: v, mountPath: /d}", "{name: v, secret: {secretName: there}}", false},
      {"{name: v, mountPath: /d}", "{name: v, secret: {secretName: there, items: [{key: k, path: f}]}}", true},
      {"{name: v, mountPath: /d}", "{name: v, secret: {secretName: there, optional: true, items: [{key: k, path: f}]}}",
       false},
      {"{name: v, mountPath: /d/f, subPath: f}", "{name: v, secret: {secretName: gone}}", true},
      {"{name: v, mountPath: /d/f, subPath: full}", "{name: v, secret: {secretName: there}}", true},
      {"{name: v, mountPath: /d/f, subPath: other}", "{name: v, secret: {secretName: there}}", false},
      {"{name: v, mountPath: /d/f}", "{name: v, secret: {secretName: gone, items: [{key: k, path: f}]}}", false},
      {"{name: v, mountPath: /d/f, subPathExpr: $(X)}", "{name: v, secret: {secretName: there}}", true},
      {"{name: v, mountPath: /e}", "{name: v, emptyDir: {}}", false},
      {"{name: v, mountPath: /dd}", "{name: v, emptyDir: {}}", false},
      {"{name: v, mountPath: /d}", "{name: v, emptyDir: {}}", true},
      {"{name: v, mountPath: /}", "{name: v, hostPath: {path: /}}", true},
      {"{name: v, mountPath: /d}", "{name: w, emptyDir: {}}", false},
      {"{name: v, mountPath: /d}", "{name: v, projected: {sources: [{secret: {name: there}}]}}", false},
      {"{name: v, mountPath: /d}",
       "{name: v, projected: {sources: [{secret: {name: there, items: [{key: full, path: f}]}}]}}", true},
      {"{name: w, mountPath: /d}, {name: v, mountPath: /d/f, subPath: full}",
       "{name: w, secret: {secretName: gone, items: [{key: k, path: g}]}}, {name: v, secret: {secretName: there}}",
       true},
  };
  for (const auto& row : cases) {
    CAPTURE(row.mount);
    CAPTURE(row.volume);
    const World world("{containers: [{name: vmcp, volumeMounts: [" + std::string(row.mount) + "]}], volumes: [" +
                      std::string(row.volume) + "]}");
    CHECK(world.pod.missing_file("/d/f").has_value() != row.there);
  }
}

TEST_CASE("the service account's directory is mounted unless the pod asks not to") {
  constexpr std::string_view kToken = "/var/run/secrets/kubernetes.io/serviceaccount/token";
  CHECK_FALSE(World("{containers: [{name: vmcp}]}").pod.missing_file(kToken));
  CHECK(World("{automountServiceAccountToken: false, containers: [{name: vmcp}]}").pod.missing_file(kToken));
}

TEST_CASE("the flags of vmcp") {
  struct {
    std::string_view fields;
    std::optional<std::string> port;
  } const cases[] = {
      {"args: [serve]", "4483"},
      {"args: [serve, --port=1]", "1"},
      {"args: [serve, --port, '2']", "2"},
      {"args: [serve, --port=1, --port=3]", "3"},
      {"args: [serve, --portal=1]", "4483"},
      {"args: [serve, --port=$(PORT)]", std::nullopt},
      {"command: [/usr/bin/vmcp, serve], args: [--port=5]", "5"},
      {"command: [sh, -c, vmcp serve], args: [serve]", std::nullopt},
      {"image: mine", std::nullopt},
  };
  for (const auto& row : cases) {
    CAPTURE(row.fields);
    CHECK(World(container(row.fields)).pod.flag("--port", "4483") == row.port);
  }
}
