#include "core/render/build.h"

#include <doctest/doctest.h>
#include <string>
#include <utility>
#include <vector>

#include "core/render/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::render::fixture;

namespace {

/// Why builds are refused: "PLACE PATH: MESSAGE", without what all messages end with.
Texts refused(const Placed& placed) {
  const std::string_view end = "; kustomize refuses to build this";
  Texts result;
  for (const diag::Diagnostic& finding : placed.sink.sorted()) {
    if (finding.code != "build-refused" || finding.severity != diag::Severity::kError) continue;
    REQUIRE(finding.message.ends_with(end));
    std::string text = finding.place.file + ':' + std::to_string(finding.place.line) + ' ' + finding.path + ": " +
                       finding.message.substr(0, finding.message.size() - end.size());
    if (!finding.suggestion.empty()) text += " -> " + finding.suggestion;
    result.push_back(std::move(text));
  }
  return result;
}

/// A tree of a gateway in `base`, of which the kustomization of `over` makes something.
Tree overlaid(const std::string& over, const std::string& more = "") {
  return {{"repo/base/gw.yaml", gateway(", labels: {app: a}") + "spec: {replicas: 1, list: [1, 2]}\n" + more},
          {"repo/base/kustomization.yaml", "resources: [gw.yaml]\n"},
          {"repo/over/kustomization.yaml", "resources: [../base]\n" + over}};
}

const yaml::Value& first(const Placed& placed) { return placed.worlds.at(0).documents.at(0).root; }

std::string replicas(const Placed& placed) {
  const yaml::Value* value = first(placed).find("spec")->find("replicas");
  return value == nullptr ? "none" : std::to_string(value->as_int());
}

}  // namespace

TEST_CASE("names get the prefixes and suffixes of all kustomizations on the way") {
  Tree tree = overlaid("namePrefix: o-\nnameSuffix: -s\nnamespace: team\n",
                       "---\n" + object("Secret", "keys") + "---\n" + object("MCPGroup", "tools"));
  tree["repo/base/kustomization.yaml"] += "namePrefix: b-\n";
  const Placed placed(tree);
  CHECK(placed.objects() ==
        Texts{"VirtualMCPServer team/o-b-gw-s", "Secret team/o-b-keys-s", "MCPGroup team/o-b-tools-s"});
  const auto& renamed = placed.worlds[0].notes.renamed;
  CHECK(renamed.at({"MCPGroup", "team", "tools"}) ==
        "; the nameSuffix \"-s\" in \"repo/over\" makes it \"o-b-tools-s\", which kustomize does not write into custom "
        "resources");
  CHECK(renamed.contains({"Secret", "team", "b-keys"}));
  CHECK_FALSE(renamed.contains({"Secret", "team", "o-b-keys-s"}));
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
  CHECK(placed.worlds[0].notes.unbuilt.empty());
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

TEST_CASE("targets of patches select by kinds, former names, labels and annotations") {
  const auto patched = [](const std::string& target, const std::string& more = "") {
    return replicas(Placed(overlaid("patches: [{target: " + target +
                                    ", patch: '- {op: replace, path: /spec/replicas, value: 2}'}]\n" + more)));
  };
  CHECK(patched("{labelSelector: app=a}") == "2");
  CHECK(patched("{labelSelector: 'app in (a,b),!old'}") == "2");
  CHECK(patched("{labelSelector: app!=a}") == "1");
  CHECK(patched("{annotationSelector: app=a}") == "1");
  CHECK(patched("{kind: Virtual.*, version: v1beta1, group: toolhive.stacklok.dev}") == "2");
  CHECK(patched("{version: v1alpha1}") == "1");
  CHECK(patched("{namespace: default}") == "2");
  CHECK(patched("{namespace: team}", "namespace: team\n") == "1");
  CHECK(patched("{name: gw}", "namePrefix: p-\n") == "2");
  const auto late = [](const std::string& target) {
    return replicas(Placed(overlaid("commonLabels: {new: x}\nnamePrefix: p-\npatchesJson6902: [{target: " + target +
                                    ", patch: '- {op: replace, path: /spec/replicas, value: 2}'}]\n")));
  };
  CHECK(late("{name: p-gw, kind: VirtualMCPServer}") == "2");
  CHECK(late("{name: gw, kind: VirtualMCPServer}") == "2");
  CHECK(late("{labelSelector: new=x}") == "2");
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
       {"repo/over/kustomization.yaml:2 patches[0].pth: a kustomization has no field \"pth\" -> path"}},
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
       {"repo/over/kustomization.yaml:3 patches[0]: the patch is for VirtualMCPServer \"gx\", which is not in what is "
        "built -> gw"}},
      {part + "{name: gw, namespace: team}\n",
       {"repo/over/kustomization.yaml:3 patches[0]: the patch is for VirtualMCPServer \"gw\", which is not in what is "
        "built; the one that is there is of namespace \"default\""}},
      {"resources: [../base, 'https://example.com/x']\n" + part + "{name: gx}\n", {}},
      {target + "{op: replace, path: /spec/none, value: 1}\n", {}},
      {target + "{op: remove, path: /spec/none}\n",
       {"repo/over/kustomization.yaml:3 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": it cannot "
        "remove \"/spec/none\": \"/spec/none\" is not there"}},
      {target + "{op: add, path: /spec/none/x, value: 1}\n",
       {"repo/over/kustomization.yaml:3 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": it cannot add "
        "\"/spec/none/x\": \"/spec/none\" is not there"}},
      {target + "{op: test, path: /spec/replicas, value: 7}\n",
       {"repo/over/kustomization.yaml:3 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": its test of "
        "\"/spec/replicas\" fails"}},
      {target + "{op: add, path: /spec/list/-1, value: 3}\n", {}},
      {target + "{op: ad, path: /spec/x, value: 3}\n",
       {"repo/over/kustomization.yaml:3 patches[0]: the patch does not apply to VirtualMCPServer \"gw\": JSON patches "
        "have no operation \"ad\""}},
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

