#include "core/gitops/kustomization.h"

#include <doctest/doctest.h>
#include <string>

#include "core/gitops/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

/// A gateway and its group in a directory, with a kustomization.
Tree built(const std::string& kustomization) {
  return {{"repo/a/gw.yaml", gateway()},
          {"repo/a/group.yaml", object("MCPGroup", "tools")},
          {"repo/a/kustomization.yaml", kustomization}};
}

/// "LINE PATH: MESSAGE -> SUGGESTION", without what messages of refused builds end with, of errors and warnings.
Texts found(const Placed& placed) {
  const std::string end = "; kustomize refuses to build this";
  Texts result;
  for (const diag::Diagnostic& finding : placed.sink.sorted()) {
    if (finding.severity == diag::Severity::kNote) continue;
    std::string text = finding.message;
    if (text.ends_with(end)) text.resize(text.size() - end.size());
    text = std::to_string(finding.place.line) + ' ' + finding.path + ": " + text;
    if (!finding.suggestion.empty()) text += " -> " + finding.suggestion;
    result.push_back(std::move(text));
  }
  return result;
}

const std::string kAll = "resources: [gw.yaml, group.yaml]\n";
const Texts kObjects = {"MCPGroup team/tools", "VirtualMCPServer team/gw"};

}  // namespace

