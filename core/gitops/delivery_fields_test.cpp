#include "core/gitops/delivery_fields.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>

#include "core/gitops/placement_fixture.h"

namespace gitops = vmcp::gitops;
using namespace gitops::fixture;

namespace {

const std::string kSource = "sourceRef: {kind: GitRepository, name: flux-system}";
const std::string kArgoSource = "{repoURL: https://example.com/repo, path: apps/mcp}";

std::string set(const std::string& spec) {
  return "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec:\n" + spec;
}

std::string list(const std::string& elements, const std::string& path, const std::string& more = "") {
  return set(more + "  generators: [{list: {elements: " + elements +
             "}}]\n  template: {metadata: {name: a}, spec: {source: {repoURL: https://example.com/repo, path: '" +
             path + "'}, destination: {namespace: mcp}}}\n");
}

std::string git(const std::string& glob, const std::string& path) {
  return set("  goTemplate: true\n  generators: [{git: {directories: [{path: '" + glob +
             "'}]}}]\n  template: {metadata: {name: '{{ .path.basename | lower }}'}, spec: {source: {repoURL: "
             "https://example.com/repo, path: '" +
             path + "'}, destination: {namespace: mcp}}}\n");
}

std::string argo_sources(const std::string& sources) {
  return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {sources: [" + sources +
         "], destination: {namespace: mcp}}\n";
}

/// What is suggested of builds of a tree with a gateway, two overlays of it, and this delivery.
std::string suggested(const std::string& delivery) {
  const Placed placed({{"repo/apps/mcp/gw.yaml", gateway()},
                       {"repo/overlays/dev/kustomization.yaml", "resources: [../../apps/mcp/gw.yaml]\n"},
                       {"repo/overlays/prod/kustomization.yaml", "resources: [../../apps/mcp/gw.yaml]\n"},
                       {"repo/charts/web/values.yaml", "a: b\n"},
                       {"repo/delivery.yaml", delivery}});
  std::string all;
  for (const vmcp::diag::Diagnostic& finding : placed.sink.sorted()) {
    if (finding.code == "build-refused") all += finding.path + " -> " + finding.suggestion + '\n';
  }
  return all;
}

}  // namespace

TEST_CASE("the head of a delivery is told that a kustomization has") {
  std::string delivery = flux("{path: ./apps/mcp, " + kSource + "}");
  delivery.replace(0, std::string_view("apiVersion").size(), "apiVexsion");
  const auto told = [&](const std::string& kustomization) {
    const Placed placed({{"repo/apps/mcp/gw.yaml", gateway()},
                         {"repo/clusters/kustomization.yaml", kustomization},
                         {"repo/clusters/mcp.yaml", delivery}});
    REQUIRE(placed.sink.all().size() == 1);
    return placed.sink.all()[0].path + " -> " + placed.sink.all()[0].suggestion;
  };
  CHECK(told("resources: [mcp.yaml]\n") == "apiVexsion -> apiVersion");
  CHECK(told("resources: []\n") == "apiVexsion -> apiVersion");
}

TEST_CASE("misspelt fields of deliveries are told as far as they bring ToolHive's objects") {
  struct Case {
    std::string delivery;
    std::string expected;
  };
  const std::string flux_at = "path: ./apps/mcp, " + kSource;
  const Case cases[] = {
      {flux("{targetNamespace: mcp, interval: 1m, prune: true, " + flux_at + "}"), ""},
      {flux("{targetNmespace: mcp, " + flux_at + "}"), "spec.targetNmespace -> targetNamespace\n"},
      {flux("{pah: ./apps/mcp, " + kSource + "}"), "spec.pah -> path\n"},
      {flux("{path: ./apps/mcp, sourceRf: {kid: GitRepository, name: flux-system}}"),
       "spec.sourceRf -> sourceRef\nspec.sourceRef.kid -> kind\n"},
      {flux("{path: ./apps/mcp, sourceRef: {kind: GitRepositry, name: flux-system}}"),
       "spec.sourceRef.kind -> GitRepository\n"},
      {flux("{compnents: [], patchs: [], namePrefx: a-, " + flux_at + "}"),
       "spec.compnents -> components\nspec.patchs -> patches\nspec.namePrefx -> namePrefix\n"},
      {flux("{pah: ./charts/web, " + kSource + "}"), ""},
      // What is nearly no field may be one of a later release.
      {flux("{healthCheckExpressions: [], " + flux_at + "}"), ""},
      {"apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: {name: flux}\nspec: {sync: {kind: "
       "GitRepositry, url: u, path: aps/mcp}}\n",
       "spec.sync.kind -> GitRepository\nspec.sync.path -> apps/mcp\n"},
      {argo(kArgoSource, "mcp"), ""},
      {argo("{repoURL: https://example.com/repo, pah: apps/mcp, kustmize: {namePrefx: a-}}", "mcp"),
       "spec.source.pah -> path\nspec.source.kustmize -> kustomize\nspec.source.kustomize.namePrefx -> namePrefix\n"},
      {"apiVersion: argoproj.io/v1alpha1\nkind: Applicaton\nmetadata: {name: a}\nspce: {sourcs: [" + kArgoSource +
           "], destiation: {namspace: mcp}}\n",
       "kind -> Application\nspce -> spec\nspec.sourcs -> sources\nspec.destiation -> destination\n"
       "spec.destination.namspace -> namespace\n"},
      {"apiVersion: kustomize.toolkit.fluxcd.oi/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {" + flux_at +
           "}\n",
       "apiVersion -> kustomize.toolkit.fluxcd.io/v1\n"},
      {"apiVersion: argproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: " + kArgoSource + "}\n",
       "apiVersion -> argoproj.io/v1alpha1\n"},
      {"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkid: Kustomization\nmetadata: {nme: a}\nspec: {" + flux_at + "}\n",
       "kid -> kind\nmetadata.nme -> name\n"},
      {"apiVesion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: " + kArgoSource + "}\n",
       "apiVesion -> apiVersion\n"},
      {"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkid: Kustomization\nmetadata: {name: a}\nspec: {path: "
       "./charts/web, " +
           kSource + "}\n",
       ""},
      {"kid: Kustomization\nmetadata: {name: a}\nspec: {" + flux_at + "}\n", ""},
      {flux("{decryption: {provder: sops}, dependsOn: [{nme: flux-system}], " + flux_at + "}"),
       "spec.decryption.provder -> provider\nspec.dependsOn[0].nme -> name\n"},
      {"apiVersion: app.k8s.io/v1beta1\nkind: Application\nmetadata: {name: a}\nspec: {source: " + kArgoSource + "}\n",
       ""},
      {"apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: a}\nspec: {sourceRepo: []}\n", ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.delivery);
    CHECK(suggested(one.delivery) == one.expected);
  }
}

TEST_CASE("files of another source are taken by the ref that it has") {
  const auto with = [](const std::string& file) {
    return suggested(argo_sources("{repoURL: https://charts.example.com, chart: web, helm: {valueFiles: ['" + file +
                                  "']}}, {repoURL: https://example.com/values, ref: values}, " + kArgoSource));
  };
  for (const char* sound : {"$values/a.yaml", "values.yaml", "$ARGOCD_APP_NAME/a.yaml", "$other/a.yaml", "$"}) {
    CAPTURE(sound);
    CHECK(with(sound).empty());
  }
  CHECK(with("$vaules/a.yaml") == "spec.sources[0].helm.valueFiles[0] -> $values/a.yaml\n");
}

TEST_CASE("the registry of ToolHive's charts is known") {
  const auto with = [](const std::string& url) {
    return suggested(
        argo_sources("{repoURL: '" + url + "', chart: toolhive-operator, targetRevision: 0.63.0}, " + kArgoSource));
  };
  CHECK(with("ghcr.io/stacklok/toolhive").empty());
  CHECK(with("registry.example.com/mirror/toolhive").empty());
  CHECK(with("gchr.io/stacklok/toolhive") == "spec.sources[0].repoURL -> ghcr.io/stacklok/toolhive\n");
  CHECK(with("oci://ghcr.io/stacklock/toolhive") == "spec.sources[0].repoURL -> oci://ghcr.io/stacklok/toolhive\n");
}

TEST_CASE("values of deliveries are what a cluster takes") {
  struct Case {
    std::string spec;
    std::string expected;
  };
  const std::string path = "path: ./apps/mcp, ";
  const std::string flux_at = path + kSource;
  const Case of_flux[] = {
      {"{interval: 1h30m, timeout: 1.5h, retryInterval: 500ms, prune: false, wait: yes, patches: [], " + flux_at + "}",
       ""},
      {"{interval: 10, prune: tre, suspend: \"true\", force: 1, " + flux_at + "}",
       "spec.interval -> \nspec.prune -> true\nspec.suspend -> \nspec.force -> \n"},
      {"{interval: 10minutes, timeout: 10 m, retryInterval: m, " + flux_at + "}",
       "spec.interval -> \nspec.timeout -> \nspec.retryInterval -> \n"},
      {"{targetNamespace: [mcp], components: ../a, dependsOn: {name: flux-system}, " + flux_at + "}",
       "spec.components -> \nspec.targetNamespace -> \nspec.dependsOn -> \n"},
      {"{decryption: {provider: spos}, deletionPolicy: Orfan, " + flux_at + "}",
       "spec.decryption.provider -> sops\nspec.deletionPolicy -> Orphan\n"},
      {"{healthChecks: [{apiVersion: toolhive.staklok.dev/v1beta1, kind: VirtualMCPServer, name: gw}, {apiVersion: "
       "acme.io/v1, kind: Thing, name: a}], " +
           flux_at + "}",
       "spec.healthChecks[0].apiVersion -> toolhive.stacklok.dev/v1beta1\n"},
      {"{decryption: {provider: age}, deletionPolicy: Whatever, " + flux_at + "}", "spec.decryption.provider -> \n"},
      {"{postBuild: {substitute: {A: b, B: 3, C: true}, substituteFrom: [{kind: ConfigMp, name: a}, {kind: Vault}]}, " +
           flux_at + "}",
       "spec.postBuild.substitute.B -> \nspec.postBuild.substitute.C -> \nspec.postBuild.substituteFrom[0].kind -> "
       "ConfigMap\nspec.postBuild.substituteFrom[1].kind -> \n"},
      // What fills them in may make others of them, and what is null is not there.
      {"{interval: '${INTERVAL}', prune: '${PRUNE}', suspend: null, " + flux_at + "}", ""},
      {"{prune: tre, path: ./charts/web, " + kSource + "}", ""},
  };
  for (const Case& one : of_flux) {
    CAPTURE(one.spec);
    CHECK(suggested(flux(one.spec)) == one.expected);
  }
  const auto application = [](const std::string& spec) {
    return suggested("apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: " +
                     kArgoSource + ", destination: {namespace: mcp}, " + spec + "}\n");
  };
  CHECK(application("syncPolicy: {syncOptions: [CreateNamespace=false, CreateNamesapce=false]}") ==
        "spec.syncPolicy.syncOptions[1] -> CreateNamespace=false\n");
  CHECK(application("syncPolicy: {automated: {prune: true}, syncOptions: [CreateNamespace=true, Prune=confirm]}")
            .empty());
  CHECK(application("syncPolicy: {automated: true, syncOptions: CreateNamespace=true}") ==
        "spec.syncPolicy.automated -> \nspec.syncPolicy.syncOptions -> \n");
  CHECK(application("syncPolicy: {automated: {prune: flase}, syncOptions: [CreateNamespce=true]}") ==
        "spec.syncPolicy.automated.prune -> false\nspec.syncPolicy.syncOptions[0] -> CreateNamespace=true\n");
  CHECK(application("revisionHistoryLimit: '3', project: 7") == "spec.revisionHistoryLimit -> \nspec.project -> \n");
  CHECK(suggested("apiVersion: argoproj.io/v1alpha2\nkind: Application\nmetadata: {name: a}\nspec: {source: " +
                  kArgoSource + ", destination: {server: 'https://kubernets.default.svc'}}\n") ==
        "apiVersion -> argoproj.io/v1alpha1\nspec.destination.server -> https://kubernetes.default.svc\n");
}

TEST_CASE("what is refused for its type is called by it, for it may be a secret that was pasted there") {
  const std::string secret = "hunter2-horse";
  const std::string lines = "\"-----a\\nhunter2-horse\"";
  const Placed placed(
      {{"repo/apps/mcp/gw.yaml", gateway()},
       {"repo/delivery.yaml",
        flux("{path: ./apps/mcp, interval: " + secret + ", timeout: 10 min, prune: " + secret +
             ", suspend: flase, dependsOn: " + secret + ", decryption: {provider: " + lines + "}, " + kSource + "}")}});
  std::string all;
  for (const vmcp::diag::Diagnostic& finding : placed.sink.sorted()) all += finding.message + '\n';
  CAPTURE(all);
  CHECK(all.find("hunter2") == std::string::npos);
  CHECK(all.find("Flux takes true or false here, not a text\n") != std::string::npos);
  CHECK(all.find("Flux takes a duration such as \"10m\" here, not a text\n") != std::string::npos);
  CHECK(all.find("Flux takes a duration such as \"10m\" here, not \"10 min\"\n") != std::string::npos);
  CHECK(all.find("Flux has no such provider here\n") != std::string::npos);
}

TEST_CASE("a ConfigMap that variables come from has nearly the name of one that is there, or is elsewhere") {
  const auto of = [](const std::string& name) {
    const Placed placed(
        {{"repo/apps/gw.yaml", gateway()},
         {"repo/settings.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cluster-settings}\n"},
         {"repo/ks.yaml", flux("{path: ./apps, " + kSource +
                               ", postBuild: {substituteFrom: [{kind: ConfigMap, name: " + name + "}]}}")}});
    std::string all;
    for (const vmcp::diag::Diagnostic& finding : placed.sink.sorted()) all += finding.suggestion;
    return all;
  };
  CHECK(of("cluster-settings").empty());
  CHECK(of("cluster-setings") == "cluster-settings");
  CHECK(of("cluster-user-settings").empty());
}

TEST_CASE("a ConfigMap that variables come from is there for another cluster, and nearer under nearly its name") {
  const auto of = [](const std::string& name) {
    const std::string settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ";
    const Placed placed({{"repo/apps/gw.yaml", gateway()},
                         {"repo/clusters/dev/settings.yaml", settings + "cluster-settings}\n"},
                         {"repo/clusters/prod/settings.yaml", settings + name + "}\n"},
                         {"repo/clusters/prod/ks.yaml",
                          flux("{path: ./apps, " + kSource +
                               ", postBuild: {substituteFrom: [{kind: ConfigMap, name: cluster-settings}]}}")}});
    std::string all;
    for (const vmcp::diag::Diagnostic& finding : placed.sink.sorted()) all += finding.suggestion;
    return all;
  };
  CHECK(of("cluster-settings").empty());
  CHECK(of("cluster-ettings") == "cluster-ettings");
  CHECK(of("gateway-settings").empty());
}

TEST_CASE("what serves deliveries of ToolHive objects is judged as they are") {
  const auto of = [](const std::string& spec) {
    return suggested(
        "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: flux-system}\n"
        "spec: {interval: 1m, url: 'https://example.com/repo', " +
        spec + "}\n---\n" + flux("{path: ./apps/mcp, " + kSource + "}"));
  };
  CHECK(of("ref: {branch: main}").empty());
  CHECK(of("ref: {brnch: main}, secretRe: {name: s}") == "spec.ref.brnch -> branch\nspec.secretRe -> secretRef\n");
  CHECK(of("ref: {tag: 1.0}") == "spec.ref.tag -> \n");
}

TEST_CASE("what is misspelt in ApplicationSets is told, and what they fill in otherwise is not") {
  struct Case {
    std::string delivery;
    std::string expected;
  };
  const std::string stages = "[{stage: dev}, {stage: prod}]";
  const std::string path = "spec.template.spec.source.path";
  const Case cases[] = {
      {list(stages, "overlays/{{stage}}"), ""},
      {list(stages, "overlays/{{.stage}}", "  goTemplate: true\n"), ""},
      {list("[{stage: {name: dev}}]", "overlays/{{.stage.name}}", "  goTemplate: true\n"), ""},
      {list(stages, "overlays/{{ .stge | lower }}", "  goTemplate: true\n"), ""},
      {list(stages, "{{range .all}}{{.stge}}{{end}}", "  goTemplate: true\n"), ""},
      {list(stages, "overlays/{{stge}}"), path + " -> {{stage}}\n"},
      {list(stages, "overlays/{{.stage}}"), path + " -> {{stage}}\n"},
      {list(stages, "overlays/{{stage}}", "  goTemplate: true\n"), path + " -> {{.stage}}\n"},
      {list(stages, "overays/{{stage}}"), path + " -> overlays/dev\n"},
      {list("[{stage: dev}, {stage: prd}]", "overlays/{{stage}}"), path + " -> overlays/prod\n"},
      {list("[{stage: dev}, {stge: prod}]", "overlays/{{stage}}"),
       "spec.generators[0].list.elements[1].stge -> stage\n"},
      // Others may be filled in.
      {list("[{stage: dev}]}}, {pullRequest: {github: {}", "overlays/{{stge}}"), ""},
      {git("apps/*", "{{.path.path}}"), ""},
      {git("apps/*", "{{.pathh.path}}"), path + " -> {{.path.path}}\n"},
      {git("aps/*", "{{.path.path}}"), "spec.generators[0].git.directories[0].path -> apps/*\n"},
      // What files fill in is not known.
      {set("  generators: [{git: {files: [{path: 'config/*.json'}]}}]\n  template: {metadata: {name: a}, spec: {souce: "
           "{path: "
           "'overlays/{{env}}'}, destination: {}}}\n"),
       "spec.template.spec.souce -> source\n"},
      {set("  generators: [{git: {files: [{path: 'config/*.json'}]}}]\n  template: {metadata: {name: a}, spec: {souce: "
           "{path: "
           "'charts/{{env}}'}, destination: {}}}\n"),
       ""},
      {set("  generators: [{clusters: {seletor: {matchLabel: {a: b}}}}]\n  template: {metadata: {name: a}, spec: "
           "{source: " +
           kArgoSource + ", destination: {namespace: mcp}}}\n"),
       "spec.generators[0].clusters.seletor -> selector\nspec.generators[0].clusters.selector.matchLabel -> "
       "matchLabels\n"},
      // There is such a directory, if without anything of concern.
      {git("charts/*", "{{.path.path}}"), ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.delivery);
    CHECK(suggested(one.delivery) == one.expected);
  }
}

TEST_CASE("generators that are merged fill in what the first has, and the others change") {
  const Placed placed(
      {{"repo/overlays/dev/gw.yaml", gateway()},
       {"repo/set.yaml",
        set("  generators: [{merge: {mergeKeys: [stage], generators: [{list: {elements: [{stage: dev, to: a}]}}, "
            "{list: "
            "{elements: [{stage: dev, to: b}, {stage: prod, to: c}]}}]}}]\n  template: {metadata: {name: a}, spec: "
            "{source: {repoURL: https://example.com/repo, path: 'overlays/{{stage}}'}, destination: {namespace: "
            "'{{to}}'}}}\n")}});
  CHECK(placed.objects() == Texts{"VirtualMCPServer b/gw"});
}

TEST_CASE("what is wrong with a build of deliveries is told where these bring ToolHive's objects") {
  const auto notes = [](const std::string& path, const std::string& kustomization) {
    return Placed({{"repo/apps/mcp/gw.yaml", gateway()},
                   {"repo/charts/web/values.yaml", "a: b\n"},
                   {"repo/clusters/prod/kustomization.yaml", kustomization},
                   {"repo/clusters/prod/apps.yaml", flux("{path: " + path + ", " + kSource + "}")}})
        .notes();
  };
  CHECK(notes("./apps/mcp", "resources: [apps.yaml]\n").empty());
  CHECK(notes("./apps/mcp", "resorces: [apps.yaml]\n") ==
        Texts{"repo/clusters/prod/kustomization.yaml:1 build-refused"});
  CHECK(notes("./apps/mcp", "resources: [aps.yaml]\n") ==
        Texts{"repo/clusters/prod/kustomization.yaml:1 build-refused"});
  CHECK(notes("./charts/web", "resources: [aps.yaml]\n").empty());
}

TEST_CASE("a variable that only one of two deliveries states is told of the other") {
  const auto notes = [](const std::string& stated) {
    const auto cluster = [](const std::string& name) {
      return flux("{path: ./apps, " + kSource + ", postBuild: {substitute: {" + name + ": a.example}}}");
    };
    Placed placed({{"repo/apps/gw.yaml", gateway(", annotations: {domain: \"${DOMAIN}\"}")},
                   {"repo/clusters/a/apps.yaml", cluster("DOMAIN")},
                   {"repo/clusters/b/apps.yaml", cluster(stated)}});
    std::string all;
    for (const vmcp::diag::Diagnostic& finding : placed.sink.sorted()) all += finding.suggestion;
    return all;
  };
  CHECK(notes("DOMAIN").empty());
  CHECK(notes("REGION").empty());
  CHECK(notes("DOMIAN") == "DOMIAN");
}

TEST_CASE("what tests of kuttl compare with a cluster, and templates of directories, are no input") {
  CHECK(Placed({{"repo/t/00-install.yaml", gateway()},
                {"repo/t/00-assert.yaml", gateway() + "status: {phase: Ready}\n"},
                {"repo/t/10-errors-of-gw.yaml", gateway()},
                {"repo/{{cookiecutter.name}}/gw.yaml", gateway()}})
            .objects() == Texts{"VirtualMCPServer /gw"});
}

TEST_CASE("what tests of Chainsaw compare with a cluster is no input") {
  const auto objects = [](const std::string& steps) {
    return Placed(
               {{"repo/t/chainsaw-test.yaml",
                 "apiVersion: chainsaw.kyverno.io/v1alpha1\nkind: Test\nmetadata: {name: t}\nspec: {steps: [{try: [" +
                     steps + "]}]}\n"},
                {"repo/t/gw.yaml", gateway()},
                {"repo/t/ready.yaml", gateway() + "status: {phase: Ready}\n"}})
        .objects();
  };
  const auto gateways = [&](const std::string& steps) {
    const Texts all = objects(steps);
    return std::ranges::count(all, "VirtualMCPServer /gw");
  };
  CHECK(gateways("{apply: {file: gw.yaml}}, {assert: {file: ready.yaml}}") == 1);
  CHECK(gateways("{apply: {file: gw.yaml}}, {error: {file: ./r*.yaml}}") == 1);
  CHECK(gateways("{apply: {file: gw.yaml}}, {apply: {file: ready.yaml}}, {assert: {file: ready.yaml}}") == 2);
  const std::string wants_refused = "expect: [{check: {($error != null): true}}]";
  CHECK(gateways("{apply: {file: gw.yaml}}, {apply: {file: ready.yaml, " + wants_refused + "}}") == 1);
  CHECK(gateways("{apply: {file: gw.yaml}}, {apply: {file: ready.yaml, expect: [{check: {spec: {}}}]}}") == 2);
}

TEST_CASE("what policies of Kyverno's are tried on is no input") {
  const Texts objects =
      Placed({{"repo/t/kyverno-test.yaml",
               "apiVersion: cli.kyverno.io/v1alpha1\nkind: Test\nmetadata: {name: t}\nresources: [bad.yaml]\n"},
              {"repo/t/bad.yaml", object("VirtualMCPServer", "bad")},
              {"repo/t/gw.yaml", gateway()}})
          .objects();
  CHECK(std::ranges::count(objects, "VirtualMCPServer /gw") == 1);
  CHECK(std::ranges::count(objects, "VirtualMCPServer /bad") == 0);
}
