#include "core/gitops/replacements.h"

#include <doctest/doctest.h>
#include <string>

#include "core/gitops/build_fixture.h"
#include "core/yaml/fields.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

TEST_CASE("replacements are applied as kustomize applies them") {
  const std::string source = "replacements:\n- source: {kind: ConfigMap, name: cm, fieldPath: data.";
  const std::string into = "}\n  targets:\n  - select: {kind: VirtualMCPServer}\n    fieldPaths: [";
  const std::string rejected =
      "replacements:\n- sourceValue: x\n  targets:\n  - select: {kind: VirtualMCPServer}\n    reject: "
      "[{labelSelector: ";
  const std::string name = "}]\n    fieldPaths: [spec.name]\n";
  const std::string generated =
      "configMapGenerator: [{name: made, literals: [text=one, 'quoted=\"two\"']}]\n"
      "replacements:\n- source: {kind: ConfigMap, name: ";
  const struct {
    std::string over;
    const char* at;     ///< a field of spec
    const char* value;  ///< what it is then; empty: nothing
    Texts refused = {};
  } cases[] = {
      {source + "text" + into + "spec.name]\n", "name", "one-two", {}},
      {source + "number" + into + "spec.replicas]\n", "replicas", "7", {}},
      {generated + "made, fieldPath: data.text" + into + "spec.name]\n", "name", "one", {}},
      {generated + "made, fieldPath: data.quoted" + into + "spec.name]\n", "name", "two", {}},
      {generated + "made, fieldPath: data.none" + into + "spec.name]\n",
       "name",
       "a/b/c",
       {"repo/over/kustomization.yaml:4 replacements[0]: ConfigMap \"made\" has no \"data.none\", which the "
        "replacement "
        "is to copy"}},
      {source + "number" + into + "spec.name]\n", "name", "\"7\"", {}},
      {source + "text, options: {delimiter: '-', index: 1}" + into +
           "spec.name]\n    options: {delimiter: '/', index: 1}\n",
       "name",
       "a/two/c",
       {}},
      {source + "text" + into + "spec.name]\n    options: {delimiter: '/', index: -1}\n", "name", "one-two/a/b/c", {}},
      {source + "text" + into + "spec.name]\n    options: {delimiter: '/', index: 3}\n", "name", "a/b/c/one-two", {}},
      {source + "text, options: {delimiter: '-', index: 2}" + into + "spec.name]\n",
       "name",
       "a/b/c",
       {"repo/over/kustomization.yaml:3 replacements[0]: the source of the replacement has no part with the index that "
        "its options state"}},
      {source + "text" + into + "spec.new]\n    options: {create: true}\n", "new", "one-two", {}},
      {source + "text" + into + "spec.new]\n",
       "new",
       "",
       {"repo/over/kustomization.yaml:3 replacements[0]: VirtualMCPServer \"gw\" has no \"spec.new\", where the "
        "replacement is to be put"}},
      {source + "none" + into + "spec.name]\n",
       "name",
       "a/b/c",
       {"repo/over/kustomization.yaml:3 replacements[0]: ConfigMap \"cm\" has no \"data.none\", which the replacement "
        "is to copy"}},
      {"replacements:\n- source: {kind: ConfigMap, name: none}" + into.substr(1) + "spec.name]\n",
       "name",
       "a/b/c",
       {"repo/over/kustomization.yaml:3 replacements[0]: the source of the replacement is not in what is built"}},
      {"replacements:\n- source: {kind: ConfgMap, name: cm, fieldPath: data.text" + into + "spec.name]\n",
       "name",
       "a/b/c",
       {"repo/over/kustomization.yaml:3 replacements[0]: the source of the replacement is not in what is built"}},
      {"replacements:\n- source: {kind: ConfigMap, name: slip, fieldPath: data.text" + into + "spec.name]\n",
       "name",
       "a/b/c",
       {"repo/over/kustomization.yaml:3 replacements[0]: the source of the replacement is not in what is built: "
        "\"slip\" is of kind \"ConfgMap\""}},
      {"replacements:\n- source: {kind: ConfigMap}" + into.substr(1) + "spec.name]\n",
       "name",
       "a/b/c",
       {"repo/over/kustomization.yaml:3 replacements[0]: the source of the replacement is more than one object"}},
      {"replacements:\n- sourceValue: x\n",
       "name",
       "a/b/c",
       {"repo/over/kustomization.yaml:3 replacements[0]: a replacement has a source and at least one target"}},
      {"replacements:\n- sourceValue: x\n  targets:\n  - select: {name: g.}\n    reject: [{kind: VirtualMCPServer}]\n  "
       "  "
       "fieldPaths: [spec.none]\n",
       "name",
       "a/b/c",
       {}},
      {rejected + "app=x" + name, "name", "x", {}},
      {rejected + "'!none'" + name, "name", "a/b/c", {}},
      {rejected + "'!none', name: other" + name, "name", "a/b/c", {}},
      {rejected + "app=x, name: gw" + name, "name", "a/b/c", {}},
      {rejected + "'app in (x'" + name,
       "name",
       "a/b/c",
       {"repo/over/kustomization.yaml:6 replacements[0].targets[0].reject[0].labelSelector: a selector is like \"app=a,"
        "tier in (b, c)\", and not like \"app in (x\""}},
      {"replacements:\n- sourceValue: x\n  targets:\n  - select: {name: none, annotationSelector: 'a in (b'}\n",
       "name",
       "a/b/c",
       {"repo/over/kustomization.yaml:5 replacements[0].targets[0].select.annotationSelector: a selector is like "
        "\"app=a,tier in (b, c)\", and not like \"a in (b\""}},
      {"replacements: [{path: more.yaml}]\n", "name", "one-two", {}},
  };
  for (const auto& one : cases) {
    CAPTURE(one.over);
    Tree tree =
        overlaid(one.over, "---\n" + object("ConfigMap", "cm") + "data: {text: one-two, number: \"7\"}\n---\n" +
                               object("ConfigMap", "cm2") +
                               "---\napiVersion: v1\nkind: ConfgMap\nmetadata: {name: slip}\ndata: {text: a}\n");
    tree["repo/base/gw.yaml"].replace(tree["repo/base/gw.yaml"].find("spec: {"), 7, "spec: {name: a/b/c, ");
    tree["repo/over/more.yaml"] =
        "- source: {kind: ConfigMap, name: cm, fieldPath: data.text}\n  targets:\n  - select: {kind: "
        "VirtualMCPServer}\n    fieldPaths: [spec.name]\n";
    const Placed placed(tree);
    CHECK(refused(placed) == one.refused);
    CHECK(placed.worlds[0].notes->unbuilt.empty());
    const yaml::Value* value = first(placed).find("spec")->find(one.at);
    const std::string text = value == nullptr            ? ""
                             : value->is_number()        ? std::to_string(value->as_int())
                             : value->as_string() == "7" ? "\"7\""
                                                         : value->as_string();
    CHECK(text == one.value);
  }
}

