#include "core/gitops/placement.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/gitops/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

TEST_CASE("an object without a namespace gets that of whoever applies it") {
  const std::string with = "namespace: team\n";
  const struct {
    const char* what;
    Tree tree;
    Texts objects;
    Texts notes;
  } cases[] = {
      {"nobody", {{"repo/gw.yaml", gateway()}}, {"VirtualMCPServer /gw"}, {}},
      {"its kustomization",
       {{"repo/gw.yaml", gateway()}, {"repo/kustomization.yaml", with + "resources: [gw.yaml]\n"}},
       {"VirtualMCPServer team/gw"},
       {"repo/kustomization.yaml:1 given-namespace"}},
      {"a parent",
       {{"repo/base/gw.yaml", gateway()},
        {"repo/base/kustomization.yaml", "resources: [gw.yaml]\n"},
        {"repo/over/kustomization.yml", with + "resources: [../base]\n"}},
       {"VirtualMCPServer team/gw"},
       {"repo/over/kustomization.yml:1 given-namespace"}},
      {"the outermost, as in a build",
       {{"repo/base/gw.yaml", gateway()},
        {"repo/base/kustomization.yaml", "namespace: inner\nresources: [gw.yaml]\n"},
        {"repo/over/kustomization.yaml", with + "resources: [../base]\n"}},
       {"VirtualMCPServer team/gw"},
       {"repo/over/kustomization.yaml:1 given-namespace"}},
      {"a component",
       {{"repo/part/gw.yaml", gateway()},
        {"repo/part/kustomization.yaml",
         "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [gw.yaml]\n"},
        {"repo/over/kustomization.yaml", with + "components: [../part]\n"}},
       {"VirtualMCPServer team/gw"},
       {"repo/over/kustomization.yaml:1 given-namespace"}},
      {"Flux, without a kustomization",
       {{"repo/apps/a/gw.yaml", gateway()}, {"repo/clusters/apps.yaml", flux("{path: ./apps, targetNamespace: team}")}},
       {"VirtualMCPServer team/gw"},
       {"repo/clusters/apps.yaml:4 given-namespace"}},
      {"Flux, with one",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/apps/kustomization.yaml", "resources: [gw.yaml]\n"},
        {"repo/apps.yaml", flux("{path: apps, targetNamespace: team}")}},
       {"VirtualMCPServer team/gw"},
       {"repo/apps.yaml:4 given-namespace"}},
      {"Flux for the whole repository",
       {{"repo/gw.yaml", gateway()}, {"repo/ks.yaml", flux("{path: ./, targetNamespace: team}")}},
       {"VirtualMCPServer team/gw"},
       {"repo/ks.yaml:4 given-namespace"}},
      {"Argo CD, the directory alone",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/apps/sub/group.yaml", object("MCPGroup", "g")},
        {"repo/argo.yaml", argo("{path: apps}", "team")}},
       {"VirtualMCPServer team/gw", "MCPGroup /g"},
       {"repo/argo.yaml:4 given-namespace"}},
      {"Argo CD, with those below",
       {{"repo/apps/sub/gw.yaml", gateway()},
        {"repo/argo.yaml", argo("{path: apps, directory: {recurse: true}}", "team")}},
       {"VirtualMCPServer team/gw"},
       {"repo/argo.yaml:4 given-namespace"}},
      {"Argo CD, for which objects know better",
       {{"repo/apps/gw.yaml", gateway(", namespace: own")}, {"repo/argo.yaml", argo("{path: apps}", "team")}},
       {"VirtualMCPServer own/gw"},
       {}},
      {"a kustomization, for which they do not",
       {{"repo/gw.yaml", gateway(", namespace: own")}, {"repo/kustomization.yaml", with + "resources: [gw.yaml]\n"}},
       {"VirtualMCPServer team/gw"},
       {}},
      {"an ApplicationSet's template is none",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/set.yaml",
         "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec: {template: {spec: "
         "{source: {path: '{{path}}'}, destination: {namespace: team}}}}\n"}},
       {"VirtualMCPServer /gw"},
       {}},
      {"kustomizations in a circle",
       {{"repo/a/kustomization.yaml", with + "resources: [../b]\n"},
        {"repo/b/kustomization.yaml", "resources: [../a, gw.yaml]\n"},
        {"repo/b/gw.yaml", gateway()}},
       {"VirtualMCPServer team/gw"},
       {"repo/a/kustomization.yaml:1 given-namespace", "repo/b/kustomization.yaml:1 build-refused"}},
  };
  for (const auto& one : cases) {
    CAPTURE(one.what);
    const Placed placed(one.tree);
    REQUIRE(placed.worlds.size() == 1);
    CHECK(placed.objects() == one.objects);
    CHECK(placed.notes() == one.notes);
  }
}

