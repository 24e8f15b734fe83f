#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/gitops/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

TEST_CASE("overlays of a base are clusters of their own where they differ") {
  const auto overlay = [](const std::string& more) { return "resources: [../base, secret.yaml]\n" + more; };
  const Tree base = {{"repo/base/gw.yaml", gateway() + "spec: {clientSecretRef: {name: keys, key: a}}\n"},
                     {"repo/base/kustomization.yaml", "resources: [gw.yaml]\n"}};
  const auto with = [&](Tree more) {
    more.insert(base.begin(), base.end());
    return more;
  };
  SUBCASE("in one namespace") {
    const Placed placed(with({{"repo/prod/kustomization.yaml", overlay("")},
                              {"repo/prod/secret.yaml", object("Secret", "keys")},
                              {"repo/test/kustomization.yaml", overlay("")},
                              {"repo/test/secret.yaml", object("Secret", "keys")}}));
    REQUIRE(placed.worlds.size() == 2);
    for (const std::size_t world : {0U, 1U}) {
      CHECK(placed.objects(world) == Texts{"VirtualMCPServer /gw", "Secret /keys"});
    }
    CHECK(placed.worlds[0].counts == std::vector<bool>{true, true});
    CHECK(placed.worlds[1].counts == std::vector<bool>{false, true});
  }
  SUBCASE("in several namespaces") {
    const Placed placed(with({{"repo/prod/kustomization.yaml", overlay("namespace: prod\n")},
                              {"repo/prod/secret.yaml", object("Secret", "keys")},
                              {"repo/test/kustomization.yaml", overlay("namespace: test\n")},
                              {"repo/test/secret.yaml", object("Secret", "keys")}}));
    REQUIRE(placed.worlds.size() == 1);
    CHECK(placed.objects() ==
          Texts{"VirtualMCPServer prod/gw", "VirtualMCPServer test/gw", "Secret prod/keys", "Secret test/keys"});
  }
  SUBCASE("with other builds of each cluster") {
    const Placed placed(with({{"repo/prod/kustomization.yaml",
                               "resources: [../base]\npatches: [{patch: \"apiVersion: "
                               "toolhive.stacklok.dev/v1beta1\\nkind: VirtualMCPServer\\n"
                               "metadata: {name: gw}\\nspec: {replicas: 2}\\n\"}]\n"},
                              {"repo/prod/infra/kustomization.yaml", "resources: [group.yaml]\n"},
                              {"repo/prod/infra/group.yaml", object("MCPGroup", "tools")},
                              {"repo/test/kustomization.yaml", "resources: [../base]\n"},
                              {"repo/test/infra/kustomization.yaml", "resources: [group.yaml]\n"},
                              {"repo/test/infra/group.yaml", object("MCPGroup", "tools")},
                              {"repo/shared/oidc.yaml", object("MCPOIDCConfig", "self")}}));
    REQUIRE(placed.worlds.size() == 2);
    CHECK(placed.objects(0) == Texts{"VirtualMCPServer /gw", "MCPGroup /tools", "MCPOIDCConfig /self"});
    CHECK(placed.objects(1) == Texts{"VirtualMCPServer /gw", "MCPOIDCConfig /self", "MCPGroup /tools"});
    const auto replicas = [&](std::size_t world) {
      return placed.worlds[world].documents.front().root.find("spec")->find("replicas") != nullptr;
    };
    CHECK(replicas(0) != replicas(1));
  }
  SUBCASE("where one of them lacks what the other has") {
    const auto worlds = [&](const Tree& more, bool apart) {
      gitops::PlacementOptions options;
      options.tells_overlays_apart = apart;
      return Placed(with(more), options).worlds.size();
    };
    const Tree alike = {{"repo/prod/kustomization.yaml", overlay("")},
                        {"repo/prod/secret.yaml", object("Secret", "keys")},
                        {"repo/test/kustomization.yaml", "resources: [../base]\n"}};
    CHECK(worlds(alike, true) == 2);
    CHECK(worlds(alike, false) == 1);
    Tree renamed = alike;
    renamed["repo/test/kustomization.yaml"] += "namePrefix: test-\n";
    CHECK(worlds(renamed, true) == 2);
    renamed["repo/test/kustomization.yaml"] += "namespace: test\n";
    CHECK(worlds(renamed, true) == 1);
    // One cluster may have a base twice.
    CHECK(worlds({{"repo/clusters/a.yaml", flux("{path: base, patches: [{target: {kind: VirtualMCPServer}, patch: '- "
                                                "{op: replace, path: /metadata/name, value: a}'}]}")},
                  {"repo/clusters/b.yaml", flux("{path: base}")}},
                 true) == 1);
  }
  SUBCASE("what meets in one build is given twice") {
    const Placed placed({{"repo/a.yaml", gateway()},
                         {"repo/b.yaml", gateway()},
                         {"repo/kustomization.yaml", "resources: [a.yaml, b.yaml]\n"}});
    REQUIRE(placed.worlds.size() == 1);
    CHECK(placed.objects() == Texts{"VirtualMCPServer /gw", "VirtualMCPServer /gw"});
  }
}