TEST_CASE("a kustomization may be called otherwise, but there is one in a directory") {
  const Tree tree = {{"repo/gw.yaml", gateway()}, {"repo/Kustomization", "resources: [gw.yaml]\nnamespace: team\n"}};
  CHECK(Placed(tree).objects() == Texts{"VirtualMCPServer team/gw"});
  Tree both = tree;
  both["repo/kustomization.yml"] = "resources: [gw.yaml]\n";
  CHECK(refused(Placed(both)) == Texts{"repo/kustomization.yml:0 : \"repo/Kustomization\" is beside it, and a "
                                       "directory has one kustomization"});
}

TEST_CASE("what Flux and Argo CD put into a kustomization counts") {
  const auto built = [](const std::string& delivery) {
    Tree tree = overlaid("");
    tree["repo/part/kustomization.yaml"] = "kind: Component\nresources: [group.yaml]\n";
    tree["repo/part/group.yaml"] = object("MCPGroup", "tools");
    tree["repo/apps.yaml"] = delivery;
    return Placed(tree).objects();
  };
  CHECK(built(argo("{path: over, kustomize: {namespace: own, namePrefix: p-, components: [../part]}}", "team")) ==
        Texts{"VirtualMCPServer own/p-gw", "MCPGroup own/p-tools"});
  CHECK(built(argo("{path: over}", "team")) == Texts{"VirtualMCPServer team/gw", "MCPGroup /tools"});
  CHECK(built(flux("{path: over, targetNamespace: own, nameSuffix: -x, components: [../part]}")) ==
        Texts{"VirtualMCPServer own/gw-x", "MCPGroup own/tools-x"});
  const std::string patch =
      "patches: [{target: {labelSelector: app=a}, patch: '- {op: add, path: /metadata/name, value: other}'}]";
  CHECK(built(argo("{path: over, kustomize: {" + patch + "}}", "team"))[0] == "VirtualMCPServer team/other");
}

TEST_CASE("Argo CD takes what its globs say, and a chart's templates") {
  const auto built = [](const std::string& source, Tree tree = {}) {
    tree.insert({{"repo/apps/a/gw.yaml", gateway()},
                 {"repo/apps/group.yaml", object("MCPGroup", "g")},
                 {"repo/argo.yaml", argo(source, "team")}});
    return Placed(tree).objects();
  };
  CHECK(built("{path: apps, directory: {recurse: true, include: '*/gw.yaml'}}") ==
        Texts{"VirtualMCPServer team/gw", "MCPGroup /g"});
  CHECK(built("{path: apps, directory: {recurse: true, exclude: '{a/*,x.yaml}'}}") ==
        Texts{"VirtualMCPServer /gw", "MCPGroup team/g"});
  const Tree chart = {{"repo/chart/Chart.yaml", "apiVersion: v2\nname: chart\n"},
                      {"repo/chart/templates/oidc.yaml", object("MCPOIDCConfig", "o")}};
  CHECK(built("{path: chart, helm: {releaseName: x}}", chart) ==
        Texts{"VirtualMCPServer /gw", "MCPGroup /g", "MCPOIDCConfig team/o"});
}

TEST_CASE("the parameters of an ApplicationSet are filled in as far as they are known") {
  const auto built = [](const std::string& generators, const std::string& path, const std::string& name_space) {
    return Placed({{"repo/apps/a/group.yaml", object("MCPGroup", "g")},
                   {"repo/apps/b/group.yaml", object("MCPGroup", "g")},
                   {"repo/set.yaml",
                    "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\n"
                    "spec: {generators: " +
                        generators + ", template: {spec: {source: {path: '" + path + "'}, destination: {namespace: '" +
                        name_space + "'}}}}\n"}})
        .objects();
  };
  const std::string git = "[{git: {directories: [{path: apps/*}]}}]";
  CHECK(built(git, "{{path}}", "{{path.basename}}") == Texts{"MCPGroup a/g", "MCPGroup b/g"});
  CHECK(built(git, "{{ .path.path }}", "{{ index .path.segments 1 }}") == Texts{"MCPGroup a/g", "MCPGroup b/g"});
  CHECK(built("[{git: {directories: [{path: apps/*}, {path: apps/b, exclude: true}]}}]", "{{path}}", "team") ==
        Texts{"MCPGroup team/g", "MCPGroup /g"});
  CHECK(built("[{matrix: {generators: [{clusters: {}}, {git: {directories: [{path: apps/*}]}}]}}]", "{{path}}",
              "{{path.basename}}") == Texts{"MCPGroup a/g", "MCPGroup b/g"});
  CHECK(built("[{list: {elements: [{ns: left, dir: a}, {ns: right, dir: b}]}}]", "apps/{{dir}}", "{{.ns}}") ==
        Texts{"MCPGroup left/g", "MCPGroup right/g"});
  // In a namespace that is not known it meets no other of its name.
  CHECK(built("[{clusters: {}}]", "apps/a", "{{metadata.labels.ns}}") == Texts{"MCPGroup /g"});
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
