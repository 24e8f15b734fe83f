#include "core/gitops/build.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "core/gitops/build_fixture.h"
#include "core/yaml/each_value.h"
#include "core/yaml/fields.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

TEST_CASE("of a text that makes every name too long no more than that is put into names") {
  const std::string far = std::string(5000, 'p');
  for (const std::string field : {"namePrefix", "nameSuffix"}) {
    const Placed placed(overlaid(field + ": " + far + '\n'));
    CHECK(yaml::text_at(first(placed), {"metadata", "name"}).size() == 254 + 2);
  }
  const Placed longest(
      overlaid("namePrefix: " + std::string(253, 'p') + "\nnamespace: " + std::string(63, 'n') + '\n'));
  CHECK(longest.objects() == Texts{"VirtualMCPServer " + std::string(63, 'n') + '/' + std::string(253, 'p') + "gw"});
  const Placed placed(overlaid("namespace: " + far + '\n'));
  CHECK(yaml::text_at(first(placed), {"metadata", "namespace"}).size() == 64);
  const Placed wide(overlaid("namespace: \"" + std::string(63, 'n') + "\\u00e9\\u00e9\"\n"));
  CHECK(yaml::text_at(first(wide), {"metadata", "namespace"}) == std::string(63, 'n') + "\xC3\xA9");
}

TEST_CASE("kustomizations in thousands of others are left out, which is told") {
  Tree tree = overlaid("");
  const int deep = 3000;
  for (int i = 0; i < deep; ++i) {
    tree["repo/k" + std::to_string(i) + "/kustomization.yaml"] =
        "resources: [../" + (i == 0 ? "base" : "k" + std::to_string(i - 1)) + "]\n";
  }
  const Placed placed(tree);
  const auto is_told = [](const diag::Diagnostic& finding) {
    return finding.message.find("make more of the same objects than is judged") != std::string::npos;
  };
  CHECK(std::ranges::count_if(placed.sink.all(), is_told) == 1);
}

TEST_CASE("names get the prefixes and suffixes of all kustomizations on the way") {
  Tree tree = overlaid("namePrefix: o-\nnameSuffix: -s\nnamespace: team\n",
                       "---\n" + object("Secret", "keys") + "---\n" + object("MCPGroup", "tools"));
  tree["repo/base/kustomization.yaml"] += "namePrefix: b-\n";
  const Placed placed(tree);
  CHECK(placed.objects() ==
        Texts{"VirtualMCPServer team/o-b-gw-s", "Secret team/o-b-keys-s", "MCPGroup team/o-b-tools-s"});
  const auto& renamed = placed.worlds[0].notes->renamed;
  CHECK(renamed.at({"MCPGroup", "team", "tools"}).text ==
        "; the nameSuffix \"-s\" in \"repo/over\" makes it \"o-b-tools-s\", which kustomize does not write here");
  CHECK(renamed.contains({"Secret", "team", "b-keys"}));
  CHECK_FALSE(renamed.contains({"Secret", "team", "o-b-keys-s"}));
  CHECK(renamed.at({"MCPGroup", "team", "tools"}).written == "o-b-tools-s");
  // References that kustomize follows are written by the name that the document states.
  tree["repo/over/kustomization.yaml"] += "configurations: [refs.yaml]\n";
  tree["repo/over/refs.yaml"] =
      "nameReference: [{kind: MCPGroup, fieldSpecs: [{kind: VirtualMCPServer, path: spec/groupRef/name}]}]\n";
  const Placed followed(tree);
  CHECK(followed.worlds[0].notes->renamed.at({"MCPGroup", "team", "b-tools"}).written == "tools");
  CHECK(followed.worlds[0].notes->renamed.at({"Secret", "team", "keys"}).written == "o-b-keys-s");
}

