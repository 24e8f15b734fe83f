#include <doctest/doctest.h>
#include <string>

#include "core/gitops/build_fixture.h"
#include "core/yaml/fields.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

TEST_CASE("a build that kustomize refuses is an error where something of ToolHive's is built") {
  const std::string part =
      "patches:\n- patch: |-\n    apiVersion: toolhive.stacklok.dev/v1beta1\n    kind: VirtualMCPServer\n    "
      "metadata: ";
  const std::string target = "patches:\n- target: {kind: VirtualMCPServer}\n  patch: |-\n    - ";
  const struct {
    std::string over;
    Texts refused;
  } cases[] = {
      {"", {}},
      {"namspace: team\n",
       {"repo/over/kustomization.yaml:2 namspace: a kustomization has no field \"namspace\" -> namespace"}},
      {"Namespace: team\n", {}},
      {"patches: [{pth: x.yaml}]\n",
       {"repo/over/kustomization.yaml:2 patches[0].pth: a kustomization has no field \"pth\" -> path",
        "repo/over/kustomization.yaml:2 patches[0].path: \"repo/over/x.yaml\" is not there"}},
      {"components: [../parts]\n", {"repo/over/kustomization.yaml:2 components[0]: \"repo/parts\" is not there"}},
      {"components: [../plain]\n",
       {"repo/over/kustomization.yaml:2 components[0]: \"repo/plain\" has no kustomization"}},
      {"patches: [{path: pach.yaml}]\n",
       {"repo/over/kustomization.yaml:2 patches[0].path: \"repo/over/pach.yaml\" is not there -> "
        "repo/over/patch.yaml"}},
      {"configMapGenerator: [{name: s, files: [a=none.pem], envs: [ignored.env]}]\n",
       {"repo/over/kustomization.yaml:2 configMapGenerator[0].files[0]: \"repo/over/none.pem\" is not there"}},
      {"components: [../other]\n",
       {"repo/over/kustomization.yaml:2 components[0]: \"repo/other\" is no component, and stands under "
        "\"resources\""}},
      {part + "{name: gw}\n    spec: {replicas: 2}\n", {}},
      {part + "{name: gx}\n    spec: {replicas: 2}\n",
       {"repo/over/kustomization.yaml:6 patches[0]: the patch is for VirtualMCPServer \"gx\", which is not in what is "
        "built -> gw"}},
      {part + "{name: gw, namespace: team}\n",
       {"repo/over/kustomization.yaml:6 patches[0]: the patch is for VirtualMCPServer \"gw\", which is not in what is "
        "built; the one that is there is of namespace \"default\""}},
      {"resources: [../base, 'https://example.com/x']\n" + part + "{name: gx}\n", {}},
      {target + "{op: replace, path: /spec/none, value: 1}\n", {}},
      {target + "{op: remove, path: /spec/none}\n",
       {"repo/over/kustomization.yaml:5 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": it cannot "
        "remove \"/spec/none\": \"/spec/none\" is not there"}},
      {target + "{op: add, path: /spec/none/x, value: 1}\n",
       {"repo/over/kustomization.yaml:5 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": it cannot add "
        "\"/spec/none/x\": \"/spec/none\" is not there"}},
      {"images: [{name: a, newTag: 1.10}]\n",
       {"repo/over/kustomization.yaml:2 images[0].newTag: kustomize takes a text here, not a number"}},
      {"labels: {a: b}\n", {"repo/over/kustomization.yaml:2 labels: kustomize takes a list here, not a mapping"}},
      {"commonAnnotations: {a: 1}\n",
       {"repo/over/kustomization.yaml:2 commonAnnotations.a: kustomize takes a text here, not a number"}},
      {"generatorOptions: {disableNameSuffixHash: 'true'}\n",
       {"repo/over/kustomization.yaml:2 generatorOptions.disableNameSuffixHash: kustomize takes true or false here, "
        "not "
        "a text"}},
      {"helmCharts: [{name: x, repo: 'https://x', valuesFile: values.yml}]\n",
       {"repo/over/kustomization.yaml:2 helmCharts[0].valuesFile: \"repo/over/values.yml\" is not there"}},
      {"helmCharts: [{name: x, repo: 'https://x', valuesFile: charts/x/values.yml}]\n", {}},
      {"helmCharts: [{name: x, vrsion: '1'}]\n",
       {"repo/over/kustomization.yaml:2 helmCharts[0].vrsion: a kustomization has no field \"vrsion\" -> version"}},
      {"helmGlobals: {chartHom: x}\n",
       {"repo/over/kustomization.yaml:2 helmGlobals.chartHom: a kustomization has no field \"chartHom\" -> chartHome"}},
      {"helmCharts: [{name: x, version: 1.5, valuesInline: {a: [b]}}]\n",
       {"repo/over/kustomization.yaml:2 helmCharts[0].version: kustomize takes a text here, not a number"}},
      {"sortOptions: {order: lgacy}\n",
       {"repo/over/kustomization.yaml:2 sortOptions.order: kustomize takes one of fifo|legacy here -> legacy"}},
      {"namePrefix: ~\n", {}},
      {"replicas: [{name: gw, count: 2}]\n",
       {"repo/over/kustomization.yaml:2 replicas[0].name: kustomize scales Deployments and alike, and \"gw\" is a "
        "VirtualMCPServer, which a patch of its spec.replicas scales"}},
      {"replicas: [{name: gww, count: 2}]\n",
       {"repo/over/kustomization.yaml:2 replicas[0].name: nothing that is built is called \"gww\""}},
      {"replicas: [{name: '${NAME}', count: 2}]\n", {}},
      {"resources: [base]\n",
       {"repo/over/kustomization.yaml:1 resources[0]: \"repo/over/base\" is not there -> repo/base"}},
      {"resources: [../../base]\n",
       {"repo/over/kustomization.yaml:1 resources[0]: \"base\" is not there -> repo/base"}},
      {target + "{op: copy, from: /sped/x, path: /spec/y}\n",
       {"repo/over/kustomization.yaml:5 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": it cannot "
        "copy "
        "\"/spec/y\": \"/sped/x\" is not there"}},
      {target + "{op: copy, from: /spec/none, path: /spec/y}\n", {}},
      {target + "{op: test, path: /spec/replicas, value: 7}\n",
       {"repo/over/kustomization.yaml:5 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": its test of "
        "\"/spec/replicas\" fails"}},
      {target + "{op: add, path: /spec/list/-1, value: 3}\n", {}},
      {target + "{op: ad, path: /spec/x, value: 3}\n",
       {"repo/over/kustomization.yaml:5 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": JSON patches "
        "have no operation \"ad\" -> add"}},
      {target + "{op: add, pah: /spec/x, value: 3}\n",
       {"repo/over/kustomization.yaml:5 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": an operation "
        "has no field \"pah\" -> path"}},
      {target + "{op: add, value: 3}\n",
       {"repo/over/kustomization.yaml:5 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": an operation "
        "has no \"path\""}},
      {target + "{op: move, frm: /spec/list, path: /spec/x}\n",
       {"repo/over/kustomization.yaml:5 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": an operation "
        "has no field \"frm\" -> from"}},
      {"secretGenerator: [{name: s, behavior: merge, literals: [a=b]}]\n",
       {"repo/over/kustomization.yaml:2 secretGenerator[0]: Secret \"s\" is not there before, so that nothing can be "
        "merged into it or replace it"}},
      {"secretGenerator: [{name: s, literals: [a=b]}, {name: s, literals: [c=d]}]\n",
       {"repo/over/kustomization.yaml:2 secretGenerator[1]: Secret \"s\" is there before: only the behavior \"merge\" "
        "or \"replace\" changes it"}},
  };
  for (const auto& one : cases) {
    CAPTURE(one.over);
    Tree tree = overlaid(one.over);
    if (one.over.starts_with("resources")) tree["repo/over/kustomization.yaml"] = one.over;
    tree["repo/over/patch.yaml"] = "[]\n";
    tree["repo/other/kustomization.yaml"] = "namespace: other\n";
    tree["repo/plain/notes.yaml"] = "a: b\n";
    tree["repo/.gitignore"] = "*.env\n";
    CHECK(refused(Placed(tree)) == one.refused);
    tree["repo/base/gw.yaml"] = object("Secret", "s2");
    CHECK(refused(Placed(tree)).empty());
  }
}