TEST_CASE("only what a replacement touches in unknown ways is not built") {
  const std::string secret = "---\n" + object("Secret", "keys", ", namespace: vault") + "stringData: {a: b}\n";
  const auto unbuilt = [&](const std::string& kind) {
    const Placed placed(overlaid(
        "replacements:\n- source: {kind: Secret, fieldPath: stringData.a}\n  targets:\n  - select: {kind: " + kind +
            "}\n    fieldPaths: [metadata.annotations.a]\n    options: {create: true}\n",
        secret));
    Texts namespaces;
    for (const auto& [name_space, text] : placed.worlds[0].notes->unbuilt) namespaces.push_back(name_space);
    return namespaces;
  };
  CHECK(unbuilt("VirtualMCPServer") == Texts{"default"});
  CHECK(unbuilt("ConfigMap").empty());
}

TEST_CASE("a path of a replacement that is too long for any object changes nothing that is known") {
  std::string path = "spec";
  for (int i = 0; i < 100'000; ++i) path += ".a";
  const Placed placed(
      overlaid("replacements:\n- sourceValue: x\n  targets:\n  - select: {kind: VirtualMCPServer}\n    "
               "fieldPaths: [" +
               path + "]\n    options: {create: true}\n"));
  CHECK(placed.worlds[0].notes->unbuilt.contains("default"));
}
