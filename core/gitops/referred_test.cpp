#include "core/gitops/referred.h"

#include <doctest/doctest.h>

#include "core/gitops/bystanders.h"

namespace vmcp::gitops {
namespace {

struct Read {
  source::Sources sources;
  diag::Sink sink;
  std::vector<yaml::Document> documents;

  explicit Read(const std::string& text) : documents(yaml::read(sources, sources.add("in.yaml", text), sink)) {
    REQUIRE_FALSE(sink.has_errors());
  }
};

TEST_CASE("what ToolHive's objects name is referred to, in their namespace") {
  const Read read(R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: gw, namespace: team}
spec:
  groupRef: {name: group}
  authServerConfig:
    hmacSecretRefs: [{name: hmac, key: current}]
  sessionStorage: {passwordRef: {name: redis, key: password}}
  podTemplateSpec:
    spec:
      imagePullSecrets: [{name: pull}]
      volumes:
      - {name: v, secret: {secretName: mounted, items: [{key: k, path: p}]}}
      - {name: w, configMap: {name: map}}
      containers: [{name: vmcp, envFrom: [{secretRef: {name: env}}]}]
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPServer
metadata: {name: s}
spec: {secrets: [{name: token, key: t, targetEnvName: TOKEN}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: gw, namespace: team}
spec: {template: {spec: {volumes: [{secret: {secretName: deployed}}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: other, namespace: team}
spec: {template: {spec: {volumes: [{secret: {secretName: others}}]}}}
)");
  Referred referred;
  referred.add_all(read.documents, "default", {});
  for (const char* secret : {"hmac", "redis", "pull", "mounted", "env", "gw-hmac-secret", "deployed"}) {
    CAPTURE(secret);
    CHECK(referred.has("Secret", "team", secret));
    CHECK_FALSE(referred.has("Secret", "default", secret));
    CHECK(referred.has_secret(secret));
  }
  CHECK(referred.has("Secret", "default", "token"));
  CHECK(referred.has("ConfigMap", "team", "map"));
  CHECK(referred.has("ConfigMap", "team", "redis"));
  CHECK(referred.has("Deployment", "team", "gw"));
  for (const char* other : {"group", "current", "v", "w", "k", "p", "vmcp", "others", "map", "team"}) {
    CAPTURE(other);
    CHECK_FALSE(referred.has_secret(other));
  }
}

TEST_CASE("a bystander is what a walk found and nothing refers to") {
  const Read read(R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: gw}
spec: {template: {spec: {volumes: [{secret: {secretName: used}}]}}}
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: gw}
spec: {}
---
{apiVersion: v1, kind: Secret, metadata: {name: used}}
---
{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: x}, spec: {target: {name: used}}}
---
{apiVersion: v1, kind: Secret, metadata: {name: used, namespace: elsewhere}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: used}}
---
{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: x}, spec: {target: {name: other}}}
---
{apiVersion: v1, kind: Service, metadata: {name: used}}
---
{apiVersion: v1, kind: Pod, metadata: {name: used}}
)");
  const std::set<std::uint32_t> walked = {0};
  const Bystanders bystanders(read.documents, walked, "default", {});
  const std::set<std::uint32_t> nothing;
  const Bystanders none(read.documents, nothing, "default", {});
  std::string seen;
  for (const yaml::Document& document : read.documents) {
    seen += bystanders.has(document) ? '1' : '0';
    CHECK_FALSE(none.has(document));
  }
  CHECK(seen ==
        "000011110"
        "");
}

}  // namespace
}  // namespace vmcp::gitops