TEST_CASE("a namespace that is given goes before all") {
  gitops::PlacementOptions options;
  options.default_namespace = "mine";
  options.namespace_is_given = true;
  const Placed placed(
      {{"repo/gw.yaml", gateway()}, {"repo/kustomization.yaml", "namespace: team\nresources: [gw.yaml]\n"}}, options);
  CHECK(placed.objects() == Texts{"VirtualMCPServer /gw"});
  CHECK(placed.notes().empty());
  // A patch of an overlay is for what the base would be.
  const std::string patch =
      "patches: [{patch: \"apiVersion: toolhive.stacklok.dev/v1beta1\\nkind: VirtualMCPServer\\nmetadata: {name: gw, "
      "namespace: team}\\nspec: {replicas: 2}\\n\"}]\n";
  const Placed patched({{"repo/base/gw.yaml", gateway()},
                        {"repo/base/kustomization.yaml", "namespace: team\nresources: [gw.yaml]\n"},
                        {"repo/over/kustomization.yaml", "resources: [../base]\n" + patch}},
                       options);
  CHECK(patched.notes().empty());
  CHECK(patched.worlds[0].documents[0].root.find("spec") != nullptr);
}

TEST_CASE("what a build changes of an object but its name and namespace is known") {
  const auto rewritten = [](const std::string& kustomization, Tree more = {}) {
    Tree tree = {{"repo/gw.yaml", gateway() + "spec: {groupRef: {name: tools}}\n---\n" + object("MCPGroup", "tools")},
                 {"repo/kustomization.yaml", "resources: [gw.yaml]\n" + kustomization}};
    tree.merge(more);
    const Placed placed(tree);
    std::string lines;
    for (const gitops::World& world : placed.worlds) {
      for (const yaml::Mark& mark : world.rewritten) lines += std::to_string(mark.line) + ' ';
    }
    return lines;
  };
  const std::string target = "target: {kind: VirtualMCPServer}";
  CHECK(rewritten("namePrefix: p-\nnamespace: team\nlabels: [{pairs: {a: b}}]\n").empty());
  CHECK(rewritten("helmCharts: [{name: x}]\n").empty());
  CHECK(rewritten("patches: [{" + target +
                  ", patch: '[{\"op\": \"add\", \"path\": \"/spec/replicas\", \"value\": 2}]'}]\n") == "1 ");
  CHECK(rewritten("patches: [{" + target + ", path: not-read.yaml}]\n") == "1 ");
  CHECK(rewritten("patches: [{path: not-read.yaml}]\n") == "1 6 ");
  CHECK(rewritten("replacements: [{path: r.yaml}]\n") == "1 6 ");
  CHECK(rewritten("transformers: [t.yaml]\n") == "1 6 ");
  CHECK(rewritten("namePrefix: p-\nconfigurations: [c.yaml]\n",
                  {{"repo/c.yaml",
                    "nameReference: [{kind: MCPGroup, fieldSpecs: [{kind: VirtualMCPServer, "
                    "path: spec/groupRef/name}]}]\n"}}) == "1 ");
  // Of two builds that come to the same, one by a patch.
  CHECK(
      rewritten(
          "",
          {{"repo/over/kustomization.yaml",
            "resources: [..]\npatches: [{" + target +
                ", patch: '[{\"op\": \"replace\", \"path\": \"/spec/groupRef/name\", \"value\": \"tools\"}]'}]\n"}}) ==
      "1 ");
}

TEST_CASE("generators make Secrets and ConfigMaps") {
  const Placed placed({{"repo/gw.yaml", gateway()},
                       {"repo/authz.json", "{\"version\": \"1.0\"}"},
                       {"repo/kustomization.yaml",
                        "namespace: team\nresources: [gw.yaml]\n"
                        "secretGenerator: [{name: keys, files: [sign.pem], literals: [a=b]}]\n"
                        "configMapGenerator: [{name: authz, files: [authz.json]}, {name: env, envs: [x.env]}]\n"}});
  CHECK(placed.objects() == Texts{"VirtualMCPServer team/gw", "ConfigMap team/authz", "ConfigMapGenerator team/env",
                                  "SecretGenerator team/keys"});
  const yaml::Value& authz = placed.worlds[0].documents[1].root;
  CHECK(authz.find("data")->string_at("authz.json") == "{\"version\": \"1.0\"}");
  CHECK(placed.worlds[0].counts == std::vector<bool>{true, false, false, false});
}