TEST_CASE("an object that one build has by two ways is an error there") {
  Tree tree = overlaid("namespace: one\n", "---\n" + object("MCPGroup", "tools"));
  tree["repo/too/kustomization.yaml"] = "resources: [../base]\nnamespace: one\n";
  tree["repo/all/kustomization.yaml"] = "resources:\n- ../over\n- ../too\n";
  CHECK(refused(Placed(tree)) ==
        Texts{"repo/all/kustomization.yaml:3 resources[1]: VirtualMCPServer \"gw\" and 1 more are in what is "
              "built before, too"});
  tree["repo/too/kustomization.yaml"] = "resources: [../base]\nnamespace: two\n";
  CHECK(refused(Placed(tree)).empty());
}

TEST_CASE("a namespace for all makes one of what namespaces told apart, which kustomize refuses") {
  const auto refused_with = [](const std::string& all, const std::string& second) {
    return refused(Placed({{"repo/base/gw.yaml", gateway() + "spec: {}\n"},
                           {"repo/base/kustomization.yaml", "resources: [gw.yaml]\n"},
                           {"repo/one/kustomization.yaml", "resources: [../base]\nnamespace: one\n"},
                           {"repo/two/kustomization.yaml", "resources: [../base]\n" + second},
                           {"repo/all/kustomization.yaml", "resources: [../one, ../two]\n" + all}}));
  };
  CHECK(refused_with("namespace: all\n", "namespace: two\n") ==
        Texts{"repo/all/kustomization.yaml:2 namespace: namespace \"all\" makes one of two: VirtualMCPServer \"gw\""});
  CHECK(refused_with("namespace: one\n", "namespace: two\n").size() == 1);
  CHECK(refused_with("", "namespace: two\n").empty());
  CHECK(refused_with("namespace: all\n", "namespace: two\nnamePrefix: b-\n").empty());

  SUBCASE("as a transformer does") {
    const std::string all =
        "transformers: ['{apiVersion: builtin, kind: NamespaceTransformer, metadata: {name: n, "
        "namespace: all}}']\n";
    CHECK(refused_with(all, "namespace: two\n") ==
          Texts{"repo/all/kustomization.yaml:2 metadata.namespace: namespace \"all\" makes one of two: "
                "VirtualMCPServer \"gw\""});
  }
  SUBCASE("and that is not said again where it stands") {
    const Placed placed({{"repo/one/kustomization.yaml", "resources: [gw.yaml]\nnamespace: one\n"},
                         {"repo/one/gw.yaml", gateway() + "spec: {}\n"},
                         {"repo/two/kustomization.yaml", "resources: [gw.yaml]\nnamespace: two\n"},
                         {"repo/two/gw.yaml", gateway() + "spec: {}\n"},
                         {"repo/all/kustomization.yaml", "resources: [../one, ../two]\nnamespace: all\n"}});
    CHECK(placed.worlds[0].notes->told_twice.contains({"VirtualMCPServer", "all", "gw"}));
  }
  SUBCASE("be they generated") {
    const std::string generator = "secretGenerator: [{name: s, literals: [a=1]}]\n";
    CHECK(
        refused(Placed({{"repo/one/kustomization.yaml", "namespace: one\n" + generator},
                        {"repo/two/kustomization.yaml", "namespace: two\n" + generator},
                        {"repo/all/gw.yaml", gateway() + "spec: {}\n"},
                        {"repo/all/kustomization.yaml", "namespace: all\nresources: [gw.yaml, ../one, ../two]\n"}})) ==
        Texts{"repo/all/kustomization.yaml:1 namespace: namespace \"all\" makes one of two: Secret \"s\""});
  }
}

