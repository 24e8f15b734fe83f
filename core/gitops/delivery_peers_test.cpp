#include "core/gitops/delivery_peers.h"

#include <doctest/doctest.h>
#include <string>

#include "core/gitops/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

std::string application(const std::string& name, const std::string& path, const std::string& url,
                        const std::string& project, const std::string& name_space) {
  return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: " + name +
         ", namespace: " + name_space + "}\nspec: {project: " + project + ", source: {repoURL: '" + url +
         "', path: " + path + "}, destination: {namespace: mcp}}\n";
}

const std::string kUrl = "https://git.example.com/platform/fleet.git";

/// What is suggested where one of three Applications has this.
std::string suggested(const std::string& url, const std::string& project = "default",
                      const std::string& name_space = "argocd") {
  const Placed placed({{"repo/apps/mcp/gw.yaml", gateway()},
                       {"repo/apps/web/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"},
                       {"repo/mcp.yaml", application("mcp", "apps/mcp", url, project, name_space)},
                       {"repo/web.yaml", application("web", "apps/web", kUrl, "platform", "argocd")},
                       {"repo/other.yaml", application("other", "apps/web", kUrl, "defautl", "argocd")},
                       {"repo/project.yaml",
                        "apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: platform, namespace: "
                        "argocd}\nspec: {sourceRepos: ['*']}\n"}});
  std::string all;
  for (const diag::Diagnostic& finding : placed.sink.sorted()) {
    if (finding.code == "build-refused") all += finding.path + " -> " + finding.suggestion;
  }
  return all;
}

}  // namespace

TEST_CASE("a delivery that alone is a letter away from the others was meant to be as they are") {
  CHECK(suggested(kUrl).empty());
  CHECK(suggested("https://git.exmaple.com/platform/fleet.git") == "spec.source.repoURL -> " + kUrl);
  CHECK(suggested(kUrl, "platfrom") == "spec.project -> platform");
  CHECK(suggested(kUrl, "defauld").empty());
  CHECK(suggested(kUrl, "defalut") == "spec.project -> default");
  CHECK(suggested(kUrl, "default", "argdocd") == "metadata.namespace -> argocd");
  CHECK(suggested(kUrl, "default", "arogcd") == "metadata.namespace -> argocd");
}

TEST_CASE("the host of the repository that a FluxInstance begins with is a known one") {
  const auto synced = [](const std::string& host) {
    const Placed placed(
        {{"repo/apps/mcp/gw.yaml", gateway()},
         {"repo/flux.yaml",
          "apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: {name: flux, namespace: "
          "flux-system}\nspec: {sync: {kind: GitRepository, url: 'https://" +
              host + "/org/fleet.git', ref: refs/heads/main, path: apps/mcp}}\n"}});
    std::string all;
    for (const diag::Diagnostic& finding : placed.sink.sorted()) {
      if (finding.code == "build-refused") all += finding.path + " -> " + finding.suggestion;
    }
    return all;
  };
  CHECK(synced("github.com").empty());
  CHECK(synced("git.example.com").empty());
  CHECK(synced("gihub.com") == "spec.sync.url -> github.com");
}

TEST_CASE("what may be the name of something alike is no slip") {
  for (const char* url :
       {"https://git.example.com/platform/fleets.git", "https://git1.example.com/platform/fleet.git",
        "https://git.example.com/platforms/fleet.git", "https://gat.example.com/platform/fleet.git"}) {
    CAPTURE(url);
    CHECK(suggested(url).empty());
  }
  CHECK(suggested(kUrl, "team-b").empty());
  CHECK(suggested(kUrl, "default", "argo-cd").empty());
}

TEST_CASE("what brings nothing of ToolHive's is not judged by its peers") {
  const Placed placed({{"repo/apps/web/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"},
                       {"repo/apps/mcp/gw.yaml", gateway()},
                       {"repo/a.yaml", application("a", "apps/web", kUrl, "defalut", "argocd")},
                       {"repo/b.yaml", application("b", "apps/mcp", kUrl, "default", "argocd")}});
  for (const diag::Diagnostic& finding : placed.sink.sorted()) {
    const bool is_told = finding.code == "build-refused";
    CHECK_FALSE(is_told);
  }
}