TEST_CASE("new names are written where kustomize knows a reference") {
  const std::string deployment =
      "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: gw}\nspec: {template: {spec: {volumes: [{name: v, "
      "secret: {secretName: keys}}], containers: [{name: c, env: [{name: A, valueFrom: {secretKeyRef: {name: keys, "
      "key: a}}}]}]}}}\n";
  Tree tree = overlaid("namePrefix: p-\nconfigurations: [refs.yaml]\n",
                       "---\n" + object("MCPGroup", "tools") + "---\n" + object("Secret", "keys") + deployment);
  tree["repo/base/gw.yaml"].replace(tree["repo/base/gw.yaml"].find("spec: {"), 7, "spec: {groupRef: {name: tools}, ");
  tree["repo/over/refs.yaml"] =
      "nameReference: [{kind: MCPGroup, fieldSpecs: [{path: spec/groupRef/name, kind: VirtualMCPServer}]}]\n";
  const Placed placed(tree);
  CHECK(placed.worlds[0].notes->unbuilt.empty());
  CHECK(first(placed).find("spec")->find("groupRef")->string_at("name") == "p-tools");
  const yaml::Value& pod = *placed.worlds[0].documents[3].root.find("spec")->find("template")->find("spec");
  CHECK(pod.find("volumes")->items()[0].find("secret")->string_at("secretName") == "p-keys");
  CHECK(pod.find("containers")
            ->items()[0]
            .find("env")
            ->items()[0]
            .find("valueFrom")
            ->find("secretKeyRef")
            ->string_at("name") == "p-keys");
}

TEST_CASE("of a misspelt group, kind or field names are written as if it were right") {
  struct Slip {
    std::string_view right;
    std::string_view wrong;
  };
  for (const Slip& slip : {Slip{"kind: MCPGroup", "kind: MCPGruop"},
                           Slip{"stacklok.dev/v1beta1\nkind: MCPGroup", "staklok.dev/v1beta1\nkind: MCPGroup"},
                           Slip{"groupRef", "gropuRef"}}) {
    CAPTURE(slip.wrong);
    Tree tree = overlaid("namePrefix: p-\nconfigurations: [refs.yaml]\n", "---\n" + object("MCPGroup", "tools"));
    std::string& text = tree["repo/base/gw.yaml"];
    text.replace(text.find("spec: {"), 7, "spec: {groupRef: {name: tools}, ");
    text.replace(text.find(slip.right), slip.right.size(), slip.wrong);
    tree["repo/over/refs.yaml"] =
        "nameReference: [{kind: MCPGroup, group: toolhive.stacklok.dev, fieldSpecs: [{path: spec/groupRef/name, kind: "
        "VirtualMCPServer}]}]\n";
    const Placed placed(tree);
    const yaml::Value& spec = *first(placed).find("spec");
    CHECK(yaml::text_at(spec, {spec.find("groupRef") == nullptr ? "gropuRef" : "groupRef", "name"}) == "p-tools");
  }
}

TEST_CASE("a misspelt path of a configuration leads nowhere") {
  for (const std::string_view path : {"spec/groupRef/name", "spec/gropuRef/name"}) {
    CAPTURE(path);
    Tree tree = overlaid("namePrefix: p-\nconfigurations: [refs.yaml]\n", "---\n" + object("MCPGroup", "tools"));
    std::string& text = tree["repo/base/gw.yaml"];
    text.replace(text.find("spec: {"), 7, "spec: {groupRef: {name: tools}, ");
    // What it begins with is no object, and is read as what it is.
    tree["repo/over/refs.yaml"] =
        "nameReference:\n- kind: Secret\n  fieldSpecs: [{kind: Job, path: a}]\n- kind: MCPGroup\n  fieldSpecs: [{kind: "
        "VirtualMCPServer, path: " +
        std::string(path) + "}]\n";
    const Placed placed(tree);
    CHECK(placed.worlds[0].notes->unbuilt.empty());
    CHECK(yaml::text_at(first(placed), {"spec", "groupRef", "name"}) ==
          (path == "spec/groupRef/name" ? "p-tools" : "tools"));
  }
}