TEST_CASE("a generator that finds what it changes in another namespace makes no second one") {
  const std::string generator = "secretGenerator: [{name: s, literals: [a=1]";
  const Placed placed({{"repo/base/kustomization.yaml", generator + ", namespace: other}]\n"},
                       {"repo/over/gw.yaml", gateway() + "spec: {}\n"},
                       {"repo/over/kustomization.yaml",
                        "resources: [gw.yaml, ../base]\nnamespace: mcp\n" + generator + ", behavior: merge}]\n"}});
  CHECK(refused(placed) == Texts{"repo/over/kustomization.yaml:3 secretGenerator[0]: Secret \"s\" is not there before, "
                                 "so that nothing can be merged into it or replace it"});
}

TEST_CASE("kustomize loads no plugin of its own that it does not have") {
  const auto with = [](const std::string& kind) {
    return refused(
        Placed(overlaid("transformers: ['{apiVersion: builtin, kind: " + kind + ", metadata: {name: n}}']\n")));
  };
  CHECK(with("NamespaceTransformr") ==
        Texts{"repo/over/kustomization.yaml:2 transformers[0]: kustomize has no plugin \"NamespaceTransformr\" of its "
              "own -> NamespaceTransformer"});
  CHECK(with("AnnotationsTransformer").empty());
}

