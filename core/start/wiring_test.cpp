#include "core/start/wiring.h"

#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/emit/emit.h"
#include "core/operator/patch_deployment.h"
#include "core/operator/test_world.h"
#include "core/start/container.h"

using vmcp::op::TestWorld;
using vmcp::yaml::Value;

namespace {

using Findings = std::vector<std::string>;

/// A gateway with everything that the operator wires up.
constexpr std::string_view kWhole = R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: s, namespace: team}
spec:
  groupRef: {name: g}
  incomingAuth: {type: oidc, oidcConfigRef: {name: o, audience: "https://s", resourceUrl: "https://s"}}
  outgoingAuth: {source: discovered, default: {type: externalAuthConfigRef, externalAuthConfigRef: {name: x}}}
  authServerConfig:
    issuer: https://a
    signingKeySecretRefs: [{name: keys, key: a}, {name: keys, key: b}]
    hmacSecretRefs: [{name: hmac, key: a}]
    upstreamProviders:
    - {name: idp, type: oidc, oidcConfig: {issuerUrl: https://idp, clientId: a, clientSecretRef: {name: i, key: s}}}
    storage:
      type: redis
      redis:
        addr: redis:6379
        aclUserConfig: {passwordSecretRef: {name: r, key: p}}
        tls: {caCertSecretRef: {name: r, key: ca}}
---
{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPGroup, metadata: {name: g, namespace: team}}
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPOIDCConfig
metadata: {name: o, namespace: team}
spec:
  type: inline
  inline: {issuer: https://a, clientId: c, clientSecretRef: {name: oidc, key: s}, caBundleRef: {configMapRef: {name: ca, key: ca.crt}}}
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPExternalAuthConfig
metadata: {name: x, namespace: team}
spec: {type: tokenExchange, tokenExchange: {tokenUrl: https://t, audience: a, clientId: c, clientSecretRef: {name: t, key: s}}}
)";

/// Of a release whose operator forgets Secrets.
vmcp::op::Settings oldest() { return vmcp::op::settings_of("0.44.0"); }

/// A gateway whose member brings credentials of its own, which the operator forgets; PATCH stands for a pod template.
const std::string kForgotten = R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: s, namespace: team}
spec:
  groupRef: {name: g}
  incomingAuth: {type: anonymous}
  outgoingAuth: {source: inline}
  PATCH
---
{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPGroup, metadata: {name: g, namespace: team}}
)" + vmcp::op::member_with_header_secret("m", "x", "t");

/// Another member of that gateway, of which the same holds.
const std::string kSecondMember = vmcp::op::member_with_header_secret("other", "theirs", "u");

std::string with(std::string_view text, std::string_view pod_template) {
  std::string result(text);
  const std::size_t at = result.find("PATCH");
  std::string indented;
  for (const char c : pod_template) {
    indented += c;
    if (c == '\n') indented += "  ";
  }
  return result.replace(at, 5, indented);
}

/// What reconcile and the check make of an input.
struct Checked {
  explicit Checked(const std::string& text, vmcp::op::Settings settings = {}) : world(text, std::move(settings)) {
    const vmcp::op::Context context = world.context();
    auto reconciled = vmcp::op::reconcile(context);
    REQUIRE(reconciled.has_value());
    rendered = *std::move(reconciled);
    const std::size_t before = world.findings().size();
    const auto* given = vmcp::op::given_deployment(context);
    vmcp::start::check_wiring({context, rendered, given == nullptr ? rendered.deployment : given->value,
                               vmcp::diag::Severity::kError, given});
    findings = world.findings();
    findings.erase(findings.begin(), findings.begin() + static_cast<std::ptrdiff_t>(before));
  }

  /// The YAML of the one finding that suggests some.
  std::string suggestion() const {
    std::string found;
    for (const vmcp::diag::Diagnostic& finding : world.all()) {
      if (finding.suggestion.find('\n') == std::string::npos) continue;
      CHECK(found.empty());
      found = finding.suggestion;
    }
    return found;
  }

  TestWorld world;
  vmcp::op::Rendered rendered;
  Findings findings;
};

/// kWhole with its own Deployment in the input, less the items of the lists below a container or a pod that have this
/// text in them.
Checked without(std::string_view text) {
  const Checked whole{std::string(kWhole)};
  Value deployment = whole.rendered.deployment;
  Value& pod = *deployment.find("spec")->find("template")->find("spec");
  Value& container = pod.find("containers")->items().front();
  for (Value* list : {container.find("env"), container.find("volumeMounts"), pod.find("volumes")}) {
    std::erase_if(list->items(),
                  [&](const Value& item) { return vmcp::emit::json(item).find(text) != std::string::npos; });
  }
  return Checked(std::string(kWhole) + "---\n" + vmcp::emit::yaml_kubernetes(deployment));
}

const std::string kEnv = " env-not-set spec.template.spec.containers[0].env";
const std::string kFile = " file-not-mounted spec.template.spec.containers[0].volumeMounts";

}  // namespace

TEST_CASE("the operator's own Deployment lacks nothing, in the input or not") {
  CHECK(Checked(std::string(kWhole)).findings == Findings{});
  CHECK(without("nothing of this").findings == Findings{});
}

TEST_CASE("a Deployment that lacks something is told so where it stands") {
  struct {
    std::string_view removed;
    Findings findings;
  } const cases[] = {
      {"authserver-signing-key-0", {"error" + kFile}},
      {"authserver-signing-key", {"error" + kFile, "error" + kFile}},
      {"authserver-hmac-secret-0", {"error" + kFile}},
      {"redis-tls-ca-master", {"error" + kFile}},
      {"oidc-ca-bundle-ca", {"error" + kFile}},
      {"\"secretName\": \"hmac\"", {"error" + kFile}},
      {"/etc/vmcp-config", {"error" + kFile}},
      {"TOOLHIVE_UPSTREAM_CLIENT_SECRET_IDP", {"error" + kEnv}},
      {"TOOLHIVE_AUTH_SERVER_REDIS_PASSWORD", {"error" + kEnv}},
      {"TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET_X", {"error" + kEnv}},
      {"VMCP_OIDC_CLIENT_SECRET", {"warning" + kEnv}},
      {"VMCP_SESSION_HMAC_SECRET", {"warning" + kEnv}},
      {"\"VMCP_NAMESPACE\"", {"warning" + kEnv}},
      {"\"HOME\"", {}},
  };
  for (const auto& row : cases) {
    CAPTURE(row.removed);
    CHECK(without(row.removed).findings == row.findings);
  }
}

TEST_CASE("a Deployment without the gateway's container") {
  const Checked other(
      std::string(kWhole) +
      "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: s, namespace: team}, spec: {template: "
      "{spec: {containers: [{name: web}]}}}}");
  CHECK(other.findings == Findings{"error invalid-deployment spec.template.spec.containers"});
}

TEST_CASE("what the operator wires since is no finding") {
  CHECK(Checked(with(kForgotten, "")).findings == Findings{});
}

TEST_CASE("what the operator forgets is an error at the field that makes vmcp need it") {
  const Checked forgotten(with(kForgotten, ""), oldest());
  CHECK(forgotten.findings == Findings{"error env-not-set spec.outgoingAuth.source"});
  CHECK(forgotten.world.last().suggestion ==
        "podTemplateSpec:\n"
        "  spec:\n"
        "    containers:\n"
        "    - env:\n"
        "      - name: TOOLHIVE_HEADER_INJECTION_VALUE_X\n"
        "        valueFrom:\n"
        "          secretKeyRef:\n"
        "            key: s\n"
        "            name: t\n"
        "      name: vmcp");
  CHECK(forgotten.world.last().related.size() == 2);
}

TEST_CASE("what is suggested is all that is missing, and is said once") {
  for (const std::string_view present :
       {"",
        "podTemplateSpec: {spec: {containers: [{name: vmcp, env: [{name: B, value: b}]}, {name: log, image: l}]}}"}) {
    CAPTURE(present);
    const Checked forgotten(with(kForgotten, present) + kSecondMember, oldest());
    REQUIRE(forgotten.findings.size() == 2);
    CHECK(forgotten.world.last().suggestion.empty());
    const Checked suggested(with(kForgotten, forgotten.suggestion()) + kSecondMember, oldest());
    CHECK(suggested.findings == Findings{});
  }
}

TEST_CASE("a pod template that holds a secret is no part of what is suggested") {
  const auto suggested = [](const std::string& more) {
    const std::string present = "podTemplateSpec: {spec: {containers: [{name: vmcp, " + more + "}]}}";
    return Checked(with(kForgotten, present) + kSecondMember, oldest()).suggestion();
  };
  CHECK(suggested("env: [{name: B, value: hunter2}]").find("hunter2") != std::string::npos);
  for (const char* more :
       {"env: [{name: API_TOKEN, value: hunter2}]", "env: [{name: B, value: 'http://bob:hunter2@proxy'}]",
        "args: [--token, hunter2]", "env: [{name: B, value: '{\"password\": \"hunter2\"}'}]"}) {
    CAPTURE(more);
    CHECK(suggested(more).find("hunter2") == std::string::npos);
    CHECK(suggested(more).find("secretKeyRef") != std::string::npos);
  }
}

TEST_CASE("the password of the default redis is forgotten where the spec asks for memory") {
  vmcp::op::Settings settings;
  settings.default_redis_address = "redis:6379";
  settings.default_redis_secret_name = "redis";
  const std::string text = R"(
{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s, namespace: team}, spec: {groupRef:
 {name: g}, incomingAuth: {type: anonymous}, sessionStorage: {provider: memory}}}
---
{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPGroup, metadata: {name: g, namespace: team}}
)";
  const Checked checked(text, settings);
  CHECK(checked.findings == Findings{"warning env-not-set spec.sessionStorage"});
  CHECK(checked.suggestion().find("THV_SESSION_REDIS_PASSWORD") != std::string::npos);
}

