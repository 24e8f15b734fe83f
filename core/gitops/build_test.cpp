#include "core/gitops/build.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <utility>
#include <vector>

#include "core/gitops/build_fixture.h"
#include "core/yaml/fields.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

std::string replicas(const Placed& placed) {
  const yaml::Value* value = first(placed).find("spec")->find("replicas");
  return value == nullptr ? "none" : std::to_string(value->as_int());
}

}  // namespace

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

TEST_CASE("what is no patch is refused") {
  const std::string target = "- target: {kind: VirtualMCPServer}\n  ";
  const std::string part = "    kind: VirtualMCPServer\n    metadata: {name: gw}\n    spec: {replicas: 2}\n";
  const struct {
    std::string list;
    std::string patch;
    const char* reason;  ///< empty: none
  } cases[] = {
      {"patches", target + "patch: 'x: ['\n", "the patch cannot be read: expected \",\" or \"]\" in the flow sequence"},
      {"patches", "- target: {kind: Other}\n  patch: 'x: ['\n",
       "the patch cannot be read: expected \",\" or \"]\" in the flow sequence"},
      {"patches", target + "patch: hello\n", "the patch is neither a part of an object nor a list of operations"},
      {"patches", target + "patch: '- 1'\n", "the patch is neither a part of an object nor a list of operations"},
      {"patches", target + "patch: ''\n", "it has neither a \"patch\" nor a \"path\""},
      {"patches", target + "path: patch.yaml\n  patch: '{}'\n", "it has both a \"patch\" and a \"path\""},
      {"patches", "- patch.yaml\n", "a patch has a \"patch\" or a \"path\", and is no text by itself"},
      {"patches", target + "patch: '{}'\n", ""},
      {"patches", target + "patch: '[]'\n", ""},
      {"patches", target + "patch: '# nothing'\n", ""},
      {"patches", target + "patch: 'spec: {replicas: 2}'\n",
       "a part of an object that is a patch has a \"kind\" and a \"metadata.name\""},
      {"patches", "- patch: '- {op: add, path: /spec/x, value: 1}'\n", "a list of operations needs a \"target\""},
      {"patches", target + "patch: '[{op: add, path: /spec/x, value: 1}]'\n",
       "the patch begins as JSON does, and is none"},
      {"patches", target + "patch: '[{\"op\": \"add\", \"path\": \"/spec/x\", \"value\": 1}]'\n", ""},
      {"patches", target + "patch: |-\n" + part, ""},
      {"patches", target + "patch: |-\n" + part + "    ---\n" + part,
       "several parts of objects cannot have one \"target\""},
      {"patches", target + "path: patch.yaml\n", ""},
      {"patches", target + "path: nameless.yaml\n",
       "a part of an object that is a patch has a \"kind\" and a \"metadata.name\""},
      {"patchesStrategicMerge", "- operations.yaml\n", "the patch is no part of an object"},
      {"patchesJson6902", target + "path: operations.yaml\n", ""},
      {"patchesJson6902", target + "patch: |-\n" + part, "the patch is no list of operations"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.patch);
    Tree tree = overlaid(one.list + ":\n" + one.patch);
    tree["repo/over/patch.yaml"] = "kind: VirtualMCPServer\nmetadata: {name: gw}\nspec: {x: 1}\n";
    tree["repo/over/nameless.yaml"] = "spec: {x: 1}\n";
    tree["repo/over/operations.yaml"] = "- {op: add, path: /spec/x, value: 1}\n";
    const std::string reason = one.reason;
    const bool is_of_text = reason.starts_with("the patch cannot be read") || reason.starts_with("the patch begins");
    const std::string line = is_of_text ? "4 " : "3 ";
    const Texts expected =
        reason.empty() ? Texts{} : Texts{"repo/over/kustomization.yaml:" + line + one.list + "[0]: " + reason};
    CHECK(refused(Placed(tree)) == expected);
  }
  for (const char* broken : {"spec: [\n", "- op: add\n   path: /x\n", "[{op: add, path: /spec/x, value: 1}]\n"}) {
    Tree tree = overlaid("patches:\n" + target + "path: patch.yaml\n");
    tree["repo/over/patch.yaml"] = broken;
    CHECK(refused(Placed(tree)) == Texts{"repo/over/kustomization.yaml:4 patches[0].path: \"repo/over/patch.yaml\" "
                                         "cannot be read as a patch"});
  }
}

