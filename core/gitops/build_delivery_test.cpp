#include <doctest/doctest.h>
#include <string>

#include "core/gitops/build.h"
#include "core/gitops/build_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

TEST_CASE("components that a delivery adds are judged as those of a kustomization") {
  const auto refused_of = [](const std::string& delivery, const std::string& own = "") {
    return refused(Placed({{"repo/apps/gw.yaml", gateway()},
                           {"repo/apps/kustomization.yaml", "resources: [gw.yaml]\n" + own},
                           {"repo/part/kustomization.yaml",
                            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: p-\n"},
                           {"repo/plain/kustomization.yaml", "namePrefix: p-\n"},
                           {"repo/delivery.yaml", delivery}}));
  };
  const std::string at = "repo/delivery.yaml:4 spec.components";
  CHECK(refused_of(flux("{path: apps, components: [../part]}")).empty());
  CHECK(refused_of(flux("{path: apps, components: [../part, ../prt]}")) ==
        Texts{at + "[1]: \"repo/prt\" is not there -> repo/part"});
  CHECK(refused_of(flux("{path: apps, components: [../nope]}"), "components: [../part]\n") ==
        Texts{at + "[0]: \"repo/nope\" is not there"});
  CHECK(refused_of(flux("{path: apps, components: [../plain]}")) ==
        Texts{at + "[0]: \"repo/plain\" is no component, and stands under \"resources\""});
  CHECK(refused_of(flux("{path: apps, components: [gw.yaml]}")) ==
        Texts{at + "[0]: \"repo/apps/gw.yaml\" is a file, and a component is a directory with a kustomization"});
  CHECK(refused_of(flux("{path: apps, ignoreMissingComponents: true, components: [../nope, ../plain]}")) ==
        Texts{at + "[1]: \"repo/plain\" is no component, and stands under \"resources\""});
  CHECK(refused_of(argo("{path: apps, kustomize: {components: [../nope]}}", "team")) ==
        Texts{"repo/delivery.yaml:4 spec.source.kustomize.components[0]: \"repo/nope\" is not there"});
  CHECK(refused_of(argo("{path: apps, kustomize: {ignoreMissingComponents: true, components: [../nope]}}", "team"))
            .empty());
  // What is misspelt of the delivery itself is told apart.
  const std::string misspelt = flux("{path: apps, components: [../part, ../prt]}");
  for (const char* right : {"kind: Kustomization", "fluxcd.io", "spec:"}) {
    std::string delivery = misspelt;
    delivery.erase(delivery.find(right) + 1, 1);
    CAPTURE(delivery);
    CHECK(refused_of(delivery) == Texts{at + "[1]: \"repo/prt\" is not there -> repo/part"});
  }
  // It may be another repository's directory of the same name.
  CHECK(refused_of(flux("{path: apps, sourceRef: {kind: OCIRepository, name: other}, components: [../nope]}")).empty());
}

TEST_CASE("Flux builds what it generates a kustomization for, whatever the files are about") {
  const auto refused_of = [](Tree more, const std::string& path = "apps") {
    Tree tree = {{"repo/apps/gw.yaml", gateway()},
                 {"repo/apps/config.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n"},
                 {"repo/apps/.sops.yaml", "creation_rules: []\n"},
                 {"repo/apps/chart/README.md", "# chart: [\n"},
                 {"repo/apps/base/kustomization.yaml", "resources: []\n"},
                 {"repo/apps/base/values.yaml", "a: b\n"},
                 {"repo/others/values.yaml", "a: [\n"},
                 {"repo/delivery.yaml", flux("{path: " + path + "}")}};
    tree.merge(more);
    return refused(Placed(tree));
  };
  const std::string end = ", and Flux builds all files in \"repo/apps\", which has no kustomization";
  CHECK(refused_of({}).empty());
  CHECK(refused_of({{"repo/apps/db/values.yaml", "a: b\n"}}) ==
        Texts{"repo/apps/db/values.yaml:1 kind: an object has no \"kind\"" + end});
  const Texts broken = refused_of({{"repo/apps/db/rules.yml", "a: [\n"}});
  REQUIRE(broken.size() == 1);
  CHECK(broken.front().starts_with("repo/apps/db/rules.yml:"));
  CHECK(broken.front().ends_with(end));
  // Where Flux is told what to leave out, or builds something else.
  CHECK(refused_of({{"repo/apps/db/values.yaml", "a: b\n"}, {"repo/.sourceignore", "values.yaml\n"}}).empty());
  CHECK(
      refused_of({{"repo/apps/db/values.yaml", "a: b\n"},
                  {"repo/source.yaml",
                   "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: s}\nspec: {ignore: "
                   "'*'}\n"}})
          .empty());
  CHECK(refused_of({{"repo/apps/db/values.yaml", "a: b\n"}, {"repo/apps/kustomization.yaml", "resources: [gw.yaml]\n"}})
            .empty());
  CHECK(refused_of({{"repo/apps/db/values.yaml", "a: b\n"}}, "./").empty());
}

TEST_CASE("directories that an ApplicationSet leaves out are not judged") {
  const std::string set =
      "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: a}\nspec:\n  generators: [{git: "
      "{directories: [{path: 'tenants/*'}, {path: 'tenants/_*', exclude: true}]}}]\n  template: {spec: {source: {path: "
      "'{{path}}'}, destination: {namespace: 'mcp-{{path.basename}}'}}}\n";
  const Placed placed({{"repo/set.yaml", set},
                       {"repo/tenants/red/gw.yaml", gateway()},
                       {"repo/tenants/_template/gw.yaml", object("VirtualMCPServer", "TENANT")}});
  CHECK(placed.objects() == Texts{"VirtualMCPServer mcp-red/gw"});
  CHECK(placed.worlds[0].excluded == 1);
}

TEST_CASE("a Namespace in which nothing is may be the one that a delivery was to name") {
  const auto told = [](const std::string& file, const std::string& delivery) {
    const Placed placed({{"repo/apps/gw.yaml", gateway()},
                         {"repo/delivery.yaml", delivery},
                         {file, "apiVersion: v1\nkind: Namespace\nmetadata: {name: tooling}\n"}});
    const std::vector<diag::Diagnostic> findings = placed.sink.sorted();
    return std::ranges::count(findings, diag::Code("misspelt-word"), &diag::Diagnostic::code);
  };
  const std::string misspelt = flux("{path: apps, targetNamespace: toolng}");
  CHECK(told("repo/namespaces.yaml", misspelt) == 1);
  CHECK(told("repo/namespaces.yaml", argo("{path: apps}", "toolng")) == 1);
  CHECK(told("repo/namespaces.yaml", flux("{path: apps, targetNamespace: tooling}")) == 0);
  CHECK(told("repo/namespaces.yaml", flux("{path: apps, targetNamespace: other}")) == 0);
  // What is built there, too, gets the other name.
  CHECK(told("repo/apps/namespace.yaml", misspelt) == 0);
}

TEST_CASE("what Argo CD hydrates is in the namespace that the Application states") {
  const Placed placed({{"repo/apps/gw.yaml", gateway()},
                       {"repo/argo.yaml",
                        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: "
                        "{sourceHydrator: {drySource: {path: apps}, syncSource: {path: out, targetBranch: env}}, "
                        "destination: {namespace: team}}\n"}});
  CHECK(placed.objects() == Texts{"VirtualMCPServer team/gw"});
}

TEST_CASE("what Argo CD is told to leave out is not judged") {
  const Placed placed({{"repo/apps/gw.yaml", gateway()},
                       {"repo/apps/old.yaml", object("MCPGroup", "old")},
                       {"repo/apps/s.yaml", object("Secret", "s")},
                       {"repo/argo.yaml", argo("{path: apps, directory: {exclude: '{old,s}.yaml'}}", "team")}});
  CHECK(placed.objects() == Texts{"VirtualMCPServer team/gw"});
  CHECK(placed.worlds[0].excluded == 1);
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
  // Where that is, is not known.
  CHECK(built(flux("{path: over, targetNamespace: own, components: ['../part-${SIZE}']}")) ==
        Texts{"VirtualMCPServer own/gw", "MCPGroup /tools"});
  const std::string patch =
      "patches: [{target: {labelSelector: app=a}, patch: '- {op: add, path: /metadata/name, value: other}'}]";
  CHECK(built(argo("{path: over, kustomize: {" + patch + "}}", "team"))[0] == "VirtualMCPServer team/other");
  CHECK(built(argo("{path: over, kustomize: {namePrefix: 'p-{{x}}-'}}", "team"))[0] ==
        "VirtualMCPServer team/p-{{x}}-gw");
  const std::string set =
      "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec: {generators: [{clusters: "
      "{}}], "
      "template: {spec: {source: {path: over, kustomize: {namePrefix: 'p-{{x}}-'}}, destination: {namespace: "
      "team}}}}\n";
  CHECK(built(set)[0] == "VirtualMCPServer team/p-${{x}}-gw");
}

TEST_CASE("Argo CD takes what its globs say, and a chart's templates") {
  const auto built = [](const std::string& source, Tree tree = {}) {
    tree.insert({{"repo/apps/a/gw.yaml", gateway()},
                 {"repo/apps/group.yaml", object("MCPGroup", "g")},
                 {"repo/argo.yaml", argo(source, "team")}});
    return Placed(tree).objects();
  };
  CHECK(built("{path: apps, directory: {recurse: true, include: '*/gw.yaml'}}") == Texts{"VirtualMCPServer team/gw"});
  CHECK(built("{path: apps, directory: {recurse: true, exclude: '{a/*,x.yaml}'}}") == Texts{"MCPGroup team/g"});
  CHECK(built("{path: apps, plugin: {name: x}, directory: {recurse: true}}") ==
        Texts{"VirtualMCPServer team/gw", "MCPGroup team/g"});
  const Tree chart = {{"repo/chart/Chart.yaml", "apiVersion: v2\nname: chart\n"},
                      {"repo/chart/templates/oidc.yaml", object("MCPOIDCConfig", "o")}};
  CHECK(built("{path: chart, helm: {releaseName: x}}", chart) ==
        Texts{"VirtualMCPServer /gw", "MCPGroup /g", "MCPOIDCConfig team/o"});
}

TEST_CASE("a Helm release of Flux' brings the chart that is a directory of its repository") {
  const auto release = [](const std::string& chart, const std::string& source, const std::string& more = "") {
    return "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: r, namespace: apps}\n"
           "spec: {chart: {spec: {chart: " +
           chart + ", sourceRef: {kind: " + source + ", name: flux-system}}}" + more + "}\n";
  };
  const auto placed = [](const std::string& delivery) {
    return Placed({{"repo/charts/gw/Chart.yaml", "apiVersion: v2\nname: gw\n"},
                   {"repo/charts/gw/values.yaml", "a: b\n"},
                   {"repo/charts/gw/templates/gw.yaml", gateway()},
                   {"repo/release.yaml", delivery}});
  };
  const auto objects = [&](const std::string& delivery) {
    Texts all = placed(delivery).objects();
    std::erase_if(all, [](const std::string& one) { return one.starts_with("HelmRelease"); });
    return all;
  };
  CHECK(objects(release("./charts/gw", "GitRepository")) == Texts{"VirtualMCPServer apps/gw"});
  CHECK(objects(release("charts/gw", "Bucket", ", targetNamespace: team")) == Texts{"VirtualMCPServer team/gw"});
  CHECK(objects(release("charts/gw", "Bucket",
                        ", postRenderers: [{kustomize: {patches: [{patch: '[{op: remove, "
                        "path: /spec/groupRef}]'}]}}]")) == Texts{"VirtualMCPServer /gw"});
  CHECK(objects(release("charts/gw", "Bucket",
                        ", postRenderers: [{kustomize: {patches: [{target: {kind: MCPServer}, "
                        "patch: '[{op: add, path: /metadata/labels/a, value: b}]'}]}}]")) ==
        Texts{"VirtualMCPServer apps/gw"});
  CHECK(objects(release("charts/gw", "Bucket", ", postRenderers: [{kustomize: {images: []}}]")) ==
        Texts{"VirtualMCPServer apps/gw"});
  CHECK(objects(release("charts/gw", "HelmRepository")) == Texts{"VirtualMCPServer /gw"});
  CHECK(objects(release("'{{chart}}'", "GitRepository")) == Texts{"VirtualMCPServer /gw"});

  const auto told = [&](const std::string& delivery) {
    Texts texts;
    for (const diag::Diagnostic& finding : placed(delivery).sink.sorted()) {
      if (finding.code == "build-refused") texts.push_back(finding.path + " -> " + finding.suggestion);
    }
    return texts;
  };
  const std::string values =
      "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: gw-values, namespace: apps}\ndata: {values.yaml: 'a: "
      "c'}\n";
  const std::string misspelt = ", valuesFrom: [{kind: ConfigMap, name: gw-valeus}]";
  CHECK(told(release("charts/gw", "GitRepository")).empty());
  CHECK(told(release("charts/gv", "GitRepository")) == Texts{"spec.chart.spec.chart -> charts/gw"});
  CHECK(told(release("charts/gw", "GitRepository", misspelt) + values) ==
        Texts{"spec.valuesFrom[0].name -> gw-values"});
  CHECK(told(release("other", "HelmRepository", misspelt) + values).empty());
}

TEST_CASE("templates that generators have, and a patch of all, decide where an ApplicationSet delivers") {
  const auto built = [](const std::string& spec) {
    return Placed({{"repo/apps/a/group.yaml", object("MCPGroup", "g")},
                   {"repo/set.yaml",
                    "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec:\n" + spec}})
        .objects();
  };
  const std::string everywhere = "  template: {spec: {source: {path: apps/a}, destination: {namespace: team}}}\n";
  const std::string own = "{spec: {destination: {namespace: own}}}";
  CHECK(built("  generators: [{list: {elements: [{a: b}], template: " + own + "}}]\n" + everywhere) ==
        Texts{"MCPGroup own/g"});
  CHECK(built("  generators: [{matrix: {generators: [{clusters: {}}, {list: {elements: [{a: b}]}}], template: " + own +
              "}}]\n" + everywhere) == Texts{"MCPGroup own/g"});
  const std::string patched =
      "  generators: [{list: {elements: [{ns: left}]}}]\n" + everywhere + "  templatePatch: |\n";
  CHECK(built(patched + "    spec: {destination: {namespace: '{{ .ns }}'}}\n") == Texts{"MCPGroup left/g"});
  CHECK(built(patched + "    metadata: {labels: {a: b}}\n") == Texts{"MCPGroup team/g"});
  CHECK(built(patched + "    {{- if .x }}\n    spec: {destination: {namespace: x}}\n    {{- end }}\n") ==
        Texts{"MCPGroup ${{ templatePatch }}/g"});
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
        Texts{"MCPGroup team/g"});
  CHECK(built("[{matrix: {generators: [{clusters: {}}, {git: {directories: [{path: apps/*}]}}]}}]", "{{path}}",
              "{{path.basename}}") == Texts{"MCPGroup a/g", "MCPGroup b/g"});
  CHECK(built("[{list: {elements: [{ns: left, dir: a}, {ns: right, dir: b}]}}]", "apps/{{dir}}", "{{.ns}}") ==
        Texts{"MCPGroup left/g", "MCPGroup right/g"});
  CHECK(built("[{list: {elements: [{at: {ns: left, dir: a}}, {at: {ns: 2, dir: b}}]}}]", "apps/{{ .at.dir }}",
              "n-{{.at.ns}}") == Texts{"MCPGroup n-left/g", "MCPGroup n-2/g"});
  const std::string elements = "[{list: {elements: [{ns: left, dir: a, env: dev}, {ns: right, dir: b}]}, selector: ";
  CHECK(built(elements + "{matchLabels: {env: dev}}}]", "apps/{{dir}}", "{{ns}}") ==
        Texts{"MCPGroup left/g", "MCPGroup /g"});
  CHECK(built(elements + "{matchExpressions: [{key: ns, operator: NotIn, values: [left]}]}}]", "apps/{{dir}}",
              "{{ns}}") == Texts{"MCPGroup /g", "MCPGroup right/g"});
  CHECK(built("[{clusters: {values: {ns: left}}}]", "apps/a", "{{values.ns}}") ==
        Texts{"MCPGroup left/g", "MCPGroup /g"});
  CHECK(built("[{git: {directories: [{path: apps/*}], pathParamPrefix: my, values: {ns: '{{.my.path.basename}}-x'}}}]",
              "{{.my.path.path}}", "{{.values.ns}}") == Texts{"MCPGroup a-x/g", "MCPGroup b-x/g"});
  CHECK(built("[{clusters: {}}]", "apps/a", "{{metadata.labels.ns}}") ==
        Texts{"MCPGroup ${{metadata.labels.ns}}/g", "MCPGroup /g"});
  CHECK(built(git, "{{path}}", "{{.path.basename | lower}}").front() == "MCPGroup ${{.path.basename | lower}}/g");
}
