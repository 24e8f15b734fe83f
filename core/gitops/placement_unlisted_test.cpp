#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/gitops/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

/// A gateway that is listed, beside what else a tree has.
Tree beside(const Tree& others, const std::string& more = "") {
  Tree tree = {{"repo/a/gw.yaml", gateway()}, {"repo/a/kustomization.yaml", "resources: [gw.yaml]\n" + more}};
  tree.insert(others.begin(), others.end());
  return tree;
}

/// What is said of files that nothing lists, or which they are.
Texts unlisted(const Placed& placed, bool message = false) {
  Texts files;
  for (const diag::Diagnostic& finding : placed.sink.sorted()) {
    if (finding.code == "unlisted-file") files.push_back(message ? finding.message : finding.place.file);
  }
  return files;
}

}  // namespace

TEST_CASE("a file that no build takes is unlisted where a kustomization could list it") {
  const std::string group = object("MCPGroup", "g");
  const struct {
    const char* what;
    Tree tree;
    Texts files;
  } cases[] = {
      {"beside a kustomization", beside({{"repo/a/g.yaml", group}}), {"repo/a/g.yaml"}},
      {"below it, where nothing is listed", beside({{"repo/a/old/g.yaml", group}}), {"repo/a/old/g.yaml"}},
      {"below it, in a namespace", beside({{"repo/a/old/g.yaml", object("MCPGroup", "g", ", namespace: own")}}), {}},
      {"below one of others",
       beside({{"repo/b/old/g.yaml", group},
               {"repo/b/cm.yaml", object("ConfigMap", "c")},
               {"repo/b/kustomization.yaml", "resources: [cm.yaml]\n"}}),
       {}},
      {"below it, beside what is listed",
       {{"repo/a/b/gw.yaml", gateway()},
        {"repo/a/b/g.yaml", group},
        {"repo/a/kustomization.yaml", "resources: [b/gw.yaml]\n"}},
       {"repo/a/b/g.yaml"}},
      {"elsewhere", beside({{"repo/b/g.yaml", group}}), {}},
      {"with a kustomization of its own",
       beside({{"repo/a/b/g.yaml", group}, {"repo/a/b/kustomization.yaml", "resources: [g.yaml]\n"}}),
       {}},
      {"that Flux takes", beside({{"repo/a/b/g.yaml", group}, {"repo/c/ks.yaml", flux("{path: a/b}")}}), {}},
      {"that Argo CD takes", beside({{"repo/a/b/g.yaml", group}, {"repo/c/app.yaml", argo("{path: a/b}", "t")}}), {}},
      {"that Argo CD leaves out",
       beside({{"repo/a/b/g.yaml", group},
               {"repo/a/b/h.yaml", object("MCPGroup", "h")},
               {"repo/c/app.yaml", argo("{path: a/b, directory: {exclude: g.yaml}}", "t")}}),
       {}},
      {"that is a patch",
       beside({{"repo/a/p.yaml", gateway() + "spec: {replicas: 2}\n"}}, "patches: [{path: p.yaml}]\n"),
       {}},
      {"of which a ConfigMap is made",
       beside({{"repo/a/g.yaml", group}}, "configMapGenerator: [{name: c, files: [g.yaml]}]\n"),
       {}},
      {"of a chart", beside({{"repo/a/chart/Chart.yaml", "name: c\n"}, {"repo/a/chart/templates/g.yaml", group}}), {}},
      {"without anything of ToolHive's", beside({{"repo/a/s.yaml", object("Secret", "s")}}), {}},
  };
  for (const auto& one : cases) {
    CAPTURE(one.what);
    CHECK(unlisted(Placed(one.tree)) == one.files);
  }
  gitops::PlacementOptions given;
  given.namespace_is_given = true;
  const Placed placed(beside({{"repo/a/g.yaml", group}}), given);
  CHECK(unlisted(placed).empty());
  CHECK(placed.worlds.size() == 1);
}

