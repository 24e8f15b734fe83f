#include "core/gitops/secret_sources.h"

#include <doctest/doctest.h>
#include <string>

#include "core/gitops/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

/// What is suggested where a Secret that a member names is made so.
std::string suggested(const std::string& maker, const std::string& origin) {
  const Placed placed({{"repo/mcp/member.yaml",
                        "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPServer\nmetadata: {name: a, namespace: "
                        "mcp}\nspec: {image: "
                        "i, secrets: [{name: token, key: k}]}\n"},
                       {"repo/mcp/secret.yaml", maker},
                       {"repo/stores/store.yaml", origin}});
  std::string all;
  for (const diag::Diagnostic& finding : placed.sink.sorted()) {
    if (finding.code == "reference-not-found") all += finding.path + " -> " + finding.suggestion;
  }
  return all;
}

std::string external(const std::string& store, const std::string& name = "token") {
  return "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: " + name +
         ", namespace: mcp}\nspec: {secretStoreRef: " + store + ", data: [{secretKey: k, remoteRef: {key: a}}]}\n";
}

std::string origin(const std::string& group, const std::string& kind, const std::string& name) {
  return "apiVersion: " + group + "/v1\nkind: " + kind + "\nmetadata: {name: " + name + "}\nspec: {}\n";
}

}  // namespace

TEST_CASE("a store or issuer that is nearly called as the one that the input has is that one") {
  const std::string store = origin("external-secrets.io", "ClusterSecretStore", "onepassword");
  const std::string cluster = "{kind: ClusterSecretStore, name: ";
  CHECK(suggested(external(cluster + "onepassword}"), store).empty());
  CHECK(suggested(external(cluster + "onepasword}"), store) == "spec.secretStoreRef.name -> onepassword");
  const std::string certificate =
      "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c, namespace: mcp}\nspec: {secretName: "
      "token, "
      "dnsNames: [a.example], issuerRef: {";
  const std::string issuer = origin("cert-manager.io", "Issuer", "internal-ca");
  CHECK(suggested(certificate + "name: internl-ca}}\n", issuer) == "spec.issuerRef.name -> internal-ca");
  CHECK(suggested(certificate + "group: example.com, name: internl-ca}}\n", issuer).empty());
  // What is elsewhere, of another kind, or of a Secret that nothing names.
  CHECK(suggested(external(cluster + "vault}"), store).empty());
  CHECK(suggested(external(cluster + "'one${X}password'}"), store).empty());
  CHECK(suggested(external("{name: onepasword}"), store).empty());
  CHECK(suggested(external(cluster + "onepasword}", "other"), store).empty());
}
