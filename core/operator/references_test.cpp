#include "core/operator/references.h"

#include <doctest/doctest.h>

#include "core/operator/members/group.h"
#include "core/operator/target.h"
#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

constexpr std::string_view kSecrets = R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: gate}
spec: {groupRef: {name: tools}}
---
apiVersion: v1
kind: Secret
metadata: {name: plain}
data: {a: eA==}
stringData: {b: x}
---
apiVersion: v1
kind: Secret
metadata: {name: there, namespace: other}
data: {a: eA==}
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: sealed-source}
spec:
  template: {metadata: {name: sealed}}
  encryptedData: {token: AgB}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: external}
spec:
  data: [{secretKey: password}]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: fetching}
spec:
  target: {name: fetched}
  dataFrom: [{extract: {key: all}}]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: templated}
spec:
  target: {template: {data: {config: x}}}
  dataFrom: [{extract: {key: all}}]
---
apiVersion: external-secrets.io/v1
kind: ClusterExternalSecret
metadata: {name: cluster-wide}
spec:
  namespaces: [default]
  externalSecretName: everywhere
  externalSecretSpec:
    data: [{secretKey: key}]
)";

struct SecretCase {
  const char* name;
  const char* key;
  const char* assumed;  ///< finding in default mode; empty: none
  const char* strict;
};

constexpr const char* kAssumedName = "warning assumed-object spec.ref.name";
constexpr const char* kNotFound = "error reference-not-found spec.ref.name";
constexpr const char* kNoKey = "error secret-key-missing spec.ref.key";

TEST_CASE("a Secret is what any object makes, with the keys that it states") {
  for (const SecretCase& row : {SecretCase{"plain", "a", "", ""},
                                {"plain", "b", "", ""},
                                {"plain", "c", kNoKey, kNoKey},
                                {"sealed-source", "token", "", ""},
                                {"sealed-source", "tokens", kNoKey, kNoKey},
                                {"sealed", "token", kAssumedName, kNotFound},
                                {"external", "password", "", ""},
                                {"external", "user", kNoKey, kNoKey},
                                {"fetched", "anything", "", ""},
                                {"templated", "config", "", ""},
                                {"templated", "other", kNoKey, kNoKey},
                                {"everywhere", "key", "", ""},
                                {"absent", "a", kAssumedName, kNotFound},
                                {"there", "a", kAssumedName, kNotFound}}) {
    CAPTURE(row.name);
    CAPTURE(row.key);
    for (const bool strict : {false, true}) {
      Settings settings;
      settings.strict = strict;
      const TestWorld cluster(kSecrets, settings);
      const Context context = cluster.context();
      const std::string_view expected = strict ? row.strict : row.assumed;
      const bool accepted =
          require_secret_key(context, *context.server.object, diag::FieldPath{"spec.ref"}, row.name, row.key);
      CHECK(accepted != expected.starts_with("error"));
      const std::vector<std::string> findings = cluster.findings();
      CHECK(findings == (expected.empty() ? std::vector<std::string>{} : std::vector{std::string(expected)}));
    }
  }
}

TEST_CASE("what fills a Secret without creating it is named, as is the option where only another namespace has one") {
  const TestWorld world(R"(
kind: VirtualMCPServer
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: v}
spec: {groupRef: {name: g}}
---
kind: VaultStaticSecret
apiVersion: secrets.hashicorp.com/v1beta1
metadata: {name: vault}
spec: {mount: kv, path: x, destination: {name: filled, create: false}}
---
kind: Secret
apiVersion: v1
metadata: {name: remote, namespace: team}
stringData: {a: b}
)");
  const Context context = world.context();
  const auto message_of = [&](std::string_view name) {
    diag::Message message("absent");
    add_hint(context.cluster, context.reporter, *context.server.object, {"", "Secret", context.name_space(), name},
             message);
    return message.message;
  };
  CHECK(message_of("filled") == "absent; VaultStaticSecret \"vault\" fills this Secret, but does not create it");
  CHECK(message_of("remote") == "absent; namespace \"team\" has one: -n team puts there what has no namespace");
}

TEST_CASE("a Secret that the operator never looks up is assumed") {
  const auto findings = [](bool strict) {
    Settings settings;
    settings.strict = strict;
    const TestWorld cluster(kSecrets, settings);
    const Context context = cluster.context();
    const cluster::Object& server = *context.server.object;
    assume_for_pod(context, server, diag::FieldPath{"spec.ref"}, "Secret", "plain", "a");
    assume_for_pod(context, server, diag::FieldPath{"spec.ref"}, "Secret", "plain", "bb");
    assume_for_pod(context, server, diag::FieldPath{"spec.ref"}, "Secret", "there", "a");
    return cluster.findings();
  };
  CHECK(findings(false) == std::vector<std::string>{"warning assumed-object spec.ref.name"});
  // Then it is an error of the pod's, and of no concern to the operator.
  CHECK(findings(true).empty());
}

TEST_CASE("an absent group is assumed, or refused in strict mode") {
  Settings settings;
  const TestWorld assuming(kSecrets, settings);
  validate_group_ref(assuming.context());
  CHECK(assuming.findings() == std::vector<std::string>{"warning assumed-object spec.groupRef.name"});
  settings.strict = true;
  const TestWorld strict(kSecrets, settings);
  validate_group_ref(strict.context());
  CHECK(strict.findings() == std::vector<std::string>{"error reference-not-found spec.groupRef.name"});
}

}  // namespace
}  // namespace vmcp::op