TEST_CASE("a kustomization that kustomize does not take for one is refused, and judged as it was meant") {
  struct Case {
    std::string text;
    std::string found;
  };
  const Case cases[] = {
      {"resorces: [gw.yaml, group.yaml]\n", "2 resorces: a kustomization has no field \"resorces\" -> resources"},
      {kAll + "kind: Kustomisation\n",
       "3 kind: a kustomization is of kind \"Kustomization\" or \"Component\" -> Kustomization"},
      {kAll + "apiVersion: kustomize.config.k8s.io/v1\n",
       "3 apiVersion: the apiVersion of a Kustomization is \"kustomize.config.k8s.io/v1beta1\" -> "
       "kustomize.config.k8s.io/v1beta1"},
      {kAll + "apiVersion: v1\nkind: Kustomization\n",
       "3 apiVersion: the apiVersion of a Kustomization is \"kustomize.config.k8s.io/v1beta1\" -> "
       "kustomize.config.k8s.io/v1beta1"},
      {kAll + "replacements: [{source: {kid: MCPGroup, name: tools}, targets: [{select: {kind: MCPGroup}}]}]\n",
       "3 replacements[0].source.kid: a kustomization has no field \"kid\" -> kind"},
      {kAll + "replacements: [{sourceValue: tools, targets: [{select: {nae: tools}, fieldPaths: [metadata.name]}]}]\n",
       "3 replacements[0].targets[0].select.nae: a kustomization has no field \"nae\" -> name"},
      {kAll + "replacements: [{sourceValue: x, targets: [{select: {kind: X}, fieldPathes: [spec.x]}]}]\n",
       "3 replacements[0].targets[0].fieldPathes: a kustomization has no field \"fieldPathes\" -> fieldPaths"},
      {kAll + "labels: [{pairs: {a: b}, fields: [{pth: x}]}]\n",
       "3 labels[0].fields[0].pth: a kustomization has no field \"pth\" -> path"},
      {"resources: [gw.yaml, groop.yaml]\n", "2 resources[1]: \"repo/a/groop.yaml\" is not there -> repo/a/group.yaml"},
      {kAll + "transformers: [nope.yaml]\n", "3 transformers[0]: \"repo/a/nope.yaml\" is not there"},
      {kAll + "openapi: {path: nope.json}\n", "3 openapi.path: \"repo/a/nope.json\" is not there"},
      {kAll + "components: [\"\"]\n", "3 components[0]: this names no file or directory"},
      {kAll + "configMapGenerator: [{name: x, literals: [a]}]\n",
       "3 configMapGenerator[0].literals[0]: a literal is a key, \"=\" and a value"},
      {kAll + "secretGenerator: [{name: x, literals: [=a]}]\n",
       "3 secretGenerator[0].literals[0]: a literal is a key, \"=\" and a value"},
      {kAll + "components: x\n", "3 components: this is a list"},
      {"resources: [gw.yaml, group.yaml, kustomization.yaml]\n",
       "2 resources[2]: \"repo/a/kustomization.yaml\" is a kustomization, which is named by its directory"},
      {"resources: [gw.yaml, group.yaml, ../a]\n", "2 resources[2]: \"repo/a\" leads back to what is being built"},
      {"resources: [gw.yaml, group.yaml, \"\"]\n", "2 resources[2]: this names no file or directory"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    const Placed placed(built("namespace: team\n" + one.text));
    CHECK(found(placed) == Texts{one.found});
    Texts objects = placed.objects();
    objects.resize(kObjects.size());  // behind them is what is generated
    CHECK(objects == kObjects);
    CHECK(placed.worlds[0].notes->unbuilt.empty());
  }
}

TEST_CASE("a kustomization of others' objects is refused by nobody here") {
  for (const char* text : {"resorces: [cm.yaml]\n", "kind: Kustomisation\nresources: [cm.yaml]\n",
                           "namespace: a\nnamespace: b\nresources: [cm.yaml]\n", "resources: [\"\"]\n"}) {
    Tree tree = built(text);
    tree["repo/b/gw.yaml"] = tree["repo/a/gw.yaml"];
    tree["repo/a/cm.yaml"] = object("ConfigMap", "cm");
    tree.erase("repo/a/gw.yaml");
    tree.erase("repo/a/group.yaml");
    CHECK(found(Placed(tree)).empty());
  }
}

TEST_CASE("capitals of keys do not count, and the last of repeated keys does") {
  CHECK(Placed(built("Resources: [gw.yaml, group.yaml]\nnameSpace: team\n")).objects() == kObjects);
  {
    const Placed placed(built("nameSpace: one\nnamespace: team\nNamespace: two\n" + kAll));
    CHECK(placed.objects() == kObjects);
    CHECK(found(placed).size() == 2);
    CHECK(found(placed).front() ==
          "2 : keys \"nameSpace\" and \"namespace\" are one, for capitals do not count; kustomize takes that of "
          "\"namespace\" without a word");
  }
  {
    const Placed placed(built("namespace: one\nnamespace: team\n" + kAll));
    CHECK(placed.objects() == kObjects);
    CHECK(found(placed) == Texts{"2 : key \"namespace\" is given twice; kustomize takes the last without a word"});
  }
  {
    const Placed placed(built("namespace: team\n" + kAll + "---\nnamePrefix: p-\n---\n"));
    CHECK(placed.objects() == kObjects);
    CHECK(found(placed) ==
          Texts{"4 : kustomize reads the first document of this file, and leaves the others out without a word"});
  }
  // Then nothing of what is beside it is built.
  CHECK(found(Placed(built(kAll + "resources: []\n"))) ==
        Texts{"2 : key \"resources\" is given twice; kustomize takes the last without a word"});
  const Placed generated(built(kAll + "configmapGenerator: [{Name: c, Literals: [a=b]}]\nnamespace: team\n"));
  CHECK(generated.objects().back() == "ConfigMap team/c");
}

TEST_CASE("a file may be a resource and a patch") {
  const Placed placed(built("namespace: team\n" + kAll + "patches: [{path: group.yaml, target: {kind: MCPGroup}}]\n"));
  CHECK(placed.objects() == kObjects);
  CHECK(found(placed).empty());
}

TEST_CASE("what selects nothing, though it nearly does, is ignored") {
  const auto patched = [](const std::string& target) {
    return found(Placed(built(kAll + "patches: [{target: " + target + ", patch: '- {op: remove, path: /spec}'}]\n")));
  };
  const std::string end = ", so that kustomize leaves the patch out without a word -> ";
  const std::string target = "2 patches[0].target.";
  CHECK(patched("{kind: VirtualMCPserver}") ==
        Texts{target + "kind: nothing in what is built is of kind \"VirtualMCPserver\"" + end + "VirtualMCPServer"});
  CHECK(patched("{kind: MCPGroup, name: tolls}") ==
        Texts{target + "name: nothing in what is built is called \"tolls\"" + end + "tools"});
  CHECK(patched("{kind: MCPGroup, group: toolhive.stacklok.com}") ==
        Texts{target + "group: nothing that is selected otherwise is of group \"toolhive.stacklok.com\"" + end +
              "toolhive.stacklok.dev"});
  CHECK(patched("{kind: MCPGroup, version: v1alpha1}") ==
        Texts{target + "version: nothing that is selected otherwise is of version \"v1alpha1\"" + end + "v1beta1"});
  // These may be meant for what others have.
  for (const char* other : {"{kind: MCPServer}", "{kind: MCPGroup, name: other}", "{kind: MCPGroup, name: tolls.*}",
                            "{kind: MCPGroup, group: example.com}", "{kind: Deployment, name: tolls}",
                            "{kind: MCPGroup, labelSelector: a=b}", "{labelSelector: a=b}"}) {
    CAPTURE(other);
    CHECK(patched(other).empty());
  }
  // What is given after patches is there too late for them.
  const auto late = [](const std::string& selector, const std::string& given) {
    return found(Placed(built(kAll + given + "\npatches: [{target: {kind: MCPGroup, " + selector +
                              "}, patch: '- {op: remove, path: /spec}'}]\n")))
        .size();
  };
  CHECK(late("namespace: team", "namespace: team") == 1);
  CHECK(late("labelSelector: a=b", "commonLabels: {a: b}") == 1);
  CHECK(late("annotationSelector: a=b", "commonAnnotations: {a: b}") == 1);
  CHECK(late("name: p-tools", "namePrefix: p-") == 1);
  CHECK(late("name: other", "namePrefix: p-") == 0);
  CHECK(found(Placed(built(kAll + "replacements:\n- sourceValue: x\n  targets: [{select: {kind: MCPGroup, name: tols},"
                                  " fieldPaths: [spec.description]}]\n"))) ==
        Texts{"4 replacements[0].targets[0].select.name: nothing in what is built is called \"tols\", so that "
              "kustomize leaves the replacement out without a word -> tools"});
}

TEST_CASE("configurations make nothing, and are of concern where names change") {
  Tree tree = built(kAll + "namespace: team\nconfigurations: [conf.yaml]\n");
  tree["repo/a/conf.yaml"] = "commonLabels: [{path: spec/x}]\n";
  const auto notes = [](const Placed& placed) { return placed.notes().front(); };
  CHECK(Placed(tree).worlds[0].notes->unbuilt.empty());
  CHECK(notes(Placed(tree)) == "repo/a/kustomization.yaml:2 given-namespace");
  tree["repo/a/kustomization.yaml"] += "namePrefix: p-\n";
  CHECK(Placed(tree).worlds[0].notes->unbuilt.empty());
  CHECK(notes(Placed(tree)) == ":0 not-built");
}

TEST_CASE("a configuration with a field that is none is refused, and one in a file of replacements has no effect") {
  Tree tree = built(kAll + "namespace: team\nnamePrefix: p-\nconfigurations: [conf.yaml]\n");
  tree["repo/a/conf.yaml"] = "nameReference: [{kind: MCPGroup, fieldSpec: [{path: a, kind: VirtualMCPServer}]}]\n";
  CHECK(found(Placed(tree)) ==
        Texts{"1 nameReference[0].fieldSpec: a configuration of kustomize has no field \"fieldSpec\" -> fieldSpecs"});
  tree["repo/a/conf.yaml"] = "nameReference: [{kind: MCPGroup, fieldSpecs: [{pth: a, kind: VirtualMCPServer}]}]\n";
  CHECK(found(Placed(tree)) == Texts{"1 nameReference[0].fieldSpecs[0].pth: a configuration of kustomize has no field "
                                     "\"pth\" -> path"});
  tree["repo/a/conf.yaml"] =
      "NameReference: [{Kind: MCPGroup, fieldSpecs: [{path: a, create: true}]}]\n"
      "commonLabels: [{path: spec/x, create: true}]\nreplicas: []\n";
  CHECK(found(Placed(tree)).empty());
  tree = built(kAll + "replacements: [{path: r.yaml}]\n");
  tree["repo/a/r.yaml"] =
      "- sourceValue: x\n  targets: [{select: {kind: MCPGroup}, fieldPaths: [spec.x], optons: "
      "{create: true}}]\n";
  CHECK(found(Placed(tree)) == Texts{"2 [0].targets[0].optons: a replacement has no field \"optons\", and kustomize "
                                     "passes over it -> options"});
}

TEST_CASE("an operation without a value writes null") {
  const auto patched = [](const std::string& operation) {
    return found(Placed(built(kAll + "patches: [{target: {kind: MCPGroup}, patch: '[" + operation + "]'}]\n")));
  };
  const std::string add = R"({"op": "add", "path": "/spec", )";
  CHECK(patched(add + R"("vaue": {}})") == Texts{"2 patches[0]: an operation has no field \"vaue\", so that kustomize "
                                                 "writes null -> value"});
  CHECK(patched(R"({"op": "add", "path": "/spec"})") ==
        Texts{"2 patches[0]: an operation has no \"value\", so that kustomize writes null"});
  CHECK(patched(add + R"("value": null})").empty());
  CHECK(patched(R"({"op": "test", "path": "/spec"})").empty());
}

TEST_CASE("what is no object in a file of others is refused in a build of ToolHive's") {
  const auto beside = [](const std::string& other, bool listed = true) {
    Tree tree = built("resources: [gw.yaml, group.yaml" + std::string(listed ? ", cm.yaml" : "") + "]\n");
    tree["repo/a/cm.yaml"] = other;
    return found(Placed(tree));
  };
  CHECK(beside("kid: Job\nmetadata: {name: a}\n") == Texts{"1 kind: an object has no \"kind\", but \"kid\" -> kind"});
  CHECK(beside("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  nae: a\n") ==
        Texts{"4 metadata.name: an object has no \"metadata.name\", but \"nae\" -> name"});
  CHECK(beside("apiVersion: v1\nkind: ConfigMap\nmetaata: {name: a}\n") ==
        Texts{"3 metadata: an object has no \"metadata\", but \"metaata\" -> metadata"});
  CHECK(beside("kind: Job\n") == Texts{"1 metadata: an object has no \"metadata\""});
  CHECK(beside("kind: Job\nmetadata: {name: [}\n").size() == 1);
  CHECK(beside("- a\n") == Texts{"1 : this is no object"});
  for (const char* sound : {"kind: Job\nmetadata: {name: 1}\n", "# nothing\n---\n{}\n",
                            "kind: List\nitems: [{kind: Job, metadata: {name: a}}]\n"}) {
    CAPTURE(sound);
    CHECK(beside(sound).empty());
  }
  CHECK(beside("kid: Job\n", false).empty());
}

TEST_CASE("a file of a Secret's variables that is nearly called as one that is there is misspelt") {
  const auto named = [](const std::string& there) {
    Tree tree =
        built(kAll + "secretGenerator: [{name: s, envs: [client.env], options: {disableNameSuffixHash: true}}]\n");
    tree["repo/a/" + there] = "a=b\n";
    return found(Placed(tree));
  };
  CHECK(named("clent.env") ==
        Texts{"2 secretGenerator[0].envs[0]: the file that this names is not there -> repo/a/clent.env"});
  for (const char* other : {"client.env", "client.env.example", "client.enc.env", "other.env"}) {
    CAPTURE(other);
    CHECK(named(other).empty());
  }
}

TEST_CASE("what a generator means by a file that is not there is taken from the nearest") {
  Tree tree = built(kAll + "namespace: team\nconfigMapGenerator: [{name: c, files: [auth.json]}]\n");
  tree["repo/a/authz.json"] = "{\"version\": \"1.0\"}\n";
  const Placed placed(tree);
  CHECK(found(placed) ==
        Texts{"3 configMapGenerator[0].files[0]: \"repo/a/auth.json\" is not there -> repo/a/authz.json"});
  const yaml::Value& map = placed.worlds[0].documents.back().root;
  REQUIRE(map.find("data") != nullptr);
  CHECK(map.find("data")->string_at("authz.json") == "{\"version\": \"1.0\"}\n");
}
