#include "core/gitops/flux_names.h"

#include <doctest/doctest.h>
#include <string>

#include "core/gitops/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

std::string source(const std::string& kind, const std::string& name) {
  return "apiVersion: source.toolkit.fluxcd.io/v1\nkind: " + kind + "\nmetadata: {name: " + name +
         ", namespace: flux-system}\n";
}

std::string flux_of(const std::string& kind, const std::string& name, const std::string& path,
                    const std::string& more = "") {
  return flux("{path: " + path + ", sourceRef: {kind: " + kind + ", name: " + name + "}" + more + "}");
}

/// What is suggested where a Kustomization of this `spec` brings a gateway.
std::string suggested(const std::string& delivery, const std::string& name = "fleet") {
  const Placed placed({{"repo/apps/gw.yaml", gateway()},
                       {"repo/source.yaml", source("GitRepository", name)},
                       {"repo/oci.yaml", source("OCIRepository", "artifacts")},
                       {"repo/others/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"},
                       {"repo/others.yaml", flux_of("GitRepository", "fleat", "./others", ", dependsOn: [{name: kz}]")},
                       {"repo/ks.yaml", delivery}});
  std::string all;
  for (const diag::Diagnostic& finding : placed.sink.sorted()) {
    if (finding.code == "build-refused") all += finding.place.file + ' ' + finding.path + " -> " + finding.suggestion;
  }
  return all;
}

}  // namespace

TEST_CASE("a source that is nearly called as the one that the input has is that one") {
  const std::string at = "repo/ks.yaml spec.sourceRef.name -> ";
  const auto of = [](const std::string& kind, const std::string& name, const std::string& stated = "fleet") {
    return suggested(flux_of(kind, name, "./apps"), stated);
  };
  CHECK(of("GitRepository", "fleet").empty());
  CHECK(of("GitRepository", "fleett") == at + "fleet");
  CHECK(of("OCIRepository", "artefacts") == at + "artifacts");
  CHECK(of("GitRepository", "flux-sytem") == at + "flux-system");
  CHECK(of("GitRepository", "fleet-dev1", "fleet-dev2").empty());
  CHECK(of("GitRepository", "team-a", "team-b").empty());
  CHECK(of("GitRepository", "infra-eu", "infra-us").empty());
  for (const char* other : {"flux-system", "fle${X}t", "another", "artefacts"}) {
    CAPTURE(other);
    CHECK(of("GitRepository", other).empty());
  }
}

TEST_CASE("a source is in the namespace where the input has it") {
  const auto of = [](const std::string& name_space, const std::string& of_source = "") {
    std::string delivery = flux("{path: ./apps, sourceRef: {kind: GitRepository, name: fleet" + of_source + "}}");
    const std::string stated = "flux-system";
    delivery.replace(delivery.find(stated), stated.size(), name_space);
    return suggested(delivery);
  };
  CHECK(of("flux-system").empty());
  CHECK(of("team").empty());
  CHECK(of("flux-sytem") == "repo/ks.yaml metadata.namespace -> flux-system");
  CHECK(of("team", ", namespace: flux-sytem") == "repo/ks.yaml spec.sourceRef.namespace -> flux-system");
  const auto waiting_for = [](const std::string& name_space) {
    return suggested(
        flux_of("GitRepository", "fleet", "./apps", ", dependsOn: [{name: apps, namespace: " + name_space + "}]"));
  };
  CHECK(waiting_for("flux-system").empty());
  CHECK(waiting_for("team").empty());
  CHECK(waiting_for("flux-sytem") == "repo/ks.yaml spec.dependsOn[0].namespace -> flux-system");
}

TEST_CASE("what a Kustomization substitutes is in a ConfigMap of the input") {
  const auto of = [](const std::string& name, const std::string& name_space) {
    return suggested(flux("{path: ./apps, postBuild: {substituteFrom: [{kind: ConfigMap, name: " + name + "}]}}") +
                     "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: cluster-vars, namespace: " + name_space +
                     "}\ndata: {A: b}\n");
  };
  CHECK(of("cluster-vars", "flux-system").empty());
  CHECK(of("clustr-vars", "flux-system") == "repo/ks.yaml spec.postBuild.substituteFrom[0].name -> cluster-vars");
  CHECK(of("other", "flux-system").empty());
  CHECK(of("cluster-vars", "flux-sxstem") == "repo/ks.yaml metadata.namespace -> flux-sxstem");
  CHECK(of("cluster-vars", "apps").empty());
}