TEST_CASE("what a pod template takes away is said at the pod template") {
  const std::string text = std::string(kWhole).replace(
      std::string(kWhole).find("  authServerConfig:"), 0,
      "  podTemplateSpec: {spec: {containers: [{name: vmcp, env: [{name: TOOLHIVE_UPSTREAM_CLIENT_SECRET_IDP, $patch:"
      " delete}, {name: TOOLHIVE_AUTH_SERVER_REDIS_PASSWORD, value: '', valueFrom: null}]}]}}\n");
  CHECK(Checked(text).findings == Findings{"error env-not-set spec.podTemplateSpec"});
}

TEST_CASE("a user's own Deployment gets a patch of it suggested, one that an operator keeps a pod template") {
  const Checked own = without("authserver-hmac-secret-0");
  CHECK(own.suggestion().starts_with("apiVersion: apps/v1\nkind: Deployment\n"));
  CHECK(own.suggestion().find("secretName: hmac") != std::string::npos);
  Value deployment = Checked(std::string(kWhole)).rendered.deployment;
  deployment.find("metadata")
      ->set("ownerReferences",
            Value::sequence().push(Value::mapping().set("kind", "VirtualMCPServer").set("name", "s")));
  Value& container = deployment.find("spec")->find("template")->find("spec")->find("containers")->items().front();
  container.erase("volumeMounts");
  const Checked kept(std::string(kWhole) + "---\n" + vmcp::emit::yaml_kubernetes(deployment));
  CHECK(kept.suggestion().starts_with("podTemplateSpec:\n"));
}
