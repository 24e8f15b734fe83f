#include "core/gitops/sketch.h"

#include <doctest/doctest.h>
#include <string>

namespace vmcp::gitops {
namespace {

TEST_CASE("a text whose apiVersion is misspelt is of its kind all the same") {
  CHECK(sketch("a.yaml", "apiVesion: argoproj.io/v1alpha1\nkind: Application\n").of_build);
  CHECK_FALSE(sketch("a.yaml", "data:\n  apiVesion: argoproj.io/v1alpha1\n").of_build);
}

TEST_CASE("objects of ToolHive's are seen however they are written") {
  for (const std::string text : {
           "apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPGroup\n",
           "kind: VirtualMCPServer\nmetadata: {}\n",
           "{\"kind\":\"MCPGroup\",\"apiVersion\":\"v1\"}",
           "{\"kind\"\n:\n\"VirtualMCPServer\"}",
           "apiVersion: v1\nkind: List\nitems:\n- kind: VirtualMCPServer\n",
           "kind: VirtualMCPServerList\nitems: []\n",
           "apiVersion: stacklok.com/v1\nkind: Whatever\n",
           "kind: MCPServr\napiVersion: v1beta1\n",
           "apiVersion : 'tolhive.staklok.dev/v1'\n",
           "kind: &k VirtualMCPServer\n",
           "kind: !!str VirtualMCPServer\n",
           "kind: >-\n  VirtualMCPServer\n",
           "? kind\n: VirtualMCPServer\n",
       }) {
    CAPTURE(text);
    CHECK(sketch("a.yaml", text).of_toolhive);
  }
  for (const std::string text :
       {"apiVersion: v1\nkind: Secret\n", "apiVersion: kagent.dev/v1\nkind: MCPServer\n",
        "text: kind VirtualMCPServer\n", "apiVersion: policy.linkerd.io/v1beta3\nkind: Server\n",
        "mankind: VirtualMCPServer\n", ":", "", ":::"}) {
    CAPTURE(text);
    CHECK_FALSE(sketch("a.yaml", text).of_toolhive);
  }
}

TEST_CASE("an alias may be of any kind, a star is of none") {
  CHECK(sketch("a.yaml", "kind: *k\n").any_kind);
  CHECK_FALSE(sketch("a.yaml", "kind: \"*\"\n").any_kind);
  CHECK_FALSE(sketch("a.yaml", "kind: Secret\n").any_kind);
}

TEST_CASE("what says how others are built is seen by its name or group") {
  CHECK(sketch("d/kustomization.yaml", "").of_build);
  CHECK(sketch("a.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\n").of_build);
  CHECK(sketch("a.yaml", "apiVersion: kustomize.toolkit.fluxcd.io/v1\n").of_build);
  CHECK(sketch("a.yaml", "apiVersion: argoproj.io/v1alpha1\n").of_build);
  CHECK_FALSE(sketch("a.yaml", "apiVersion: apps/v1\n").of_build);
  CHECK(sketch("a.yaml", "chart: toolhive-operator\n").mentions_toolhive);
}

/// The names that objects may have, a star behind those in metadata.
std::string names(const char* text) {
  std::string result;
  for (const Sketch::Name& name : sketch("a.yaml", text).names) {
    result += std::string(name.text) + (name.of_object ? "* " : " ");
  }
  return result;
}

TEST_CASE("names of objects are told from others") {
  CHECK(names("metadata:\n  labels: {a: b}\n  name: one\nspec:\n  secretName: \"two\"\n") == "one* two* ");
  CHECK(names("data:\n  name: no\nkind: Secret\nmetadata:\n  name: one\n") == "no one* ");
  CHECK(names("spec:\n  target:\n    name: 'one'\n") == "one* ");
  CHECK(names("spec:\n  path: x\n  destination:\n    name: one\n    create: true\n") == "one* ");
  CHECK(names("spec:\n  containers:\n  - name: app\n    image: x\n  - image: y\n    name: z\n") == "z ");
  CHECK(names("kind: InfisicalSecret\nspec:\n  managedKubeSecretReferences:\n  - secretName: one\n") == "one* ");
  CHECK(names("kind: SopsSecret\nspec:\n  secretTemplates:\n  - name: one\n    stringData: {a: b}\n") == "one* ");
  CHECK(names("{\"metadata\":{\"name\":\"one\",\"namespace\":\"team\"},\"data\":{\"name\":\"no\"}}") == "one* no ");
  CHECK(names("metadata: {name: &n one}\n") == "one* ");
  CHECK(sketch("a.yaml", "metadata: {name: \"${APP}-db\"}\n").any_name);
  CHECK(sketch("a.yaml", "metadata: {name: *n}\n").any_name);
}

TEST_CASE("kinds that others refer to are seen, and objects are counted") {
  const Sketch seen = sketch("a.yaml", "kind: Deployment\nspec: {kind: x}\n---\nkind: Service\n");
  CHECK(seen.may_be_referred_to);
  CHECK(seen.objects == 2);
  CHECK(sketch("a.yaml", "kind: SecretList\n").may_be_referred_to);
  CHECK_FALSE(sketch("a.yaml", "kind: Job\n").may_be_referred_to);
  CHECK(sketch("a.yaml", "apiVersion: rds.aws.upbound.io/v1beta1\nkind: Instance\n").may_be_referred_to);
  CHECK(sketch("a.yaml", "replicas: 1\n").objects == 1);
}

}  // namespace
}  // namespace vmcp::gitops