TEST_CASE("new names of Services and Deployments are written where kustomize knows them, not into routes") {
  const auto user = [](const std::string& kind, const std::string& spec) {
    return "---\napiVersion: " + kind + "\nmetadata: {name: u}\nspec: " + spec + "\n";
  };
  Tree tree =
      overlaid("namePrefix: p-\n",
               "---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\n---\napiVersion: apps/v1\nkind: "
               "Deployment\nmetadata: {name: d}\n" +
                   user("autoscaling/v2\nkind: HorizontalPodAutoscaler", "{scaleTargetRef: {name: d}}") +
                   user("networking.k8s.io/v1\nkind: Ingress",
                        "{defaultBackend: {service: {name: s}}, rules: [{http: {paths: [{backend: {service: "
                        "{name: s}}}]}}]}") +
                   user("gateway.networking.k8s.io/v1\nkind: HTTPRoute", "{rules: [{backendRefs: [{name: s}]}]}") +
                   user("autoscaling/v2\nkind: HorizontalPodAutoscaler", "{scaleTargetRef: {name: gw}}"));
  const Placed placed(tree);
  const auto name_at = [&](std::size_t document, std::string_view path) {
    std::string name;
    yaml::each_value(placed.worlds.at(0).documents.at(document).root, path, {},
                     [&](const yaml::Value& value, const diag::FieldPath&) { name = value.string_at("name"); });
    return name;
  };
  CHECK(name_at(3, "spec.scaleTargetRef") == "p-d");
  CHECK(name_at(4, "spec.defaultBackend.service") == "p-s");
  CHECK(name_at(4, "spec.rules[].http.paths[].backend.service") == "p-s");
  CHECK(name_at(5, "spec.rules[].backendRefs[]") == "s");
  CHECK(name_at(6, "spec.scaleTargetRef") == "gw");
}

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

TEST_CASE("lists of nothing make nothing that only a build knows") {
  for (const char* field : {"crds", "helmCharts", "transformers", "vars"}) {
    CAPTURE(field);
    CHECK(Placed({{"repo/kustomization.yaml", std::string("resources: [gw.yaml]\n") + field + ": []\n"},
                  {"repo/gw.yaml", gateway()}})
              .notes()
              .empty());
  }
}

TEST_CASE("objects are read that builds give the names that are referred to") {
  const std::string oidc = object("MCPExternalAuthConfig", "auth") +
                           "spec: {headerInjection: {valueSecretRef: {name: europe-keys-live, key: key}}}\n";
  const struct {
    const char* what;
    Tree tree;
  } cases[] = {
      {"prefixes and suffixes",
       {{"repo/kustomization.yaml", "namePrefix: europe-\nresources: [base]\n"},
        {"repo/base/kustomization.yaml", "nameSuffix: -live\nresources: [a.yaml, s.yaml]\n"}}},
      {"of Argo CD",
       {{"repo/base/kustomization.yaml", "resources: [a.yaml, s.yaml]\n"},
        {"repo/app.yaml", argo("{path: base, kustomize: {namePrefix: europe-, nameSuffix: -live}}", "team")}}},
      {"a patch",
       {{"repo/base/kustomization.yaml",
         "resources: [a.yaml, s.yaml]\npatches:\n- target: {kind: Secret, name: keys}\n  patch: '- {op: replace, path: "
         "/metadata/name, value: europe-keys-live}'\n"}}},
      {"a replacement",
       {{"repo/base/kustomization.yaml",
         "resources: [a.yaml, s.yaml]\nreplacements:\n- sourceValue: europe-keys-live\n  targets:\n  - select: {kind: "
         "Secret}\n    fieldPaths: [metadata.name]\n"}}},
  };
  for (const auto& one : cases) {
    CAPTURE(one.what);
    Tree tree = one.tree;
    tree["repo/base/a.yaml"] = oidc;
    tree["repo/base/s.yaml"] = object("Secret", "keys");
    const Placed placed(tree);
    REQUIRE(placed.worlds.size() == 1);
    REQUIRE(placed.objects().size() == 2);
    CHECK(placed.objects()[1].ends_with("/europe-keys-live"));
  }
}