TEST_CASE("a generator that merges or replaces is no second one") {
  const auto generated = [](const std::string& more) {
    const Placed placed({{"repo/base/gw.yaml", gateway()},
                         {"repo/base/kustomization.yaml",
                          "resources: [gw.yaml]\nsecretGenerator: [{name: keys, literals: [a=1]}]\n"
                          "configMapGenerator: [{name: env, literals: [x=1]}]\n"},
                         {"repo/ov/kustomization.yaml", "resources: [../base]\n" + more}});
    std::vector<std::string> objects = placed.objects();
    for (const yaml::Document& document : placed.worlds[0].documents) {
      const yaml::Value* literals = document.root.find("literals");
      if (literals == nullptr) continue;
      for (const yaml::Value& literal : literals->items()) objects.push_back(literal.as_string());
    }
    return objects;
  };
  CHECK(generated("secretGenerator: [{name: keys, behavior: merge, literals: [b=2]}]\n") ==
        Texts{"VirtualMCPServer /gw", "ConfigMap /env", "SecretGenerator /keys", "a=1", "b=2"});
  CHECK(generated("secretGenerator: [{name: keys, behavior: replace, literals: [b=2]}]\n") ==
        Texts{"VirtualMCPServer /gw", "ConfigMap /env", "SecretGenerator /keys", "b=2"});
  CHECK(generated("configMapGenerator: [{name: env, behavior: merge, literals: [y=2]}]\n") ==
        Texts{"VirtualMCPServer /gw", "ConfigMap /env", "SecretGenerator /keys", "a=1"});
  CHECK(generated("secretGenerator: [{name: keys, literals: [b=2]}]\n").size() == 4);
}

TEST_CASE("a kustomization that is reached by many ways costs no more than there are bounds") {
  Tree tree = {{"repo/k24/kustomization.yaml", "resources: [gw.yaml]\n"}, {"repo/k24/gw.yaml", gateway()}};
  for (int i = 0; i < 24; ++i) {
    const std::string next = "../k" + std::to_string(i + 1);
    tree["repo/k" + std::to_string(i) + "/kustomization.yaml"] = "resources: [" + next + ", " + next + "]\n";
  }
  CHECK_FALSE(Placed(tree).worlds.empty());
}

TEST_CASE("patches that are too many for the objects leave those unknown") {
  Tree tree = {{"repo/kustomization.yaml", "resources: [gw.yaml]\npatches:\n"}};
  for (int i = 0; i < 200; ++i) tree["repo/gw.yaml"] += "---\n" + object("VirtualMCPServer", std::to_string(i));
  std::string operations;
  for (int i = 0; i < 3000; ++i)
    operations += "    - {op: add, path: /metadata/a" + std::to_string(i) + ", value: x}\n";
  tree["repo/kustomization.yaml"] += "- target: {kind: VirtualMCPServer}\n  patch: |-\n" + operations;
  const Placed placed(tree);
  REQUIRE(placed.worlds.size() == 1);
  CHECK(placed.worlds[0].notes->unbuilt.size() == 1);
}

