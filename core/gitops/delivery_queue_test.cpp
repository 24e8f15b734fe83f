#include <algorithm>
#include <doctest/doctest.h>
#include <string>

#include "core/gitops/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

std::string named_flux(const std::string& name, const std::string& spec) {
  return "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: " + name +
         ", namespace: flux-system}\nspec: " + spec + "\n";
}

}  // namespace

TEST_CASE("a delivery counts as what brings it makes it") {
  const std::string child = named_flux("apps", "{path: \"./apps/${env}\", targetNamespace: \"${ns:=team}\"}");
  const struct {
    const char* what;
    Tree tree;
    Texts objects;
  } cases[] = {
      {"variables of its parent",
       {{"repo/apps/prod/gw.yaml", gateway()},
        {"repo/clusters/prod/apps.yaml", child},
        {"repo/root.yaml", named_flux("root", "{path: clusters/prod, postBuild: {substitute: {env: prod, ns: own}}}")}},
       {"VirtualMCPServer own/gw"}},
      {"a default, since its parent substitutes",
       {{"repo/apps/prod/gw.yaml", gateway()},
        {"repo/clusters/prod/apps.yaml", child},
        {"repo/root.yaml", named_flux("root", "{path: clusters/prod, postBuild: {substitute: {env: prod}}}")}},
       {"VirtualMCPServer team/gw"}},
      {"no default where nobody substitutes",
       {{"repo/apps/prod/gw.yaml", gateway()},
        {"repo/clusters/prod/apps.yaml", named_flux("apps", "{path: ./apps/prod, targetNamespace: \"${ns:=team}\"}")}},
       {"VirtualMCPServer ${ns:=team}/gw"}},
      {"of its parent's parent, handed down",
       {{"repo/apps/prod/gw.yaml", gateway(", labels: {stage: \"${stage}\"}, namespace: \"${stage}\"")},
        {"repo/clusters/prod/apps.yaml", named_flux("apps",
                                                    "{path: apps/prod, postBuild: {substitute: {stage: "
                                                    "\"${stage}\"}}}")},
        {"repo/clusters/layers/layer.yaml",
         named_flux("layer", "{path: clusters/prod, postBuild: {substitute: {stage: \"${stage}\"}}}")},
        {"repo/root.yaml", named_flux("root", "{path: clusters/layers, postBuild: {substitute: {stage: live}}}")}},
       {"VirtualMCPServer live/gw"}},
      {"patches of its parent",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/clusters/apps.yaml", named_flux("apps", "{path: apps}")},
        {"repo/root.yaml", named_flux("root",
                                      "{path: clusters, patches: [{target: {kind: Kustomization}, patch: "
                                      "'- {op: add, path: /spec/targetNamespace, value: team}'}]}")}},
       {"VirtualMCPServer team/gw"}},
      {"patches of a kustomization that is applied by hand",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/clusters/base/apps.yaml", named_flux("apps", "{path: apps, targetNamespace: nope}")},
        {"repo/clusters/base/kustomization.yaml", "resources: [apps.yaml]\n"},
        {"repo/clusters/prod/kustomization.yaml",
         "resources: [../base]\npatches:\n- patch: |\n    apiVersion: kustomize.toolkit.fluxcd.io/v1\n    kind: "
         "Kustomization\n    metadata: {name: apps, namespace: flux-system}\n    spec: {targetNamespace: team}\n"}},
       {"VirtualMCPServer team/gw"}},
      {"itself",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/clusters/root.yaml",
         named_flux("root", "{path: clusters, targetNamespace: root, postBuild: {substitute: {ns: team}}}")},
        {"repo/clusters/apps.yaml", named_flux("apps", "{path: apps, targetNamespace: \"${ns}\"}")}},
       {"VirtualMCPServer team/gw"}},
      {"each other",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/a/one.yaml", named_flux("one", "{path: b, postBuild: {substitute: {ns: team}}}")},
        {"repo/b/other.yaml", named_flux("other", "{path: a}")},
        {"repo/b/apps.yaml", named_flux("apps", "{path: apps, targetNamespace: \"${ns}\"}")}},
       {"VirtualMCPServer team/gw"}},
  };
  for (const auto& one : cases) {
    const Placed placed(one.tree);
    REQUIRE_MESSAGE(placed.worlds.size() == 1, one.what);
    CHECK_MESSAGE(placed.objects() == one.objects, one.what);
  }
}

TEST_CASE("a path of this repository that is nearly one of another delivery is told") {
  const Placed placed({{"repo/apps/mcp/gw.yaml", gateway()},
                       {"repo/clusters/a.yaml", named_flux("a", "{path: apps/mcp}")},
                       {"repo/clusters/b.yaml", named_flux("b", "{path: apps/mpc}")}});
  CHECK(placed.notes() == Texts{"repo/clusters/b.yaml:4 build-refused"});

  SUBCASE("be it a patch that states it") {
    const std::string patch = "patches:\n- patch: |\n    " + std::string("kind: Kustomization\n") +
                              "    apiVersion: kustomize.toolkit.fluxcd.io/v1\n    metadata: {name: a, namespace: "
                              "flux-system}\n    spec: {path: apps/mpc}\n";
    const Placed patched({{"repo/apps/mcp/gw.yaml", gateway()},
                          {"repo/clusters/base/a.yaml", named_flux("a", "{path: apps/mcp}")},
                          {"repo/clusters/base/kustomization.yaml", "resources: [a.yaml]\n"},
                          {"repo/clusters/dev/kustomization.yaml", "resources: [../base]\n"},
                          {"repo/clusters/prod/kustomization.yaml", "resources: [../base]\n" + patch}});
    CHECK(patched.notes() == Texts{"repo/clusters/prod/kustomization.yaml:7 build-refused"});
  }
}

TEST_CASE("a delivery that several bring is several") {
  const Placed placed(
      {{"repo/apps/gw.yaml", gateway()},
       {"repo/base/apps.yaml", named_flux("apps", "{path: apps, targetNamespace: \"${ns}\"}")},
       {"repo/base/kustomization.yaml", "resources: [apps.yaml]\n"},
       {"repo/dev/kustomization.yaml", "resources: [../base]\n"},
       {"repo/prod/kustomization.yaml", "resources: [../base]\n"},
       {"repo/boot/dev.yaml", named_flux("root", "{path: dev, postBuild: {substitute: {ns: dev}}}")},
       {"repo/boot/prod.yaml", named_flux("root", "{path: prod, postBuild: {substitute: {ns: live}}}")}});
  Texts objects;
  for (std::size_t world = 0; world < placed.worlds.size(); ++world) {
    for (std::string& one : placed.objects(world)) objects.push_back(std::move(one));
  }
  std::ranges::sort(objects);
  CHECK(objects == Texts{"VirtualMCPServer dev/gw", "VirtualMCPServer live/gw"});
}