TEST_CASE("what is brought to one cluster is not in another") {
  const auto clusters_of = [](const std::string& gateways, const std::string& groups) {
    const Placed placed({{"repo/apps/gw.yaml", gateway(", namespace: mcp")},
                         {"repo/groups/group.yaml", object("MCPGroup", "tools", ", namespace: mcp")},
                         {"repo/argocd/apps.yaml", gateways},
                         {"repo/argocd/groups.yaml", groups}});
    return placed.worlds.size();
  };
  const auto argo_to = [](const std::string& path, const std::string& destination) {
    return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: " + path +
           "}\nspec: {source: {path: " + path + "}, destination: {" + destination + "}}\n";
  };
  const auto argo_clusters = [&](const std::string& gateways, const std::string& groups) {
    return clusters_of(argo_to("apps", gateways), argo_to("groups", groups));
  };
  CHECK(argo_clusters("name: prod", "name: staging") == 2);
  CHECK(argo_clusters("name: prod", "name: prod") == 1);
  CHECK(argo_clusters("server: 'https://a'", "server: 'https://b'") == 2);
  CHECK(argo_clusters("name: in-cluster", "server: 'https://b'") == 2);
  // What Argo CD calls a server is not known.
  CHECK(argo_clusters("name: prod", "server: 'https://b'") == 1);
  CHECK(argo_clusters("name: prod", "server: 'https://kubernetes.default.svc'") == 1);
  CHECK(argo_clusters("name: prod", "name: '${CLUSTER}'") == 1);

  const auto flux_to = [](const std::string& path, const std::string& more) {
    return "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: " + path +
           ", namespace: flux-system}\nspec: {path: " + path + more + "}\n";
  };
  const std::string at_a = ", kubeConfig: {secretRef: {name: a}}";
  CHECK(clusters_of(flux_to("apps", at_a), flux_to("groups", at_a)) == 1);
  CHECK(clusters_of(flux_to("apps", at_a), flux_to("groups", "")) == 2);
  CHECK(clusters_of(flux_to("apps", at_a), flux_to("groups", ", kubeConfig: {secretRef: {name: b}}")) == 2);

  SUBCASE("be it told apart by what kustomizations make of one delivery") {
    const auto patch = [](const std::string& path) {
      return "resources: [../base]\npatches:\n- patch: |\n    apiVersion: kustomize.toolkit.fluxcd.io/v1\n    kind: "
             "Kustomization\n    metadata: {name: apps, namespace: flux-system}\n    spec: {path: apps/" +
             path + "}\n";
    };
    const Placed placed({{"repo/apps/prod/kustomization.yaml", "resources: [../base, group.yaml]\n"},
                         {"repo/apps/prod/group.yaml", object("MCPGroup", "tools", ", namespace: mcp")},
                         {"repo/apps/staging/kustomization.yaml", "resources: [../base]\n"},
                         {"repo/apps/base/gw.yaml", gateway(", namespace: mcp")},
                         {"repo/apps/base/kustomization.yaml", "resources: [gw.yaml]\n"},
                         {"repo/clusters/base/apps.yaml", flux("{path: apps/base}")},
                         {"repo/clusters/base/kustomization.yaml", "resources: [apps.yaml]\n"},
                         {"repo/clusters/prod/kustomization.yaml", patch("prod")},
                         {"repo/clusters/staging/kustomization.yaml", patch("staging")}});
    REQUIRE(placed.worlds.size() == 2);
    CHECK(placed.objects(1) == Texts{"VirtualMCPServer mcp/gw"});
  }
  SUBCASE("nor what is stated beside deliveries of another") {
    const Placed placed({{"repo/apps/prod/kustomization.yaml", "resources: [../base]\n"},
                         {"repo/apps/staging/kustomization.yaml", "resources: [../base]\n"},
                         {"repo/apps/base/gw.yaml", gateway(", namespace: mcp")},
                         {"repo/apps/base/kustomization.yaml", "resources: [gw.yaml]\n"},
                         {"repo/groups/group.yaml", object("MCPGroup", "tools", ", namespace: mcp")},
                         {"repo/clusters/prod/apps.yaml", flux("{path: apps/prod}")},
                         {"repo/clusters/staging/apps.yaml", flux("{path: apps/staging}")},
                         {"repo/clusters/staging/groups.yaml", flux_to("groups", "")}});
    REQUIRE(placed.worlds.size() == 2);
    CHECK(placed.objects(0) == Texts{"VirtualMCPServer mcp/gw"});
    CHECK(placed.worlds[0].notes->built.at({"MCPGroup", "mcp", "tools"}) ==
          "; another cluster has it, in the build of \"repo/groups\"");
    CHECK(placed.objects(1) == Texts{"VirtualMCPServer mcp/gw", "MCPGroup mcp/tools"});
  }
}