TEST_CASE("patches are applied as far as they are understood") {
  const auto patched = [](const std::string& patch) {
    const Placed placed({{"repo/gw.yaml", gateway() + "spec: {replicas: 1, list: [{a: 1}], config: {x: 1, y: 2}}\n"},
                         {"repo/kustomization.yaml", "resources: [gw.yaml]\npatches:\n" + patch}});
    if (!placed.worlds[0].notes->unbuilt.empty()) return std::string("unknown");
    if (placed.worlds[0].documents.empty()) return std::string("deleted");
    const yaml::Value& root = placed.worlds[0].documents.front().root;
    const yaml::Value* spec = root.find("spec");
    const yaml::Value* replicas = spec->find("replicas");
    return std::string(root.find("metadata")->string_at("name")) + ' ' +
           (replicas == nullptr ? "none" : std::to_string(replicas->as_int())) + ' ' +
           std::to_string(spec->find("list")->items().size()) + ' ' +
           std::to_string(spec->find("config")->members().size());
  };
  const std::string target = "  target: {kind: VirtualMCPServer}\n";
  const std::string part =
      "- patch: |-\n    apiVersion: toolhive.stacklok.dev/v1beta1\n    kind: VirtualMCPServer\n"
      "    metadata: {name: gw}\n";
  CHECK(patched(part + "    spec: {replicas: 2, config: {z: 3}}\n") == "gw 2 1 3");
  CHECK(patched(part + "    spec: {replicas: null, list: []}\n") == "gw none 0 2");
  CHECK(patched(part + "    $patch: delete\n") == "deleted");
  CHECK(patched("- patch: '- {op: replace, path: /spec/replicas, value: 3}'\n" + target) == "gw 3 1 2");
  CHECK(patched("- patch: |-\n    - {op: add, path: /spec/list/-, value: {b: 2}}\n    - {op: remove, path: "
                "/spec/config/x}\n" +
                target) == "gw 1 2 1");
  CHECK(patched("- patch: '- {op: replace, path: /spec/none/x, value: 3}'\n" + target) == "gw 1 1 2");
  CHECK(patched("- patch: '- {op: replace, path: /spec/replicas, value: 3}'\n  target: {kind: VirtualMCPServer, name: "
                "g.}\n") == "gw 3 1 2");
  CHECK(patched("- patch: '- {op: replace, path: /spec/replicas, value: 3}'\n  target: {name: g}\n") == "gw 1 1 2");
  CHECK(patched("- patch: |-\n    kind: Any\n    metadata: {name: other}\n    spec: {replicas: 4}\n" + target) ==
        "gw 4 1 2");
}

TEST_CASE("variables of a Flux Kustomization are those of what it applies") {
  const auto names = [](const std::string& spec, const Tree& more = {}) {
    Tree tree = {{"repo/apps/group.yaml", object("MCPGroup", "${NAME:=none}")},
                 {"repo/other/group.yaml", object("MCPGroup", "${NAME}-other")},
                 {"repo/ks.yaml", flux(spec)}};
    tree.insert(more.begin(), more.end());
    Texts groups;
    for (const std::string& one : Placed(tree).objects()) {
      if (one.starts_with("MCPGroup")) groups.push_back(one);
    }
    return groups;
  };
  const std::string map = object("ConfigMap", "vars", ", namespace: flux-system") + "data: {NAME: map}\n";
  const std::string secret = object("Secret", "vars", ", namespace: flux-system") + "stringData: {NAME: hidden}\n";
  const std::string from = "{path: apps, postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}}";
  const std::string from_secret = "{path: apps, postBuild: {substituteFrom: [{kind: Secret, name: vars}]}}";
  const auto groups = [](const std::string& name) { return Texts{"MCPGroup /" + name, "MCPGroup /${NAME}-other"}; };
  CHECK(names("{path: apps}") == groups("${NAME:=none}"));
  CHECK(names("{path: apps, postBuild: {substitute: {NAME: own}}}") == groups("own"));
  CHECK(names("{path: apps, postBuild: {substitute: {OTHER: own}}}") == groups("none"));
  CHECK(names(from) == groups("${NAME:=none}"));
  CHECK(names(from, {{"repo/vars.yaml", map}}) == groups("map"));
  CHECK(names(from_secret, {{"repo/vars.yaml", secret}}) == groups("${NAME:=none}"));
}

TEST_CASE("variables that are left are counted once") {
  gitops::PlacementOptions options;
  options.variables = {{"A", "a"}};
  const Placed placed({{"repo/group.yaml", object("MCPGroup", "${A}-${B}", ", namespace: \"${C}\"")}}, options);
  CHECK(placed.objects() == Texts{"MCPGroup ${C}/a-${B}"});
  CHECK(placed.notes() == Texts{"repo/group.yaml:3 unsubstituted-variable"});
  // One that is escaped is none, before it is substituted and after.
  const Tree escaped = {{"repo/gw.yaml", gateway() + "spec: {a: \"$${B}\"}\n"}};
  CHECK(Placed(escaped).notes().empty());
  CHECK(Placed(escaped, options).notes().empty());
}

TEST_CASE("what only a build knows is said of the namespaces that it fills") {
  const Placed placed({{"repo/gw.yaml", gateway()},
                       {"repo/kustomization.yaml",
                        "namespace: team\nresources: [gw.yaml, 'https://example.com/x']\nnamePrefix: p-\n"}});
  REQUIRE(placed.worlds[0].notes->unbuilt.contains("team"));
  CHECK(placed.worlds[0].notes->unbuilt.at("team").find("kustomize build repo | vmcp-render check") !=
        std::string::npos);
}
