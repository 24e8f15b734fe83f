#include <doctest/doctest.h>
#include <string>

#include "core/gitops/build_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

std::string replicas(const Placed& placed) {
  const yaml::Value* value = first(placed).find("spec")->find("replicas");
  return value == nullptr ? "none" : std::to_string(value->as_int());
}

}  // namespace

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

TEST_CASE("a selector that cannot be read is refused once an object is held against it") {
  const auto refused = [](const std::string& target) {
    Tree tree = overlaid("");
    tree["repo/over/kustomization.yaml"] =
        "resources: [../base]\npatches: [{target: {" + target + "}, patch: '- {op: add, path: /x, value: 1}'}]\n";
    Texts found;
    for (const diag::Diagnostic& finding : Placed(tree).sink.sorted()) {
      if (finding.code == "build-refused") found.push_back(finding.path + ": " + finding.message);
    }
    return found;
  };
  CHECK(refused("kind: VirtualMCPServer, labelSelector: 'a in (b'") ==
        Texts{"patches[0].target.labelSelector: a selector is like \"app=a,tier in (b, c)\", and not like \"a in (b\"; "
              "kustomize "
              "refuses to build this"});
  CHECK(refused("annotationSelector: 'a b'").size() == 1);
  CHECK(refused("labelSelector: app=a, annotationSelector: 'a b'").size() == 1);
  CHECK(refused("labelSelector: app=other, annotationSelector: 'a b'").empty());
  CHECK(refused("kind: ConfigMap, labelSelector: 'a in (b'").empty());
  CHECK(refused("labelSelector: a in (b)").empty());
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
    CHECK(placed.worlds[0].notes->renamed.at({"Secret", "default", "keys"}).text ==
          "; a patch in \"repo/over\" makes it \"other\", which kustomize does not write here");
  }
}

TEST_CASE("a patch of what is none of ToolHive's is missed where all that is built is read") {
  const auto refused_of = [](const std::string& name, const std::string& more) {
    return refused(Placed({{"repo/gw.yaml", gateway() + "---\n" + object("ConfigMap", "settings")},
                           {"repo/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: mcp}\n"},
                           {"repo/kustomization.yaml", "resources: [gw.yaml" + more +
                                                           "]\npatches: [{patch: '{apiVersion: v1, kind: ConfigMap, "
                                                           "metadata: {name: " +
                                                           name + "}, data: {a: b}}'}]\n"}}));
  };
  CHECK(refused_of("settings", "").empty());
  CHECK(refused_of("setings", "").size() == 1);
  CHECK(refused_of("setings", ", namespace.yaml").empty());
  // Nor is it what its own file has.
  CHECK(
      refused(Placed({{"repo/gw.yaml", gateway()},
                      {"repo/web.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {}\n"},
                      {"repo/kustomization.yaml", "resources: [gw.yaml]\npatches: [{path: web.yaml}]\n"}})) ==
      Texts{
          "repo/kustomization.yaml:2 patches[0]: the patch is for Deployment \"web\", which is not in what is built"});
  CHECK(refused_of("dev-settings", "").empty());
}

TEST_CASE("a patch for another version or namespace of what is there is refused, whose kind it ever is") {
  const std::string secret =
      "---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: s, namespace: team}\n";
  const auto why = [&](const std::string& version, const std::string& name_space) {
    const Placed placed(overlaid("patches:\n- patch: |\n    apiVersion: external-secrets.io/" + version +
                                     "\n    kind: ExternalSecret\n    metadata: {name: s" + name_space +
                                     "}\n    spec: {refreshInterval: 1h}\n",
                                 secret));
    const Texts all = refused(placed);
    return all.empty() ? std::string() : all.front().substr(all.front().find(';'));
  };
  CHECK(why("v1", ", namespace: team").empty());
  CHECK(why("v1beta1", ", namespace: team") == "; the one that is there is of \"external-secrets.io/v1\"");
  CHECK(why("v1", "") == "; the one that is there is of namespace \"team\"");
}
