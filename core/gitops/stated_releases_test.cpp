#include "core/gitops/stated_releases.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace vmcp;

namespace {

/// What the documents of some files state, as "v0.63.0 note stated-release 3:4 spec.x"; "-" where nothing does.
std::string stated(const std::vector<std::pair<std::string, std::string>>& files, diag::Sink& sink) {
  source::Sources sources;
  gitops::StatedReleases releases;
  for (const auto& [name, text] : files) {
    const std::uint32_t source = sources.add(name, text);
    for (const yaml::Document& document : yaml::read(sources, source, sink)) releases.add(document, sources);
  }
  const auto release = releases.choose(sink);
  std::string result(release ? release->tag : "-");
  for (const diag::Diagnostic& finding : sink.all()) {
    const bool note = finding.severity == diag::Severity::kNote;
    result += std::string(note                                         ? " note "
                          : finding.severity == diag::Severity::kError ? " error "
                                                                       : " warning ") +
              std::string(finding.code) + ' ' + finding.place.file + ':' + std::to_string(finding.place.line) + ' ' +
              finding.path;
  }
  return result;
}

std::string stated(const std::string& text, const std::string& file = "f.yaml") {
  diag::Sink sink;
  return stated({{file, text}}, sink);
}

std::string helm_release(const std::string& version, const std::string& chart = "toolhive-operator",
                         const std::string& source = "HelmRepository") {
  return "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: toolhive, namespace: mcp}\n"
         "spec:\n  chart:\n    spec:\n      chart: " +
         chart + "\n      version: " + version + "\n      sourceRef: {kind: " + source + ", name: toolhive}\n";
}

std::string application(const std::string& spec, const std::string& kind = "Application") {
  return "apiVersion: argoproj.io/v1alpha1\nkind: " + kind + "\nmetadata: {name: toolhive}\nspec: " + spec + "\n";
}

std::string oci_repository(const std::string& url, const std::string& ref) {
  return "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: toolhive}\nspec:\n  url: " +
         url + "\n  ref: " + ref + "\n";
}

std::string deployment(const std::string& image) {
  return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: op}\nspec: {template: {spec: {containers: [{name: "
         "sidecar, image: 'envoy:v1.30.1'}, {name: manager, image: '" +
         image + "'}]}}}\n";
}

constexpr std::string_view kOci = "oci://ghcr.io/stacklok/toolhive/toolhive-operator";

}  // namespace

TEST_CASE("a HelmRelease states the version of the operator's chart") {
  CHECK(stated(helm_release("0.60.0")) == "v0.60.0 note stated-release f.yaml:8 spec.chart.spec.version");
  CHECK(stated(helm_release("v0.60.0")) == "v0.60.0 note stated-release f.yaml:8 spec.chart.spec.version");
  CHECK(stated(helm_release("'>=0.60.0 <0.62.0'")) == "v0.61.0 note stated-release f.yaml:8 spec.chart.spec.version");
  CHECK(stated(helm_release("0.55.x")) == "v0.55.2 note stated-release f.yaml:8 spec.chart.spec.version");
  CHECK(stated(helm_release("0.60.0", "toolhive-operator-crds")) == "-");
  CHECK(stated(helm_release("0.60.0", "redis")) == "-");
  CHECK(stated(helm_release("0.60.0", "./charts/toolhive-operator", "GitRepository")) ==
        "- note unknown-release f.yaml:7 spec.chart.spec.chart");
}

TEST_CASE("where nobody states a version, a note says what is assumed") {
  for (const char* version : {"latest", "${TOOLHIVE_VERSION}"}) {
    CAPTURE(version);
    CHECK(stated(helm_release(version)) == "- note unknown-release f.yaml:8 spec.chart.spec.version");
  }
  for (const char* version : {"''", "null", "0.63", "[0.63.0]"}) {
    CAPTURE(version);
    CHECK(stated(helm_release(version)) == "- note unknown-release f.yaml:7 spec.chart.spec.chart");
  }
  diag::Sink sink;
  stated({{"a.yaml", helm_release("latest")}, {"b.yaml", deployment("ghcr.io/stacklok/toolhive/operator")}}, sink);
  REQUIRE(sink.all().size() == 1);
  CHECK(sink.all().front().message ==
        "\"latest\" is no version of the operator; ToolHive v0.63.0, the newest that is known, is reproduced; the "
        "option \"toolhive\" names another");
  REQUIRE(sink.all().front().related.size() == 1);
  CHECK(sink.all().front().related.front().place.file == "b.yaml");
  diag::Sink one;
  CHECK(stated({{"a.yaml", helm_release("latest")}, {"b.yaml", helm_release("0.60.0")}}, one) ==
        "v0.60.0 note stated-release b.yaml:8 spec.chart.spec.version");
  CHECK(stated("apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {chart: toolhive-operator}\n") == "-");
  CHECK(stated("apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {chart: {spec: {chart: "
               "toolhive-operator}}}\n") == "- note unknown-release f.yaml:3 spec.chart.spec.chart");
}

TEST_CASE("sources of Flux state the version of the operator's chart") {
  const std::string url(kOci);
  CHECK(stated(oci_repository(url, "{tag: 0.60.0}")) == "v0.60.0 note stated-release f.yaml:6 spec.ref.tag");
  CHECK(stated(oci_repository(url + "/", "{tag: 0.60.0, semver: ^0.61}")) ==
        "v0.61.0 note stated-release f.yaml:6 spec.ref.semver");
  CHECK(stated(oci_repository(url, "{digest: 'sha256:00', tag: 0.60.0}")) ==
        "v0.60.0 note stated-release f.yaml:6 spec.ref.tag");
  CHECK(stated(oci_repository(url, "{tag: latest}")) == "- note unknown-release f.yaml:6 spec.ref.tag");
  CHECK(stated(oci_repository("oci://ghcr.io/stacklok/toolhive/toolhive-operator-crds", "{tag: 0.60.0}")) == "-");
  CHECK(stated("apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmChart\nmetadata: {name: c}\nspec: {chart: "
               "toolhive-operator, version: 0.60.0, sourceRef: {kind: HelmRepository, name: r}}\n") ==
        "v0.60.0 note stated-release f.yaml:4 spec.version");
}

TEST_CASE("Applications of Argo CD state the version of the operator's chart") {
  CHECK(stated(application("{source: {chart: toolhive-operator, repoURL: ghcr.io/stacklok/toolhive, targetRevision: "
                           "0.60.0}}")) == "v0.60.0 note stated-release f.yaml:4 spec.source.targetRevision");
  CHECK(stated(application("{source: {path: ., repoURL: '" + std::string(kOci) + "', targetRevision: 0.60.0}}")) ==
        "v0.60.0 note stated-release f.yaml:4 spec.source.targetRevision");
  CHECK(
      stated(application("{sources: [{repoURL: 'https://git.example.com/values', ref: values, targetRevision: v1.2.3}, "
                         "{chart: toolhive-operator, targetRevision: 0.6*.*}, "
                         "{chart: toolhive-operator, targetRevision: 0.61.*}]}")) ==
      "v0.61.0 note stated-release f.yaml:4 spec.sources[2].targetRevision");
  CHECK(stated(application("{template: {spec: {source: {chart: toolhive-operator, targetRevision: 0.60.0}}}}",
                           "ApplicationSet")) ==
        "v0.60.0 note stated-release f.yaml:4 spec.template.spec.source.targetRevision");
  const auto filled_in = [](const std::string& elements) {
    return stated(application("{generators: [{list: {elements: " + elements +
                                  "}}], template: {spec: {source: {chart: toolhive-operator, targetRevision: "
                                  "'{{ .operator.version }}'}}}}",
                              "ApplicationSet"));
  };
  const std::string at = " f.yaml:4 spec.template.spec.source.targetRevision";
  CHECK(filled_in("[{operator: {version: 0.60.0}}, {operator: {version: 0.60.0}}]") ==
        "v0.60.0 note stated-release" + at);
  CHECK(filled_in("[{operator: {version: 0.60.0}}, {operator: {version: 0.61.0}}]") ==
        "v0.61.0 warning conflicting-releases" + at);
  CHECK(filled_in("[{version: 0.60.0}]") == "- note unknown-release" + at);
  // A repository in Git has tags of its own.
  CHECK(stated(application("{source: {path: ., repoURL: 'https://git.example.com/toolhive-operator', targetRevision: "
                           "0.60.0}}")) == "-");
  CHECK(stated(application("{source: {chart: toolhive-operator, targetRevision: HEAD}}")) ==
        "- note unknown-release f.yaml:4 spec.source.targetRevision");
}

TEST_CASE("a kustomization states the version of the operator's chart") {
  const std::string charts =
      "helmCharts:\n- {name: redis, version: 20.1.0}\n- {name: toolhive-operator, version: 0.60.0}\n";
  CHECK(stated(charts, "a/kustomization.yaml") ==
        "v0.60.0 note stated-release a/kustomization.yaml:3 helmCharts[1].version");
  CHECK(stated("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n" + charts, "c.yaml") ==
        "v0.60.0 note stated-release c.yaml:5 helmCharts[1].version");
  CHECK(stated(charts, "values.yaml") == "-");
}

TEST_CASE("the operator's own Deployment states its release") {
  const std::string note = "v0.60.0 note stated-release f.yaml:4 spec.template.spec.containers[1].image";
  const std::string assumed = "- note unknown-release f.yaml:4 spec.template.spec.containers[1].image";
  CHECK(stated(deployment("ghcr.io/stacklok/toolhive/operator:v0.60.0")) == note);
  CHECK(stated(deployment("ghcr.io/stacklok/toolhive/operator:v0.60.0@sha256:0123")) == note);
  CHECK(stated(deployment("mirror.example.com:5000/ghcr/toolhive/operator:v0.60.0")) == note);
  CHECK(stated(deployment("mirror.example.com/toolhive-operator:v0.60.0")) == note);
  CHECK(stated(deployment("ghcr.io/stacklok/toolhive/operator:latest")) == assumed);
  CHECK(stated(deployment("ghcr.io/stacklok/toolhive/operator")) == assumed);
  CHECK(stated(deployment("mirror.example.com:5000/toolhive/operator")) == assumed);
  CHECK(stated(deployment("ghcr.io/stacklok/toolhive/operator@sha256:0123")) == assumed);
  CHECK(stated(deployment("ghcr.io/stacklok/toolhive/vmcp:v0.60.0")) == "-");
  CHECK(stated(deployment("example.com/my-toolhive/operator:v0.60.0")) == "-");
}

TEST_CASE("of several statements the newest known counts, and the others are told") {
  diag::Sink sink;
  CHECK(stated({{"a.yaml", helm_release("0.60.0")},
                {"b.yaml", helm_release("0.62.0")},
                {"c.yaml", deployment("ghcr.io/stacklok/toolhive/operator:v0.62.0")},
                {"d.yaml", helm_release("0.64.0")}},
               sink) == "v0.62.0 warning conflicting-releases b.yaml:8 spec.chart.spec.version");
  REQUIRE(sink.all().size() == 1);
  const diag::Diagnostic& finding = sink.all().front();
  CHECK(finding.message ==
        "several versions of the operator are named; ToolHive v0.62.0 is reproduced, the newest of them that is known; "
        "the option \"toolhive\" chooses one");
  REQUIRE(finding.related.size() == 2);
  CHECK(finding.related.front().place.file == "a.yaml");
  CHECK(finding.related.front().message == "\"0.60.0\" is named here");
  CHECK(finding.related.back().place.file == "d.yaml");

  diag::Sink agreed;
  CHECK(stated({{"a.yaml", helm_release("0.62.0")}, {"b.yaml", helm_release("v0.62")}}, agreed) ==
        "v0.62.0 note stated-release a.yaml:8 spec.chart.spec.version");
  CHECK(agreed.all().front().message == "\"0.62.0\" is the operator's version here, so ToolHive v0.62.0 is reproduced");
}

TEST_CASE("a release that is not known is the one before it, or an error") {
  CHECK(stated(helm_release("0.50.0")) == "v0.47.0 warning unknown-release f.yaml:8 spec.chart.spec.version");
  diag::Sink sink;
  CHECK(stated({{"a.yaml", helm_release("0.64.0")}}, sink) ==
        "- error unknown-release a.yaml:8 spec.chart.spec.version");
  CHECK(sink.all().front().message ==
        "\"0.64.0\" is newer than v0.63.0, the newest release that is known; the option \"toolhive\" names another");
  CHECK(stated(helm_release("0.9.0")) == "v0.44.0 warning unknown-release f.yaml:8 spec.chart.spec.version");
}

TEST_CASE("what is installed is told where it is older than all known releases") {
  const auto older = [](const std::vector<std::string>& versions) {
    source::Sources sources;
    diag::Sink sink;
    gitops::StatedReleases releases;
    for (const std::string& version : versions) {
      for (const yaml::Document& document : yaml::read(sources, sources.add("f", helm_release(version)), sink)) {
        releases.add(document, sources);
      }
    }
    return releases.older();
  };
  using release::Version;
  CHECK(older({"0.5.21"}) == Version{0, 5, 21});
  CHECK(older({"0.5.21", "0.6.1"}) == Version{0, 6, 1});
  CHECK(older({"0.5.x"}) == Version{0, 5});
  CHECK(older({"'>=0.5.0 <0.20.0'"}) == Version{0, 19});
  CHECK(older({"0.44.0"}) == std::nullopt);
  CHECK(older({"0.5.21", "0.44.0"}) == std::nullopt);
  CHECK(older({"'>=0.5.0'"}) == std::nullopt);
  CHECK(older({}) == std::nullopt);
}
