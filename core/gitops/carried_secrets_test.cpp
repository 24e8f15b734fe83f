// What builds, variables and templates take from where a secret stands is shown nowhere.
#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/gitops/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

/// In one file with a gateway, so that what nothing refers to is read.
Tree built(const std::string& more, const std::string& secret) {
  return {{"repo/all.yaml", gateway(", namespace: ns") + "---\n" + secret},
          {"repo/kustomization.yaml", "resources: [all.yaml]\n" + more}};
}

std::string application_set(const std::string& generators) {
  return "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec:\n  generators: " +
         generators +
         "\n  template:\n    metadata: {name: x}\n    spec:\n      destination: {namespace: '{{password}}'}\n"
         "      source: {path: apps}\n";
}

}  // namespace

TEST_CASE("carried secrets: hidden wherever a build puts them") {
  const std::string secret = object("Secret", "s") + "stringData: {password: Hunter2, user: Visitor1}\n";
  const std::string sealed =
      "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: s}\nspec: {template: {data: {a: "
      "Hunter2}}}\n";
  const struct {
    std::string what;
    Tree tree;
  } cases[] = {
      {"a parameter", {{"repo/set.yaml", application_set("[{list: {elements: [{password: Hunter2, a: Visitor1}]}}]")}}},
      {"a generator's values",
       {{"repo/set.yaml", application_set("[{clusters: {values: {db: {password: Hunter2}, a: Visitor1}}}]")}}},
      {"a file that a generator takes",
       {{"repo/set.yaml", application_set("[{git: {files: [{path: conf.json}]}}]")},
        {"repo/conf.json", R"({"clientSecret": {"value": "Hunter2"}, "a": "Visitor1"})"}}},
      {"a factor of a matrix",
       {{"repo/set.yaml",
         application_set("[{matrix: {generators: [{list: {elements: [{api_key: Hunter2, a: Visitor1}]}}]}}]")}}},
      {"a replacement's source",
       built("replacements:\n- source: {kind: SealedSecret, fieldPath: spec.template.data.a}\n"
             "  targets: [{select: {kind: VirtualMCPServer}, fieldPaths: [metadata.namespace]}]\n",
             sealed)},
      {"a replacement's text for a Secret",
       built("replacements:\n- sourceValue: Hunter2\n"
             "  targets: [{select: {kind: Secret}, fieldPaths: [stringData.password]},"
             " {select: {kind: VirtualMCPServer}, fieldPaths: [metadata.namespace]}]\n",
             secret)},
      {"what a patch copies", built("patches:\n- target: {kind: Secret}\n"
                                    "  patch: |-\n    - {op: copy, from: /stringData/password, path: /metadata/name}\n",
                                    secret)},
      {"the default of a variable", {{"repo/gw.yaml", gateway(", namespace: \"${TOKEN:=Hunter2}\"")}}},
      {"what is made of a variable",
       {{"repo/flux.yaml", flux("{path: ./apps, postBuild: {substitute: {DB_PASSWORD: 0000Hunter2}}}")},
        {"repo/apps/gw.yaml", gateway(", namespace: \"${DB_PASSWORD:4}\"")}}},
      {"what is read of a variable",
       {{"repo/flux.yaml", flux("{path: ./apps, postBuild: {substitute: {DB_PASSWORD: 'Hunter2 # x'}}}")},
        {"repo/apps/gw.yaml", gateway(", namespace: \"${DB_PASSWORD}\"")}}},
      {"an alias in a patch",
       {{"repo/gw.yaml", gateway()},
        {"repo/p.yaml", "- {op: add, path: /spec/password, value: {password: &p Hunter2, name: *p}}\n"},
        {"repo/kustomization.yaml",
         "resources: [gw.yaml]\npatches: [{path: p.yaml, target: {kind: VirtualMCPServer}}]\n"}}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const Placed placed(c.tree);
    CHECK(placed.sink.shown("a Hunter2, a Visitor1") == "a ***, a Visitor1");
  }
}