TEST_CASE("ksops makes the Secrets that it decrypts") {
  const std::string generator = "apiVersion: viaduct.ai/v1\nkind: ksops\nmetadata: {name: g}\n";
  Tree tree = overlaid("namespace: team\ngenerators: [gen.yaml]\n");
  tree["repo/base/gw.yaml"] += "---\n" + object("MCPExternalAuthConfig", "auth") +
                               "spec: {headerInjection: {valueSecretRef: {name: keys, key: key}}}\n";
  tree["repo/over/secret.enc.yaml"] = object("Secret", "keys") + "stringData: {key: ENC}\nsops: {version: 3.9.0}\n";
  tree["repo/over/gen.yaml"] = generator + "files: [./secret.enc.yaml]\n";
  const Texts objects = {"VirtualMCPServer team/gw", "MCPExternalAuthConfig team/auth", "Secret team/keys"};
  {
    const Placed placed(tree);
    CHECK(placed.objects() == objects);
    CHECK(placed.worlds[0].notes->unbuilt.empty());
  }
  tree["repo/over/gen.yaml"] = generator + "secretFrom: [{metadata: {name: more}, files: [key=a.yaml]}]\n";
  CHECK(Placed(tree).objects().back() == "SecretGenerator team/more");
  // What another plugin makes is not known, but changes nothing else.
  tree["repo/over/gen.yaml"] = "apiVersion: example.com/v1\nkind: Other\nmetadata: {name: g}\n";
  const Placed placed(tree);
  CHECK(placed.worlds[0].notes->unbuilt.contains("team"));
  CHECK(placed.notes() == Texts{"repo/over/kustomization.yaml:2 given-namespace"});
}

TEST_CASE("generators know the variables of files") {
  Tree tree = overlaid(
      "secretGenerator: [{name: s, envs: [a.env], env: b.env}]\nconfigMapGenerator: [{name: c, envs: [c.env]}]\n");
  tree["repo/over/a.env"] = "# comment\nA=1\n";
  tree["repo/over/b.env"] = "B=2\n";
  tree["repo/over/c.env"] = "C=3\n";
  const Placed placed(tree);
  CHECK(placed.objects() == Texts{"VirtualMCPServer /gw", "ConfigMap /c", "SecretGenerator /s"});
  CHECK(placed.worlds[0].documents[1].root.find("data")->string_at("C") == "3");
  Texts literals;
  for (const yaml::Value& literal : placed.worlds[0].documents[2].root.find("literals")->items()) {
    literals.push_back(literal.as_string());
  }
  CHECK(literals == Texts{"A=", "B="});
  CHECK(placed.worlds[0].documents[2].root.find("envs") == nullptr);
  tree["repo/over/b.env"] = "A=2\n";
  CHECK(refused(Placed(tree)) ==
        Texts{"repo/over/kustomization.yaml:2 secretGenerator[0]: Secret \"s\" has the key \"A\" twice"});
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

TEST_CASE("a name with a hash is noted where something refers to it by the name alone") {
  const auto notes = [](const std::string& more) {
    const std::string spec = "spec: {clientSecretRef: {name: keys, key: a}}\n";
    return Placed({{"repo/gw.yaml", gateway() + spec},
                   {"repo/kustomization.yaml",
                    "resources: [gw.yaml]\nsecretGenerator: [{name: keys, literals: [a=b]" + more + "\n"}})
        .notes();
  };
  CHECK(notes("}]") == Texts{"repo/kustomization.yaml:2 hashed-name"});
  CHECK(notes(", options: {disableNameSuffixHash: true}}]").empty());
  CHECK(notes("}]\ngeneratorOptions: {disableNameSuffixHash: true}").empty());
}

TEST_CASE("one generator that leaves the hash out is enough where several make a Secret") {
  const auto notes = [](const std::string& base, const std::string& over) {
    const std::string spec = "spec: {clientSecretRef: {name: keys, key: a}}\n";
    return Placed({{"repo/base/gw.yaml", gateway() + spec},
                   {"repo/base/kustomization.yaml",
                    "resources: [gw.yaml]\nsecretGenerator: [{name: keys, literals: [a=b]" + base + "}]\n"},
                   {"repo/over/kustomization.yaml",
                    "resources: [../base]\nsecretGenerator: [{name: keys, behavior: merge, literals: [c=d]" + over +
                        "}]\n"}})
        .notes();
  };
  const std::string disabled = ", options: {disableNameSuffixHash: true}";
  CHECK(notes("", "") == Texts{"repo/base/kustomization.yaml:2 hashed-name"});
  CHECK(notes(disabled, "").empty());
  CHECK(notes("", disabled).empty());
}
