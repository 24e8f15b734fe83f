// Any field of a gateway's Deployment in the input can be anything: the run ends with exit code 0 or 1, and says why.
#include <doctest/doctest.h>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "testdata/support.h"

namespace {

using nlohmann::json;
using vmcp::cli::Outcome;

/// Its operator wires variables and files of each kind.
constexpr const char* kGateway = R"(apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: gw, namespace: ns}
spec:
  groupRef: {name: tools}
  incomingAuth:
    type: oidc
    oidcConfigRef: {name: own, audience: https://mcp.example.com, resourceUrl: https://mcp.example.com}
  sessionStorage:
    provider: redis
    address: redis:6379
    passwordRef: {name: redis, key: password}
  authServerConfig:
    issuer: https://auth.example.com
    signingKeySecretRefs: [{name: keys, key: current.pem}]
    hmacSecretRefs: [{name: hmac, key: current}]
    upstreamProviders:
    - name: idp
      type: oidc
      oidcConfig: {issuerUrl: https://idp.example.com, clientId: a, clientSecretRef: {name: idp, key: secret}}
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPGroup
metadata: {name: tools, namespace: ns}
spec: {}
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPOIDCConfig
metadata: {name: own, namespace: ns}
spec:
  type: inline
  inline:
    issuer: https://auth.example.com
    clientId: gw
    caBundleRef: {configMapRef: {name: ca, key: ca.crt}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: ca, namespace: ns}, data: {ca.crt: x}}
---
{apiVersion: v1, kind: Secret, metadata: {name: more, namespace: ns}, data: {a: eA==}}
)";

/// What users and API servers add to what the operator makes, as far as anything here reads it.
constexpr const char* kOwn = R"json({
  "metadata": {"annotations": {"team": "a"}, "finalizers": ["x/y"], "creationTimestamp": null, "generation": 2,
    "ownerReferences": [{"apiVersion": "v1", "kind": "X", "name": "x", "uid": "y", "controller": true}],
    "managedFields": [{"manager": "kubectl"}], "resourceVersion": "1", "uid": "u"},
  "spec": {"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 0}},
    "template": {"metadata": {"annotations": {"team": "a"}, "creationTimestamp": null}, "spec": {
      "automountServiceAccountToken": false, "imagePullSecrets": [{"name": "pull"}], "nodeSelector": {"os": "linux"},
      "securityContext": {"runAsUser": 1000}, "tolerations": [{"key": "a", "operator": "Exists"}],
      "initContainers": [{"name": "init", "image": "init", "volumeMounts": [{"name": "data", "mountPath": "/data"}]}]}}},
  "status": {"replicas": 1}})json";
constexpr const char* kOwnOfContainer = R"json({
  "command": ["vmcp"],
  "envFrom": [{"prefix": "P_", "secretRef": {"name": "more", "optional": true}}, {"configMapRef": {"name": "ca"}}],
  "startupProbe": {"tcpSocket": {"port": 4483}, "periodSeconds": 5},
  "lifecycle": {"preStop": {"exec": {"command": ["sleep"]}}},
  "securityContext": {"capabilities": {"drop": ["ALL"]}, "readOnlyRootFilesystem": true}})json";
constexpr const char* kEnv = R"json([
  {"name": "A", "valueFrom": {"secretKeyRef": {"name": "more", "key": "a", "optional": true}}},
  {"name": "B", "valueFrom": {"configMapKeyRef": {"name": "ca", "key": "ca.crt"}}},
  {"name": "C", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name", "apiVersion": "v1"}}},
  {"name": "TOOLHIVE_UPSTREAM_CLIENT_SECRET_OLD", "value": "x"}])json";
constexpr const char* kMounts = R"json([
  {"name": "data", "mountPath": "/data", "readOnly": true, "subPathExpr": "$(A)"
}, {"name": "all", "mountPath": "/all"},
  {"name": "authserver-signing-key-7", "mountPath": "/etc/toolhive/authserver/keys/key-7.pem", "subPath": "key-7.pem"}])json";
constexpr const char* kVolumes = R"json([
  {"name": "data", "emptyDir": {"sizeLimit": "1Gi"}},
  {"name": "authserver-signing-key-7", "secret": {"secretName": "old", "optional": true, "items": [{"key": "a", "path": "key-7.pem", "mode": 256}]}},
  {"name": "all", "projected": {"sources": [{"secret": {"name": "more", "items": [{"key": "a", "path": "a"}]}},
    {"configMap": {"name": "ca", "items": [{"key": "ca.crt", "path": "ca.crt"}]}}]}}])json";

