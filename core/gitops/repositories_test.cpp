#include "core/gitops/repositories.h"

#include <doctest/doctest.h>
#include <string>

#include "core/gitops/placement_fixture.h"

using namespace vmcp;
using namespace vmcp::gitops::fixture;

namespace {

std::string flux_source(const std::string& kind, const std::string& name, const std::string& url) {
  return "apiVersion: source.toolkit.fluxcd.io/v1\nkind: " + kind + "\nmetadata: {name: " + name +
         ", namespace: flux-system}\nspec: {url: \"" + url + "\"}\n";
}

std::string flux_of(const std::string& kind, const std::string& name, const std::string& path,
                    const std::string& target) {
  return flux("{path: " + path + ", targetNamespace: " + target + ", sourceRef: {kind: " + kind + ", name: " + name +
              "}}");
}

std::string argo_of(const std::string& url, const std::string& path, const std::string& target) {
  return argo("{repoURL: \"" + url + "\", path: " + path + ", directory: {recurse: true}}", target);
}

}  // namespace

TEST_CASE("the URL of a repository is one however it is written") {
  for (const char* url : {"https://git.example.com/org/repo", "https://git.example.com/org/repo.git/",
                          "https://user:token@Git.example.com:8443/Org/repo.git", "git@git.example.com:org/repo.git",
                          "ssh://git@git.example.com:2222/org/repo"}) {
    CHECK_MESSAGE(gitops::repository_of(url) == "git.example.com/org/repo", url);
  }
  CHECK(gitops::repository_of("https://git.example.com/org/other") != "git.example.com/org/repo");
}

TEST_CASE("what is delivered from another repository gives nothing to this one") {
  const std::string own = "https://git.example.com/org/own.git";
  const std::string other = "https://git.example.com/org/other.git";
  const struct {
    const char* what;
    Tree tree;
    Texts objects;
  } cases[] = {
      {"an artifact's root",
       {{"repo/apps/gw.yaml", gateway()}, {"repo/ks.yaml", flux_of("OCIRepository", "podinfo", "./", "podinfo")}},
       {"VirtualMCPServer /gw"}},
      {"the root of an artifact that Flux begins with",
       {{"repo/apps/gw.yaml", gateway()}, {"repo/ks.yaml", flux_of("OCIRepository", "flux-system", "./", "team")}},
       {"VirtualMCPServer team/gw"}},
      {"an artifact with a directory that is here, where nobody says otherwise",
       {{"repo/apps/gw.yaml", gateway()}, {"repo/ks.yaml", flux_of("OCIRepository", "fleet", "./apps", "team")}},
       {"VirtualMCPServer team/gw"}},
      {"an artifact beside the repository that Flux begins with",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/ks.yaml", flux_of("GitRepository", "flux-system", "./clusters", "team")},
        {"repo/podinfo.yaml", flux_of("OCIRepository", "podinfo", "./apps", "podinfo")}},
       {"VirtualMCPServer /gw"}},
      {"another URL than that which Flux begins with",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/own.yaml", flux_source("GitRepository", "flux-system", own)},
        {"repo/other.yaml", flux_source("GitRepository", "other", other)},
        {"repo/ks.yaml", flux_of("GitRepository", "other", "./apps", "wrong")}},
       {"VirtualMCPServer /gw"}},
      {"the same URL under another name",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/own.yaml", flux_source("GitRepository", "flux-system", own)},
        {"repo/again.yaml", flux_source("GitRepository", "main", "ssh://git@git.example.com/org/own")},
        {"repo/ks.yaml", flux_of("GitRepository", "main", "./apps", "team")}},
       {"VirtualMCPServer team/gw"}},
      {"a repository whose paths are here",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/own.yaml", flux_source("GitRepository", "mine", own)},
        {"repo/ks.yaml", flux_of("GitRepository", "mine", "./apps", "team")},
        {"repo/other.yaml", flux_source("GitRepository", "other", other)},
        {"repo/other-ks.yaml", flux_of("GitRepository", "other", "./", "wrong")}},
       {"VirtualMCPServer team/gw"}},
      {"Argo CD, the root of another",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/argocd/a.yaml", argo_of(other, ".", "wrong")},
        {"repo/argocd/b.yaml", argo_of(own, "apps", "team")}},
       {"VirtualMCPServer team/gw"}},
      {"Argo CD, a directory that both have",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/argocd/a.yaml", argo_of(other, "apps", "wrong")},
        {"repo/argocd/b.yaml", argo_of(own, "apps", "team")},
        {"repo/root.yaml", argo_of("git@git.example.com:org/own", "argocd", "argocd")}},
       {"VirtualMCPServer team/gw"}},
      {"Argo CD, a directory that nobody else delivers",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/deploy/group.yaml", object("MCPGroup", "g")},
        {"repo/argocd/a.yaml", argo_of(other, "apps", "team")},
        {"repo/argocd/b.yaml", argo_of(own, "deploy", "team")},
        {"repo/root.yaml", argo_of(own, "argocd", "argocd")}},
       {"VirtualMCPServer team/gw", "MCPGroup team/g"}},
      {"Argo CD, a repository of which other paths are not here",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/a.yaml", argo_of(other, "kustomize", "wrong")},
        {"repo/b.yaml", argo_of(other, ".", "wrong")}},
       {"VirtualMCPServer /gw"}},
      {"Argo CD, the root of the only one",
       {{"repo/apps/gw.yaml", gateway()}, {"repo/a.yaml", argo_of(own, ".", "team")}},
       {"VirtualMCPServer team/gw"}},
      {"the Flux Operator's repository",
       {{"repo/apps/gw.yaml", gateway()},
        {"repo/flux.yaml",
         "apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: {name: flux}\nspec: {sync: {kind: "
         "GitRepository, url: \"" +
             own + "\", path: clusters}}\n"},
        {"repo/clusters/other.yaml", flux_source("GitRepository", "other", other)},
        {"repo/clusters/ks.yaml", flux_of("GitRepository", "other", "./apps", "wrong")}},
       {"VirtualMCPServer /gw"}},
  };
  for (const auto& one : cases) {
    const Placed placed(one.tree);
    REQUIRE_MESSAGE(placed.worlds.size() == 1, one.what);
    CHECK_MESSAGE(placed.objects() == one.objects, one.what);
  }
}