TEST_CASE("a kustomization's resource that is not there is named where it is nearly called as an unlisted file") {
  const Placed placed(beside({{"repo/a/tools.yaml", object("MCPGroup", "g")}}, "# x\n"));
  CHECK(
      placed.sink.sorted().at(0).message ==
      "no kustomization lists this file, so that nothing says where its objects are; \"repo/a/kustomization.yaml\" is "
      "the nearest");
  Tree tree = beside({{"repo/a/gruop/tools.yaml", object("MCPGroup", "g", ", namespace: own")}});
  tree["repo/a/kustomization.yaml"] = "resources: [gw.yaml, group/tools.yaml]\n";
  const Placed lost(tree);
  CHECK(
      unlisted(lost, true) ==
      Texts{"no kustomization lists this file, so that no build has its objects; \"repo/a/kustomization.yaml\" is the "
            "nearest, whose \"repo/a/group/tools.yaml\" is not there"});
}

TEST_CASE("objects of unlisted files without a namespace are judged apart, copies of one from each other, too") {
  const Placed placed(beside({{"repo/a/old.yaml", gateway()},
                              {"repo/a/older.yaml", gateway() + "---\n" + object("MCPGroup", "g")},
                              {"repo/a/own.yaml", object("MCPGroup", "h", ", namespace: own")},
                              {"repo/a/other.yaml", object("MCPGroup", "s")}}));
  REQUIRE(placed.worlds.size() == 3);
  CHECK(placed.objects(0) == Texts{"VirtualMCPServer /gw", "MCPGroup own/h"});
  CHECK(placed.objects(1) == Texts{"VirtualMCPServer /gw", "MCPGroup /s"});
  CHECK(placed.objects(2) == Texts{"VirtualMCPServer /gw", "MCPGroup /g"});
  CHECK_FALSE(placed.worlds[0].unlisted);
  CHECK(placed.worlds[1].unlisted);
  CHECK(placed.worlds[2].unlisted);
}

TEST_CASE("a copy of what is built is judged apart, whatever namespace it states") {
  Tree tree = {{"repo/a/gw.yaml", gateway(", namespace: own")},
               {"repo/a/kustomization.yaml", "resources: [gw.yaml]\n"},
               {"repo/a/old.yaml", gateway(", namespace: own")},
               {"repo/b/group.yaml", object("MCPGroup", "g", ", namespace: own")}};
  const Placed placed(tree);
  REQUIRE(placed.worlds.size() == 2);
  CHECK(placed.objects(0) == Texts{"VirtualMCPServer own/gw", "MCPGroup own/g"});
  CHECK(placed.objects(1) == Texts{"VirtualMCPServer own/gw"});
}

TEST_CASE("an unlisted file that lacks what its kind has to have is a patch of what is built") {
  const Tree tree = {{"repo/gw.yaml", gateway() + "spec: {incomingAuth: {type: anonymous}, replicas: 1}\n"},
                     {"repo/p.yaml", gateway() + "spec: {replicas: 2}\n"},
                     {"repo/kustomization.yaml", "resources: [gw.yaml]\nnamespace: team\n"}};
  const Placed placed(tree);
  CHECK(placed.objects() == Texts{"VirtualMCPServer team/gw"});
  CHECK(unlisted(placed) == Texts{"repo/p.yaml"});
}

TEST_CASE("what is told of references names the unlisted file that has the object, or makes it") {
  const Placed placed(
      beside({{"repo/a/sealed.yaml",
               "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: keys}\nspec: {encryptedData: "
               "{a: b}}\n"},
              {"repo/a/auth.yaml", object("MCPExternalAuthConfig", "auth") +
                                       "spec: {headerInjection: {valueSecretRef: {name: keys, key: a}}}\n"},
              {"repo/a/g.yaml", object("MCPGroup", "keys")}}));
  const auto& unlisted = placed.worlds.at(0).notes->unlisted;
  CHECK(unlisted.at({"MCPGroup", "keys"}).at(0).text ==
        "; \"repo/a/g.yaml\" has one, but \"repo/a/kustomization.yaml\" does not list that file");
  CHECK(unlisted.at({"Secret", "keys"}).at(0).directory == "repo/a");
}