TEST_CASE("an operation in a file that fails is told where it stands") {
  Tree tree = overlaid("patches: [{path: patch.yaml, target: {kind: VirtualMCPServer}}]\n");
  tree["repo/over/patch.yaml"] = "- {op: add, path: /spec/x, value: 1}\n- {op: remove, path: /spec/y}\n";
  CHECK(refused(Placed(tree)) ==
        Texts{"repo/over/patch.yaml:2 : the patch by patches[0] of \"repo/over\" does not apply to VirtualMCPServer "
              "\"gw\": it cannot remove \"/spec/y\": \"/spec/y\" is not there"});
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

TEST_CASE("a patch of another group, of a strategy or of a test that is misspelt is told") {
  const auto part = [](const std::string& head, const std::string& spec = "replicas: 2") {
    return refused(Placed(
        overlaid("patches:\n- patch: |-\n    " + head + "\n    metadata: {name: gw}\n    spec: {" + spec + "}\n")));
  };
  const std::string right = "apiVersion: toolhive.stacklok.dev/v1beta1\n    kind: VirtualMCPServer";
  const std::string lost =
      "repo/over/kustomization.yaml:6 patches[0]: the patch is for VirtualMCPServer \"gw\", which is not "
      "in what is built; ";
  const std::string at = lost + "the one that is there is of \"toolhive.stacklok.dev/v1beta1\"";
  CHECK(part(right).empty());
  CHECK(part("apiVersion: toolhive.stackok.dev/v1beta1\n    kind: VirtualMCPServer") == Texts{at});
  CHECK(part("apiVesion: toolhive.stacklok.dev/v1beta1\n    kind: VirtualMCPServer") ==
        Texts{lost + "it has no \"apiVersion\""});
  CHECK(part("apiVersion: kagent.dev/v1alpha1\n    kind: MCPServer").empty());
  CHECK(part(right, "incomingAuth: {$patch: merge}").empty());
  CHECK(part(right, "incomingAuth: {$patch: repace, type: anonymous}") ==
        Texts{"repo/over/kustomization.yaml:3 patches[0]: \"$patch\" is \"delete\", \"merge\" or \"replace\", and not "
              "\"repace\""});
  const auto tested = [](const std::string& field) {
    return refused(
        Placed(overlaid("patches:\n- target: {kind: VirtualMCPServer}\n  patch: '- {op: test, path: /spec/replicas, " +
                        field + ": 1}'\n")));
  };
  CHECK(tested("value").empty());
  CHECK(tested("vaue") == Texts{"repo/over/kustomization.yaml:4 patches[0]: the patch does not apply to "
                                "VirtualMCPServer \"gw\": an operation "
                                "has no field \"vaue\" -> value"});
}

TEST_CASE("what is said of patches holds beside transformers, which come after them") {
  Tree tree = overlaid(
      "transformers: [label.yaml]\npatches: [{patch: '{apiVersion: toolhive.stacklok.dev/v1beta1, kind: "
      "VirtualMCPServer, metadata: {name: gww}}'}]\n");
  tree["repo/over/label.yaml"] = "apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: l}\nlabels: {a: b}\n";
  CHECK(refused(Placed(tree)) ==
        Texts{"repo/over/kustomization.yaml:3 patches[0]: the patch is for VirtualMCPServer \"gww\", "
              "which is not in what is built -> gw"});
}

TEST_CASE("a patch is for nothing where its target is misspelt") {
  const auto idle = [](const std::string& target, const std::string& field = "name", const std::string& more = "") {
    const Placed placed(overlaid("patches:\n- target: {kind: VirtualMCPServer, " + field + ": " + target +
                                 "}\n  patch: '- {op: add, path: /spec/x, value: 1}'\n" + more));
    Texts found;
    for (const diag::Diagnostic& finding : placed.sink.sorted()) {
      if (finding.code != "ignored-field") continue;
      found.push_back(finding.place.file + ':' + std::to_string(finding.place.line) + ' ' + std::string(finding.code) +
                      ' ' + finding.path + " -> " + finding.suggestion);
    }
    return found;
  };
  CHECK(idle("gww") == Texts{"repo/over/kustomization.yaml:3 ignored-field patches[0].target.name -> gw"});
  CHECK(idle("gw").empty());
  CHECK(idle("g.*").empty());
  // It may be for what another base has.
  CHECK(idle("something-else").empty());
  const std::string labels = "labelSelector";
  const std::string found = "repo/over/kustomization.yaml:3 ignored-field patches[0].target.labelSelector -> ";
  CHECK(idle("ap=a", labels) == Texts{found + "app=a"});
  CHECK(idle("'apps in (a, b)'", labels) == Texts{found + "app in (a, b)"});
  CHECK(idle("appp", labels) == Texts{found + "app"});
  for (const char* other : {"app=a", "app=other", "tier=a", "app!=a", "'app notin (a)'", "'ap in ('", "''"}) {
    CAPTURE(other);
    CHECK(idle(other, labels).empty());
  }
  CHECK(idle("ap=a", "annotationSelector").empty());
  // Before the kustomization gives its namespace nothing is there, misspelt or not.
  const std::string early = "repo/over/kustomization.yaml:3 ignored-field patches[0].target -> ";
  const std::string given = "namespace: team\nnamePrefix: p-\n";
  CHECK(idle("defalt", "namespace") ==
        Texts{"repo/over/kustomization.yaml:3 ignored-field patches[0].target.namespace -> default"});
  for (const char* name_space : {"team", "teem", "team, name: gw", "teem, name: gw"}) {
    CAPTURE(name_space);
    CHECK(idle(name_space, "namespace", given) == Texts{early});
  }
  CHECK(idle("elsewhere", "namespace", given).empty());
  CHECK(idle("gww", "name", given) ==
        Texts{"repo/over/kustomization.yaml:3 ignored-field patches[0].target.name -> gw"});
}

TEST_CASE("a selector of labels beside objects that are not read is for ToolHive's where one key is a slip") {
  const auto idle = [](const std::string& list) {
    Tree tree = overlaid("");
    tree["repo/over/kustomization.yaml"] = "resources: [../base, monitor.yaml]\n" + list;
    tree["repo/base/gw.yaml"] = gateway(", labels: {mcp/role: a, app1: x, app.kubernetes.io/name: gw}");
    tree["repo/over/monitor.yaml"] = "apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n";
    Texts found;
    for (const diag::Diagnostic& finding : Placed(tree).sink.sorted()) {
      if (finding.code == "ignored-field") found.push_back(finding.path + " -> " + finding.suggestion);
    }
    return found;
  };
  const auto patched = [&](const std::string& selector) {
    return idle("patches: [{target: {labelSelector: '" + selector + "'}, patch: '[{op: add, path: /x, value: 1}]'}]\n");
  };
  const std::string at = "patches[0].target.labelSelector -> ";
  CHECK(patched("mcp/rolle=a") == Texts{at + "mcp/role=a"});
  CHECK(patched("app1=x,mcp/rol in (a, b)") == Texts{at + "app1=x,mcp/role in (a, b)"});
  // It may be for what is not read.
  for (const char* other :
       {"mcp/role=b", "mcp/rolle=b", "app2=x", "app.kubernetes.io/instance=gw", "mcp/role=a", "tier=a"}) {
    CAPTURE(other);
    CHECK(patched(other).empty());
  }
  CHECK(idle("replacements: [{sourceValue: b, targets: [{select: {labelSelector: mcp/rolle=a}}]}]\n") ==
        Texts{"replacements[0].targets[0].select.labelSelector -> mcp/role=a"});
}

TEST_CASE("references by a name that a patch has changed are told so") {
  const std::string secret = "---\n" + object("Secret", "keys");
  const char* patches[] = {
      "patches:\n- target: {kind: Secret}\n  patch: '- {op: replace, path: /metadata/name, value: other}'\n",
      "patches:\n- target: {kind: Secret}\n  options: {allowNameChange: true}\n  patch: |-\n    kind: Secret\n    "
      "metadata: {name: other}\n",
  };
  for (const char* patch : patches) {
    const Placed placed(overlaid(patch, secret));
    CHECK(placed.objects() == Texts{"VirtualMCPServer /gw", "Secret /other"});
    CHECK(placed.worlds[0].notes->renamed.at({"Secret", "default", "keys"}) ==
          "; a patch in \"repo/over\" makes it \"other\", which kustomize does not write into custom resources");
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