TEST_CASE("each of several sources, generators and projects has peers") {
  const std::string slip = "https://git.exmaple.com/platform/fleet.git";
  const auto suggested_of = [&](const std::string& generator, const std::string& source, const std::string& project) {
    const Placed placed(
        {{"repo/apps/mcp/gw.yaml", gateway()},
         {"repo/web.yaml", application("web", "apps/mcp", kUrl, "default", "argocd")},
         {"repo/other.yaml", application("other", "apps/mcp", kUrl, "platform", "argocd")},
         {"repo/set.yaml",
          "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s, namespace: argocd}\nspec:\n"
          "  generators: [{matrix: {generators: [{git: {repoURL: '" +
              generator +
              "', directories: [{path: apps/*}]}}]}}]\n  template: {metadata: {name: a}, spec: {project: default, "
              "sources: [{repoURL: '" +
              source + "', path: '{{path}}'}], destination: {namespace: mcp}}}\n"},
         {"repo/project.yaml",
          "apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: platform, namespace: argocd}\nspec: "
          "{sourceRepos: ['" +
              project + "']}\n"}});
    std::string all;
    for (const diag::Diagnostic& finding : placed.sink.sorted()) {
      if (finding.code == "build-refused") all += finding.path + " -> " + finding.suggestion;
    }
    return all;
  };
  CHECK(suggested_of(kUrl, kUrl, "*").empty());
  CHECK(suggested_of(slip, kUrl, "*") == "spec.generators[0].matrix.generators[0].git.repoURL -> " + kUrl);
  CHECK(suggested_of(kUrl, slip, "*") == "spec.template.spec.sources[0].repoURL -> " + kUrl);
  CHECK(suggested_of(kUrl, kUrl, slip) == "spec.sourceRepos[0] -> " + kUrl);
}

TEST_CASE("a host or revision that everybody has is told without peers") {
  const auto suggested_of = [](const std::string& url, const std::string& revision) {
    const Placed placed(
        {{"repo/apps/mcp/gw.yaml", gateway()},
         {"repo/mcp.yaml",
          argo("{repoURL: '" + url + "', targetRevision: '" + revision + "', path: apps/mcp}", "mcp")}});
    std::string all;
    for (const diag::Diagnostic& finding : placed.sink.sorted()) {
      if (finding.code == "build-refused") all += finding.path + " -> " + finding.suggestion;
    }
    return all;
  };
  const std::string url = "https://github.com/acme/fleet";
  for (const char* sound : {"HEAD", "main", "master", "rain", "lead", "maim", "main2", "v1", "1.0.*"}) {
    CAPTURE(sound);
    CHECK(suggested_of(url, sound).empty());
  }
  for (const char* head : {"HED", "HAED", "HEAAD"}) {
    CAPTURE(head);
    CHECK(suggested_of(url, head) == "spec.source.targetRevision -> HEAD");
  }
  CHECK(suggested_of(url, "mian") == "spec.source.targetRevision -> main");
  CHECK(suggested_of(url, "maser") == "spec.source.targetRevision -> master");
  CHECK(suggested_of("https://github.con/acme/fleet", "main") == "spec.source.repoURL -> github.com");
  CHECK(suggested_of("git@gthub.com:acme/fleet.git", "main") == "spec.source.repoURL -> github.com");
  for (const char* sound :
       {"https://GitHub.com/acme/fleet", "oci://gcr.io/acme", "https://github.example.com/acme/fleet",
        "https://gitlab.acme.com/fleet", "ghcr.io/acme", "ssh://git@git.acme.com:22/fleet", "file:///fleet"}) {
    CAPTURE(sound);
    CHECK(suggested_of(sound, "main").empty());
  }
}
