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