TEST_CASE("more clusters than can be told apart are left out, which is said") {
  Tree tree = {{"repo/base/gw.yaml", gateway()}, {"repo/base/kustomization.yaml", "resources: [gw.yaml]\n"}};
  for (int i = 0; i < 210; ++i) {
    const std::string number = std::to_string(i);
    tree["repo/o" + number + "/kustomization.yaml"] =
        "resources: [../base]\npatches: [{target: {kind: VirtualMCPServer}, patch: '- {op: add, path: /spec, value: "
        "{replicas: " +
        number + "}}'}]\n";
  }
  const Placed placed(tree);
  CHECK(placed.worlds.size() == 200);
  REQUIRE(placed.sink.all().size() == 1);
  CHECK(placed.sink.all().front().message.find("10 of them are not judged") != std::string::npos);
}

TEST_CASE("a gateway that no build has is in one cluster, what it may refer to in all") {
  const auto overlay = [](const std::string& number) {
    return "resources: [../../base]\npatches: [{target: {kind: VirtualMCPServer}, patch: '- {op: add, path: /spec, "
           "value: {replicas: " +
           number + "}}'}]\n";
  };
  const Placed placed({{"repo/base/gw.yaml", gateway()},
                       {"repo/base/kustomization.yaml", "resources: [gw.yaml]\n"},
                       {"repo/a/over/kustomization.yaml", overlay("1")},
                       {"repo/b/over/kustomization.yaml", overlay("2")},
                       {"repo/b/loose/gw.yaml", object("VirtualMCPServer", "loose")},
                       {"repo/loose/group.yaml", object("MCPGroup", "tools")}});
  REQUIRE(placed.worlds.size() == 2);
  CHECK(placed.objects(0) == Texts{"VirtualMCPServer /gw", "MCPGroup /tools"});
  CHECK(placed.objects(1) == Texts{"VirtualMCPServer /loose", "VirtualMCPServer /gw", "MCPGroup /tools"});
  CHECK(placed.worlds[1].counts == std::vector<bool>{true, true, false});
}

TEST_CASE("builds that make too much of few objects are left out, which is said") {
  Tree tree = {{"repo/base/kustomization.yaml", "resources: [gw.yaml]\n"}};
  for (int i = 0; i < 300; ++i) tree["repo/base/gw.yaml"] += "---\n" + object("VirtualMCPServer", std::to_string(i));
  for (int i = 0; i < 300; ++i) {
    const std::string number = std::to_string(i);
    tree["repo/o" + number + "/kustomization.yaml"] = "namespace: n" + number + "\nresources: [../base]\n";
  }
  const Placed placed(tree);
  REQUIRE(placed.worlds.size() == 1);
  CHECK(placed.worlds[0].documents.size() < 60'000);
  const std::vector<diag::Diagnostic> findings = placed.sink.sorted();
  const auto is_it = [](const diag::Diagnostic& finding) {
    return finding.message.find("objects are left out") != std::string::npos;
  };
  CHECK(std::ranges::count_if(findings, is_it) == 1);
}

TEST_CASE("directories that no build joins are for several clusters where they have the same objects") {
  const std::string group = object("MCPGroup", "tools");
  const Placed placed({{"repo/envs/dev/gw.yaml", gateway()},
                       {"repo/envs/dev/more/group.yaml", group},
                       {"repo/envs/prod/gw.yaml", gateway()},
                       {"repo/envs/prod/tools.yaml", group},
                       {"repo/shared.yaml", object("MCPOIDCConfig", "idp")}});
  REQUIRE(placed.worlds.size() == 2);
  const Texts all = {"VirtualMCPServer /gw", "MCPGroup /tools", "MCPOIDCConfig /idp"};
  CHECK(placed.objects(0) == all);
  CHECK(placed.objects(1) == all);
  CHECK(Placed({{"repo/gw.yaml", gateway()}, {"repo/old/gw.yaml", gateway()}}).worlds.size() == 2);
  // Those of one directory are applied together.
  CHECK(Placed({{"repo/a.yaml", gateway()}, {"repo/b.yaml", gateway()}}).worlds.size() == 1);
  CHECK(Placed({{"repo/a/gw.yaml", gateway()}, {"repo/b/gw.yaml", object("MCPGroup", "gw")}}).worlds.size() == 1);
}
