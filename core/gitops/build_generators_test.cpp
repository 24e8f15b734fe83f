#include <doctest/doctest.h>
#include <string>

#include "core/gitops/build_fixture.h"
#include "core/yaml/fields.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

/// What a build of `over` has beside the gateway of its base, a line each: its kind, and its keys or texts.
Texts made(const std::string& over, const std::string& more = "") {
  const Placed placed(overlaid(over, more));
  Texts result;
  for (const yaml::Document& document : placed.worlds.at(0).documents) {
    if (document.root.string_at("kind") == "VirtualMCPServer") continue;
    std::string text(document.root.string_at("kind"));
    for (const yaml::Value& literal : yaml::items_at(document.root, {"literals"})) text += ' ' + literal.as_string();
    for (const yaml::Member& member : yaml::members_at(document.root, {"data"})) {
      text += ' ' + member.key + ": " + member.value.as_string();
    }
    result.push_back(std::move(text));
  }
  return result;
}

const std::string kSecret = "secretGenerator: [{name: s, literals: [a=1, b=2]}]\n";
const std::string kConfigMap = "configMapGenerator: [{name: c, literals: [a=1]}]\n";

std::string patch(const std::string& kind, const std::string& text) {
  return "patches: [{target: {kind: " + kind + "}, patch: '" + text + "'}]\n";
}

}  // namespace

TEST_CASE("a patch changes the keys of a generated Secret, and the texts of a generated ConfigMap") {
  CHECK(made(kSecret +
             patch("Secret", "{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: null, c: eA==}}")) ==
        Texts{"SecretGenerator b= c="});
  CHECK(made(kSecret + patch("Secret", "- {op: move, from: /data/a, path: /data/c}")) ==
        Texts{"SecretGenerator b= c="});
  CHECK(made(kSecret + patch("Secret", "{apiVersion: v1, kind: Secret, metadata: {name: s}, $patch: delete}")).empty());
  // What takes away what an object is called breaks nothing here.
  CHECK(made(kSecret + "patches:\n- {target: {kind: Secret}, patch: '- {op: remove, path: /metadata}'}\n"
                       "- {target: {kind: Secret}, patch: '- {op: remove, path: /data/a}'}\n")
            .size() == 1);
  CHECK(made(kConfigMap +
             patch("ConfigMap", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: x, d: v}}")) ==
        Texts{"ConfigMap a: x d: v"});
}

TEST_CASE("a generator changes what comes from a file") {
  const std::string secret =
      "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: eA==}\nstringData: {z: x}\n";
  const std::string generator = "secretGenerator: [{name: s, literals: [b=2], behavior: ";
  CHECK(made(generator + "merge}]\n", secret) == Texts{"SecretGenerator a= b=2"});
  CHECK(made(generator + "replace}]\n", secret) == Texts{"SecretGenerator b=2"});
  for (const char* data : {"x", "[a]", "null"}) {
    CHECK(made(generator + "merge}]\n", "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: " +
                                            std::string(data) + "\n") == Texts{"SecretGenerator b=2"});
  }
  const std::string map = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: x, b: y}\n";
  CHECK(made("configMapGenerator: [{name: c, literals: [b=2], behavior: merge}]\n", map) ==
        Texts{"ConfigMap a: x b: 2"});
}

TEST_CASE("kustomize's own generators and transformers are no plugins") {
  const auto built = [](const std::string& field, const std::string& config) {
    return Placed([&] {
      Tree tree = overlaid(field + ": [own.yaml]\n");
      tree["repo/over/own.yaml"] = "apiVersion: builtin\n" + config;
      return tree;
    }());
  };
  // What the file itself has stands behind what is built.
  CHECK(built("generators", "kind: SecretGenerator\nmetadata: {name: s}\nliterals: [a=1]\n").objects() ==
        Texts{"VirtualMCPServer /gw", "SecretGenerator /s", "SecretGenerator /s"});
  const Placed labelled = built("transformers", "kind: LabelTransformer\nmetadata: {name: l}\nlabels: {a: b}\n");
  CHECK(labelled.worlds[0].notes->unbuilt.empty());
  CHECK(built("transformers", "kind: NamespaceTransformer\nmetadata: {name: n, namespace: team}\n").objects().front() ==
        "VirtualMCPServer team/gw");
  CHECK(built("transformers",
              "kind: PrefixTransformer\nmetadata: {name: p}\nprefix: x-\nfieldSpecs: [{path: metadata/name}]\n")
            .objects()
            .front() == "VirtualMCPServer /x-gw");
  const Placed other = built("transformers", "kind: ValueAddTransformer\nmetadata: {name: v}\n");
  CHECK_FALSE(other.worlds[0].notes->unbuilt.empty());
}

TEST_CASE("an empty kustomization is refused where something builds it") {
  for (const char* empty : {"kind: Kustomization\n", "resources:\n", "namespace: ''\n", "# nothing\n"}) {
    CAPTURE(empty);
    Tree tree = overlaid("components: [../empty]\n");
    tree["repo/over/kustomization.yaml"] = "resources: [../base, ../empty]\n";
    tree["repo/empty/kustomization.yaml"] = empty;
    CHECK(refused(Placed(tree)) ==
          Texts{"repo/empty/kustomization.yaml:1 : kustomize refuses a kustomization that is empty"});
  }
}