TEST_CASE("a kustomization of what a gateway refers to is judged as that of the gateway") {
  const std::string gw =
      gateway(", namespace: mcp") + "spec: {incomingAuth: {oidcConfig: {clientSecretRef: {name: s, key: k}}}}\n";
  const auto with = [&](const std::string& secret) {
    return refused(Placed({{"repo/gw.yaml", gw},
                           {"repo/secrets/secret.yaml", object("Secret", secret, ", namespace: mcp")},
                           {"repo/secrets/kustomization.yaml", "resources: [secretz.yaml]\n"}}));
  };
  CHECK(with("s") == Texts{"repo/secrets/kustomization.yaml:1 resources[0]: \"repo/secrets/secretz.yaml\" is not there "
                           "-> repo/secrets/secret.yaml"});
  CHECK(with("t").empty());
}

TEST_CASE("a label that is no text is refused where it stands, and given to nothing") {
  const Placed placed(overlaid("labels: [{pairs: {a: true, b: x}}]\n"));
  CHECK(refused(placed) == Texts{"repo/over/kustomization.yaml:2 labels[0].pairs.a: kustomize takes a text here, not a "
                                 "boolean"});
  const yaml::Value* labels = yaml::value_at(first(placed), {"metadata", "labels"});
  REQUIRE(labels != nullptr);
  CHECK(labels->find("a") == nullptr);
  CHECK(labels->string_at("b") == "x");
}

TEST_CASE("images are set in containers alone") {
  const auto idle = [](const std::string& image, const std::string& over) {
    const std::string server =
        "---\napiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPServer\nmetadata: {name: s}\nspec: {image: '" +
        image + "', transport: stdio}\n";
    Tree tree = overlaid("images: [{name: ghcr.io/x/server, newTag: v2}]\n" + over, server);
    tree["repo/over/c.yaml"] = "images: [{kind: MCPServer, path: spec/image}]\n";
    tree["repo/over/names.yaml"] = "nameReference: [{kind: Secret, fieldSpecs: [{path: spec/a}]}]\n";
    const Placed placed(tree);
    Texts result;
    for (const diag::Diagnostic& finding : placed.sink.all()) {
      if (finding.code == "ignored-field") result.push_back(finding.path + ": " + finding.message);
    }
    return result;
  };
  const Texts told = {
      "images[0].name: kustomize sets the images of containers, and leaves spec.image of MCPServer \"s\" as it is "
      "without a word: a patch sets that"};
  CHECK(idle("ghcr.io/x/server:v1", "") == told);
  CHECK(idle("ghcr.io/x/server@sha256:0", "") == told);
  CHECK(idle("ghcr.io/x/server", "") == told);
  CHECK(idle("ghcr.io/x/server-b:v1", "").empty());
  CHECK(idle("ghcr.io/x/server:v1", "configurations: [names.yaml]\n") == told);
  CHECK(idle("ghcr.io/x/server:v1", "configurations: [names.yaml, c.yaml]\n").empty());
}

TEST_CASE("a kustomization may be called otherwise, but there is one in a directory") {
  const Tree tree = {{"repo/gw.yaml", gateway()}, {"repo/Kustomization", "resources: [gw.yaml]\nnamespace: team\n"}};
  CHECK(Placed(tree).objects() == Texts{"VirtualMCPServer team/gw"});
  Tree both = tree;
  both["repo/kustomization.yml"] = "resources: [gw.yaml]\n";
  CHECK(refused(Placed(both)) == Texts{"repo/kustomization.yml:0 : \"repo/Kustomization\" is beside it, and a "
                                       "directory has one kustomization"});
}