TEST_CASE("a Kustomization that is to come first is one of the input") {
  const auto of = [](const std::string& name) {
    return suggested(
        flux_of("GitRepository", "fleet", "./apps", ", dependsOn: [{name: flux-system}, {name: " + name + "}]") +
        "---\n" +
        "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: "
        "infrastructure}\nspec: {path: ./none, sourceRef: {kind: GitRepository, name: fleet}}\n");
  };
  CHECK(of("infrastructure").empty());
  CHECK(of("infrastucture") == "repo/ks.yaml spec.dependsOn[1].name -> infrastructure");
  CHECK(of("databases").empty());
}

TEST_CASE("what a Kustomization waits for is of the input") {
  const auto of = [](const std::string& kind, const std::string& name) {
    return suggested(flux_of("GitRepository", "fleet", "./apps",
                             ", healthChecks: [{apiVersion: apps/v1, kind: " + kind + ", name: " + name + "}]") +
                     "---\n" + object("MCPServer", "research"));
  };
  for (const char* kind : {"Deployment", "MCPServer"}) {
    CAPTURE(kind);
    CHECK(of(kind, "research").empty());
    CHECK(of(kind, "reseach") == "repo/ks.yaml spec.healthChecks[0].name -> research");
    CHECK(of(kind, "search").empty());
  }
  CHECK(of("StatefulSet", "reseach").empty());
}

TEST_CASE("a Helm release that installs ToolHive names what the input has") {
  const auto of = [](const std::string& release, const std::string& more = "") {
    const Placed placed(
        {{"repo/gw.yaml", gateway()},
         {"repo/source.yaml",
          "apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: toolhive, namespace: "
          "flux-system}\nspec: {type: oci, interval: 1h, url: 'oci://ghcr.io/stacklok/toolhive/'" +
              more + "}\n"},
         {"repo/values.yaml", object("ConfigMap", "operator-values", ", namespace: toolhive")},
         {"repo/generated/kustomization.yaml", "configMapGenerator: [{name: common-values, literals: [a=b]}]\n"},
         {"repo/release.yaml",
          "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: toolhive, namespace: "
          "toolhive}\nspec: {" +
              release + "}\n"}});
    std::string all;
    for (const diag::Diagnostic& finding : placed.sink.sorted()) {
      if (finding.code == "build-refused") all += finding.path + " -> " + finding.suggestion + '\n';
    }
    return all;
  };
  const auto chart = [](const std::string& name, const std::string& source, const std::string& more = "") {
    return "interval: 1h, chart: {spec: {chart: " + name + ", version: 0.63.0, sourceRef: {kind: HelmRepository, " +
           source + "}}}" + more;
  };
  const std::string source = "name: toolhive, namespace: flux-system";
  CHECK(of(chart("toolhive-operator", source,
                 ", install: {crds: CreateReplace, remediation: {retries: 3}}, dependsOn: [{name: toolhive-crds}], "
                 "valuesFrom: [{kind: ConfigMap, name: operator-values}, {kind: ConfigMap, name: common-values}]"))
            .empty());
  CHECK(of(chart("toolhive-operator", "name: toolhve, namespace: flux-system")) ==
        "spec.chart.spec.sourceRef.name -> toolhive\n");
  CHECK(of(chart("toolhive-operator-crds", "name: toolhive, namespace: flux-sytem")) ==
        "spec.chart.spec.sourceRef.namespace -> flux-system\n");
  CHECK(of(chart("toolhive-operater", source)) == "spec.chart.spec.chart -> toolhive-operator\n");
  CHECK(of(chart("toolhive-operator", source, ", instal: {remediation: {retrys: 3}}, values: [a]")) ==
        "spec.instal -> install\nspec.install.remediation.retrys -> retries\nspec.values -> \n");
  CHECK(of(chart("toolhive-operator", source, ", valuesFrom: [{kind: ConfigMap, name: operator-valeus}]")) ==
        "spec.valuesFrom[0].name -> operator-values\n");
  CHECK(of(chart("toolhive-operator", source), ", intervall: 1h, provider: awz") ==
        "spec.intervall -> interval\nspec.provider -> aws\n");
  CHECK(of(chart("podinfo", source, ", instal: {}"), ", intervall: 1h").empty());
  CHECK(of(chart("./toolhive-operator", source)).empty());
  CHECK(
      of("chartRef: {kind: HelmChart, name: toolhiv}, instal: {}}\n---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: "
         "HelmChart\nmetadata: {name: toolhive, namespace: toolhive}\nspec: {chart: toolhive-operator, interval: 1h") ==
      "spec.chartRef.name -> toolhive\nspec.instal -> install\n");
}
