#include "core/operator/patch_deployment.h"

#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/emit/emit.h"
#include "core/operator/auth_server/auth_server.h"
#include "core/operator/deployment.h"
#include "core/operator/members/workloads.h"
#include "core/operator/names.h"
#include "core/operator/test_world.h"
#include "core/operator/written_names.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

using vmcp::op::TestWorld;
using vmcp::yaml::Value;

namespace {

constexpr std::string_view kServer = R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: s, namespace: team}
spec:
  authServerConfig:
    issuer: https://auth.example.com
    signingKeySecretRefs: [{name: keys, key: current}]
    hmacSecretRefs: [{name: hmac, key: current}]
    upstreamProviders:
    - {name: idp, type: oidc, oidcConfig: {issuerUrl: https://idp, clientId: a, clientSecretRef: {name: idp, key: secret}}}
)";

std::string with_deployment(std::string_view spec, std::string_view metadata = "") {
  return std::string(kServer) + "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: s, namespace: team" +
         std::string(metadata) + "}\nspec: " + std::string(spec) + "\n";
}

Value rendered(const TestWorld& world) {
  vmcp::op::Notes notes;
  vmcp::diag::Sink warnings;
  const vmcp::op::Context given = world.context();
  const vmcp::admission::Reporter reporter = given.reporter.into(warnings);
  const vmcp::op::Context context{given.server, given.cluster, given.settings, reporter, &notes};
  vmcp::op::wire_auth_server(context);
  vmcp::op::wire_pod(context, {}, context.spec().config);
  return vmcp::op::deployment_for(context, "c0ffee");
}

Value patched(const TestWorld& world) {
  const vmcp::op::Context context = world.context();
  const auto* given = vmcp::op::given_deployment(context);
  REQUIRE(given != nullptr);
  std::optional<Value> present = vmcp::op::read_deployment(context, *given);
  if (!present) return {};
  return vmcp::op::patch_deployment(context, *given, *std::move(present), rendered(world)).value_or(Value());
}

const Value& pod(const Value& deployment) { return *deployment.find("spec")->find("template")->find("spec"); }

const Value& container(const Value& deployment, std::string_view name) {
  for (const Value& item : pod(deployment).find("containers")->items()) {
    if (item.string_at("name") == name) return item;
  }
  FAIL("no container ", std::string(name));
  return deployment;
}

/// "a b c ": what stands at `key` in each item of a list.
std::string each(const Value* list, std::string_view key) {
  if (list == nullptr) return "";
  std::string text;
  for (const Value& item : list->items()) text.append(item.string_at(key)).append(" ");
  return text;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("what a Deployment has of its own is kept") {
  const Value result = patched(TestWorld(with_deployment(
      "{replicas: 3, strategy: {type: Recreate}, template: {metadata: {annotations: {team: a}}, spec: {"
      "containers: [{name: log, image: log, env: [{name: TOOLHIVE_UPSTREAM_CLIENT_SECRET_OLD, value: x}]},"
      " {name: vmcp, image: old, startupProbe: {tcpSocket: {port: 4483}},"
      "  env: [{name: MINE, value: x}], volumeMounts: [{name: data, mountPath: /data}]}],"
      "volumes: [{name: data, emptyDir: {}}]}}}",
      ", annotations: {owner: me}")));
  CHECK(*result.find("spec")->find("replicas") == Value(3));
  CHECK(result.find("spec")->find("strategy")->string_at("type") == "Recreate");
  CHECK(result.find("metadata")->find("annotations")->string_at("owner") == "me");
  CHECK(each(container(result, "log").find("env"), "name") == "TOOLHIVE_UPSTREAM_CLIENT_SECRET_OLD ");
  CHECK(container(result, "vmcp").find("startupProbe") != nullptr);
  CHECK(container(result, "vmcp").string_at("image") == "ghcr.io/stacklok/toolhive/vmcp:latest");
  CHECK(contains(each(container(result, "vmcp").find("env"), "name"), "MINE "));
  CHECK(contains(each(container(result, "vmcp").find("env"), "name"), "TOOLHIVE_UPSTREAM_CLIENT_SECRET_IDP "));
  CHECK(contains(each(container(result, "vmcp").find("volumeMounts"), "mountPath"), "/data "));
  CHECK(each(pod(result).find("volumes"), "name") ==
        "vmcp-config authserver-signing-key-0 authserver-hmac-secret-0 data ");
}

TEST_CASE("patching twice is patching once, and the operator's own Deployment is not changed") {
  for (const std::string_view spec : {"{template: {spec: {containers: [{name: a}, {name: vmcp, env: [{name: Z}, {name: "
                                      "HOME, value: /root}, {name: B}]},"
                                      " {name: c}], volumes: [{name: z, emptyDir: {}}, {name: vmcp-config, emptyDir: "
                                      "{}}, {name: a, emptyDir: {}}]}}}",
                                      "{}", "{template: {spec: {containers: []}}}"}) {
    CAPTURE(spec);
    const Value once = patched(TestWorld(with_deployment(spec)));
    const std::string text = vmcp::emit::yaml_kubernetes(once);
    const Value twice = patched(TestWorld(std::string(kServer) + "---\n" + text));
    CHECK(vmcp::emit::yaml_kubernetes(twice) == text);
  }
  const TestWorld own(std::string(kServer) + "---\n" + vmcp::emit::yaml_kubernetes(rendered(TestWorld(kServer))));
  CHECK(vmcp::emit::yaml_kubernetes(patched(own)) == vmcp::emit::yaml_kubernetes(rendered(own)));
}

TEST_CASE("what the operator no longer writes is removed from the gateway's container") {
  const TestWorld world(with_deployment(
      "{template: {spec: {containers: ["
      "{name: vmcp, env: [{name: TOOLHIVE_UPSTREAM_CLIENT_SECRET_OLD, value: x}, {name: VMCP_OIDC_CLIENT_SECRET},"
      " {name: TOOLHIVE_OIDC_CLIENT_SECRET, value: x}],"
      " volumeMounts: [{name: authserver-signing-key-1, mountPath: /etc/toolhive/authserver/keys/key-1.pem},"
      " {name: ca-bundle-gone, mountPath: /etc/toolhive/ca-bundles/gone}, {name: ca-bundle-mine, mountPath: /certs}]},"
      "{name: log, volumeMounts: [{name: redis-tls-ca-master, mountPath: /ca}]}],"
      "volumes: [{name: authserver-signing-key-1, secret: {secretName: k}}, {name: ca-bundle-gone, emptyDir: {}},"
      " {name: ca-bundle-mine, emptyDir: {}}, {name: redis-tls-ca-master, emptyDir: {}}]}}}"));
  const Value result = patched(world);
  const std::string env = each(container(result, "vmcp").find("env"), "name");
  CHECK_FALSE(contains(env, "OLD"));
  CHECK_FALSE(contains(env, "VMCP_OIDC_CLIENT_SECRET"));
  CHECK(contains(env, "TOOLHIVE_OIDC_CLIENT_SECRET"));
  const std::string mounts = each(container(result, "vmcp").find("volumeMounts"), "name");
  CHECK_FALSE(contains(mounts, "authserver-signing-key-1"));
  CHECK_FALSE(contains(mounts, "ca-bundle-gone"));
  CHECK(contains(mounts, "ca-bundle-mine"));
  CHECK(each(pod(result).find("volumes"), "name") ==
        "vmcp-config authserver-signing-key-0 authserver-hmac-secret-0 ca-bundle-mine redis-tls-ca-master ");
}

TEST_CASE("what can be only one thing is what the operator makes of it") {
  const Value result = patched(TestWorld(with_deployment(
      "{template: {spec: {containers: [{name: vmcp, livenessProbe: {exec: {command: [x]}, periodSeconds: 60},"
      " env: [{name: TOOLHIVE_UPSTREAM_CLIENT_SECRET_IDP, value: plain}, {name: HOME, valueFrom: {fieldRef: {fieldPath:"
      " a}}}, {name: HOME, value: /late}, {name: VMCP_SESSION_HMAC_SECRET, valueFrom: {configMapKeyRef: {name: a, key:"
      " b}}}], volumeMounts: [{name: vmcp-config, mountPath: /etc/vmcp-config, subPath: x}]}],"
      "volumes: [{name: vmcp-config, emptyDir: {}}]}}}")));
  const Value& vmcp = container(result, "vmcp");
  CHECK(vmcp.find("livenessProbe")->find("exec") == nullptr);
  CHECK(vmcp.find("volumeMounts")->items().front().find("subPath") == nullptr);
  CHECK(pod(result).find("volumes")->items().front().find("emptyDir") == nullptr);
  int homes = 0;
  for (const Value& item : vmcp.find("env")->items()) {
    CHECK((item.find("value") == nullptr || item.find("valueFrom") == nullptr));
    if (const Value* from = item.find("valueFrom")) CHECK(from->members().size() == 1);
    if (item.string_at("name") == "HOME") ++homes;
  }
  CHECK(homes == 1);
}

TEST_CASE("what an API server adds is not printed") {
  const Value result = patched(TestWorld(with_deployment(
      "{template: {metadata: {creationTimestamp: null}}}",
      ", uid: a, resourceVersion: '1', generation: 2, creationTimestamp: 2026-01-01T00:00:00Z, managedFields: [],"
      " ownerReferences: [{apiVersion: v1, kind: X, name: x, uid: u}]")));
  CHECK(result.find("metadata")->members().size() == 4);
  CHECK(result.find("spec")->find("template")->find("metadata")->find("creationTimestamp") == nullptr);
}

TEST_CASE("a Deployment that Kubernetes cannot read is refused where it stands") {
  struct {
    std::string_view spec;
    std::vector<std::string> findings;
  } const cases[] = {
      {"{replicas: many}", {"error invalid-deployment spec.replicas"}},
      {"{template: {spec: {containers: [{name: vmcp, env: [{name: A, value: 1}]}]}}}",
       {"error invalid-deployment spec.template.spec.containers[0].env[0].value"}},
      {"{template: {spec: {containers: [{image: x}]}}}", {"error invalid-deployment spec.template.spec.containers[0]"}},
  };
  for (const auto& row : cases) {
    CAPTURE(row.spec);
    const TestWorld world(with_deployment(row.spec));
    patched(world);
    CHECK(world.findings() == row.findings);
  }
}

TEST_CASE("null in a Deployment is absent") {
  const auto text = [](std::string_view spec) {
    return vmcp::emit::yaml_kubernetes(patched(TestWorld(with_deployment(spec))));
  };
  CHECK(text("null") == text("{}"));
  CHECK(text("{replicas: null, template: {metadata: null, spec: {containers: [{name: vmcp, livenessProbe: null, env:"
             " [{name: TOOLHIVE_UPSTREAM_CLIENT_SECRET_IDP, valueFrom: null}, {name: HOME, value: null}],"
             " volumeMounts: null}], volumes: null}}}") ==
        text("{template: {spec: {containers: [{name: vmcp, env:"
             " [{name: TOOLHIVE_UPSTREAM_CLIENT_SECRET_IDP}, {name: HOME}]}]}}}"));
  const TestWorld empty_item(with_deployment("{template: {spec: {containers: [null, {name: vmcp}]}}}"));
  CHECK(patched(empty_item).is_null());
  CHECK(empty_item.findings() == std::vector<std::string>{"error invalid-deployment spec.template.spec.containers[0]"});
}

TEST_CASE("names that only the operator writes") {
  const Value own = rendered(TestWorld(kServer));
  for (const Value& item : container(own, "vmcp").find("env")->items()) {
    const std::string_view name = item.string_at("name");
    if (name.starts_with("VMCP_") || name.starts_with("TOOLHIVE_")) CHECK(vmcp::op::is_operator_variable(name));
  }
  for (const std::string_view name :
       {"TOOLHIVE_SECRET_HEADER_FORWARD_X_A", "TOOLHIVE_HEADER_FORWARD_A", "TOOLHIVE_SECRETS_PROVIDER", "VMCP_ANY"}) {
    CHECK(vmcp::op::is_operator_variable(name));
  }
  for (const std::string_view name :
       {"TOOLHIVE_SECRET_MINE", "TOOLHIVE_OIDC_CLIENT_SECRET", "TOOLHIVE_SKIP_UPDATE_CHECK", "HOME", "MY_VMCP_NAME"}) {
    CHECK_FALSE(vmcp::op::is_operator_variable(name));
  }
  CHECK(vmcp::op::is_operator_mount("authserver-signing-key-0", "/anywhere"));
  for (const std::string_view name : {"authserver-upstream-ca-0", "authserver-issuer-ca-1", "authserver-tls-listener",
                                      "authserver-spiffe-bundle-0", "session-redis-tls-ca"}) {
    CHECK(vmcp::op::is_operator_volume(name));
  }
  CHECK(vmcp::op::is_operator_mount("otel-ca-bundle-a", "/config/certs/otel/a"));
  CHECK_FALSE(vmcp::op::is_operator_mount("ca-bundle-a", "/etc/ssl/a"));
  CHECK_FALSE(vmcp::op::is_operator_mount("my-authserver-key", "/etc/toolhive/authserver/keys"));
}

TEST_CASE("the auth server's wiring alone") {
  const TestWorld world(kServer);
  vmcp::op::wire_auth_server(world.context());
  const auto patch = vmcp::op::auth_server_patch(world.context(), world.notes().wiring);
  REQUIRE(patch.has_value());
  CHECK(each(container(*patch, "vmcp").find("env"), "name") == "TOOLHIVE_UPSTREAM_CLIENT_SECRET_IDP ");
  CHECK(each(container(*patch, "vmcp").find("volumeMounts"), "mountPath") ==
        "/etc/toolhive/authserver/keys/key-0.pem /etc/toolhive/authserver/hmac/hmac-0 ");
  CHECK(each(pod(*patch).find("volumes"), "name") == "authserver-signing-key-0 authserver-hmac-secret-0 ");
  const TestWorld plain(
      "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s}, spec: {}}");
  CHECK_FALSE(vmcp::op::auth_server_patch(plain.context(), plain.notes().wiring).has_value());
}