/// The Deployment that the operator makes, with all of the above.
json rich_deployment() {
  const Outcome rendered = vmcp::test::run({"-o", "json", "-"}, kGateway);
  REQUIRE(rendered.exit_code == 0);
  json deployment = json::parse(rendered.out).at("items").at(0);
  deployment.merge_patch(json::parse(kOwn));
  json& pod = deployment["spec"]["template"]["spec"];
  json& container = pod["containers"].at(0);
  container.merge_patch(json::parse(kOwnOfContainer));
  const auto append = [](json& list, const char* items) {
    for (json& item : json::parse(items)) list.push_back(std::move(item));
  };
  append(container["env"], kEnv);
  append(container["volumeMounts"], kMounts);
  append(pod["volumes"], kVolumes);
  return deployment;
}

/// The places of a tree, of those that differ only in the numbers of list items the first.
void collect(const json& at, const json::json_pointer& path, const std::string& pattern, std::set<std::string>& seen,
             std::vector<json::json_pointer>& places) {
  if (at.is_object()) {
    for (const auto& [key, value] : at.items()) {
      const std::string below = pattern + '/' + key;
      if (seen.insert(below).second) places.push_back(path / key);
      collect(value, path / key, below, seen, places);
    }
  } else if (at.is_array()) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      const std::string below = pattern + "/*";
      if (seen.insert(below).second) places.push_back(path / i);
      collect(at[i], path / i, below, seen, places);
    }
  }
}

json without(json document, const json::json_pointer& place) {
  json& owner = document.at(place.parent_pointer());
  if (owner.is_array()) {
    owner.erase(std::stoul(place.back()));
  } else {
    owner.erase(place.back());
  }
  return document;
}

json with(json document, const json::json_pointer& place, json value) {
  document.at(place) = std::move(value);
  return document;
}

Outcome render(const json& deployment) {
  return vmcp::test::run({"-q", "-"}, std::string(kGateway) + "---\n" + deployment.dump());
}

Outcome check(const json& deployment) {
  return vmcp::test::run({"check", "-q", "-"}, std::string(kGateway) + "---\n" + deployment.dump());
}

/// As kustomize calls the program.
Outcome call_function(const json& deployment) {
  std::string list = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- " + deployment.dump() + "\n- ";
  const std::string gateway = kGateway;
  std::size_t begin = 0;
  for (std::size_t end = 0; begin < gateway.size(); begin = end + 1) {
    end = gateway.find('\n', begin);
    const std::string line = gateway.substr(begin, end - begin);
    list += line == "---" ? "- " : line + "\n  ";
  }
  return vmcp::test::run({}, list);
}

void check_outcome(const Outcome& outcome) {
  CHECK((outcome.exit_code == 0 || outcome.exit_code == 1));
  if (outcome.exit_code == 1) CHECK(outcome.err.find(": error: ") != std::string::npos);
}

}  // namespace

TEST_CASE("deployment: any field of a gateway's Deployment can be anything") {
  const json deployment = rich_deployment();
  REQUIRE(render(deployment).exit_code == 0);
  std::set<std::string> seen;
  std::vector<json::json_pointer> places;
  collect(deployment, json::json_pointer(), "", seen, places);
  REQUIRE(places.size() > 100);

  const std::vector<json> values = {nullptr, "text", 7, true, json::array(), json::array({nullptr}), json::object()};
  for (const json::json_pointer& place : places) {
    const std::string name = place.to_string();
    CAPTURE(name);
    const json& present = deployment.at(place);
    // What is thrown away is not read.
    const bool is_read = !name.starts_with("/status") && !name.starts_with("/metadata/managed");
    const json::json_pointer parent = place.parent_pointer();
    const std::string owner = parent.empty() ? std::string() : parent.back();
    const bool is_map =
        owner == "annotations" || owner == "labels" || owner == "matchLabels" || owner == "nodeSelector";
    const bool may_be_absent = !is_map && deployment.at(parent).is_object();
    const json removed = without(deployment, place);
    const Outcome rendered_without = render(removed);
    const Outcome checked_without = check(removed);
    check_outcome(rendered_without);
    check_outcome(checked_without);
    for (const json& value : values) {
      CAPTURE(value.dump());
      const json changed = with(deployment, place, value);
      const Outcome rendered = render(changed);
      check_outcome(rendered);
      if (rendered.exit_code != 0) CHECK(rendered.out.empty());
      const bool wrong = !value.is_null() && !present.is_null() && value.is_structured() != present.is_structured();
      if (wrong && is_read) CHECK(rendered.exit_code == 1);
      // What one way of use refuses, all refuse, and by the same code.
      if (rendered.exit_code == 1 && value != "text") continue;
      const Outcome checked = check(changed);
      check_outcome(checked);
      check_outcome(call_function(changed));
      if (wrong && is_read) CHECK(checked.exit_code == 1);
      if (!value.is_null() || !may_be_absent) continue;
      CHECK(rendered.exit_code == rendered_without.exit_code);
      CHECK(rendered.out == rendered_without.out);
      CHECK(checked.exit_code == checked_without.exit_code);
    }
  }
}
