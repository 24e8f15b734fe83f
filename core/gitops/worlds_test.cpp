#include "core/gitops/worlds.h"

#include <doctest/doctest.h>

namespace vmcp::gitops {
namespace {

using Builds = std::vector<std::vector<std::size_t>>;

constexpr Destination::By kArgo = Destination::By::kArgo;
constexpr Destination::By kFlux = Destination::By::kFlux;

Shared object(std::string_view name, std::vector<std::size_t> builds) {
  return {{"toolhive.stacklok.dev", "MCPGroup", "mcp", name}, std::move(builds)};
}

Site flux(std::string file, std::string name) {
  return {std::move(file), {"Kustomization", "flux-system", std::move(name)}};
}

TEST_CASE("Builds that have nothing in common are for one cluster") {
  const std::vector<Site> sites = {{"apps/kustomization.yaml"}, {"secrets/kustomization.yaml"}};
  CHECK(clusters_of({object("a", {0}), object("b", {1})}, sites).builds == Builds{{0, 1}});
}

TEST_CASE("Builds that have an object otherwise are for two, and what stands beside them for either") {
  const std::vector<Site> sites = {
      {"dev/kustomization.yaml"}, {"prod/kustomization.yaml"}, {"infra/kustomization.yaml"}};
  CHECK(clusters_of({object("a", {0}), object("a", {1}), object("b", {2})}, sites).builds == Builds{{0, 2}, {1, 2}});
}

TEST_CASE("Directories with deliveries of the same name are of two clusters, with all that is below them") {
  const std::vector<Site> sites = {flux("clusters/prod/apps.yaml", "apps"), flux("clusters/staging/apps.yaml", "apps"),
                                   flux("clusters/staging/more/secrets.yaml", "secrets"),
                                   flux("clusters/infra.yaml", "infra")};
  CHECK(clusters_of({object("a", {0, 1}), object("b", {2})}, sites).builds == Builds{{0, 3}, {1, 2, 3}});

  SUBCASE("unless nothing that is judged is in them") { CHECK(clusters_of({}, sites).builds == Builds{{0, 1, 2, 3}}); }
}

TEST_CASE("A delivery of the same name at another place tells no clusters apart") {
  const std::vector<Site> sites = {flux("clusters/prod/apps.yaml", "apps"), flux("docs/examples/apps.yaml", "apps")};
  CHECK(clusters_of({object("a", {0}), object("b", {1})}, sites).builds == Builds{{0, 1}});
}

TEST_CASE("What one delivery brings is in its cluster, wherever it is stated") {
  std::vector<Site> sites = {flux("clusters/prod/root.yaml", "root"), flux("clusters/staging/root.yaml", "root"),
                             flux("infra/one.yaml", "one"), flux("infra/two.yaml", "two")};
  sites[2].parents = {0};
  sites[3].parents = {1};
  const std::vector<Shared> objects = {object("a", {2}), object("b", {3})};
  CHECK(clusters_of(objects, sites).builds == Builds{{0, 2}, {1, 3}});

  SUBCASE("or in those of all that bring it") {
    sites[3].parents = {0, 1};
    sites.push_back(flux("clusters/dev/root.yaml", "root"));
    CHECK(clusters_of({object("a", {1}), object("b", {2}), object("c", {3}), object("d", {4})}, sites).builds ==
          Builds{{1, 3}, {0, 2, 3}, {4}});
  }
  SUBCASE("as is what Argo CD would take to be its own") {
    sites = {{"root.yaml", {}, {.by = kArgo, .name = "prod"}},
             {"apps.yaml", {}, {.by = kArgo, .name = "in-cluster", .server = Destination::kOwnServer}, {0}},
             {"secrets.yaml", {}, {.by = kArgo, .name = "prod"}}};
    CHECK(clusters_of({object("a", {1}), object("b", {2})}, sites).builds == Builds{{0, 1, 2}});
  }
}

TEST_CASE("Directories of two kinds are for one cluster where they are called alike") {
  const std::vector<Site> sites = {flux("clusters/prod/apps.yaml", "apps"), flux("clusters/staging/apps.yaml", "apps"),
                                   flux("infra/staging/sso.yaml", "sso"), flux("infra/prod/sso.yaml", "sso")};
  CHECK(clusters_of({object("a", {0}), object("a", {1}), object("b", {2}), object("b", {3})}, sites).builds ==
        Builds{{0, 3}, {1, 2}});
}

TEST_CASE("One directory below another is of the same cluster") {
  const std::vector<Site> sites = {flux("clusters/apps.yaml", "apps"), flux("clusters/prod/apps.yaml", "apps")};
  CHECK(clusters_of({object("a", {0}), object("b", {1})}, sites).builds == Builds{{0, 1}});
}

TEST_CASE("Directories of an absolute path part below the root") {
  const std::vector<Site> sites = {flux("/prod/apps.yaml", "apps"), flux("/staging/apps.yaml", "apps")};
  CHECK(clusters_of({object("a", {0}), object("b", {1})}, sites).builds == Builds{{0}, {1}});
}

TEST_CASE("Where a destination is stated, directories tell nothing") {
  std::vector<Site> sites = {flux("argocd/prod/apps.yaml", "apps"), flux("argocd/staging/apps.yaml", "apps")};
  for (Site& site : sites) site.destination = {.by = kArgo, .name = "prod"};
  CHECK(clusters_of({object("a", {0}), object("b", {1})}, sites).builds == Builds{{0, 1}});
}

TEST_CASE("A directory that is called like one of copies is of no other cluster") {
  for (const char* name : {"examples", "docs", "_template", "old"}) {
    CAPTURE(name);
    const std::vector<Site> sites = {flux("clusters/prod/apps.yaml", "apps"),
                                     flux("clusters/" + std::string(name) + "/apps.yaml", "apps")};
    CHECK(clusters_of({object("a", {0}), object("b", {1})}, sites).builds == Builds{{0, 1}});
  }
}

TEST_CASE("What one build makes twice is for one cluster") {
  std::vector<Site> sites = {{"kustomization.yaml"}, flux("mcp/ks.yaml", "app"), flux("sec/ks.yaml", "app")};
  sites[1].parents = sites[2].parents = {0};
  CHECK(clusters_of({object("a", {1}), object("b", {2})}, sites).builds == Builds{{0, 1, 2}});
}

TEST_CASE("The cluster of a kubeconfig is not Flux' own") {
  const std::vector<Site> sites = {{"apps.yaml", {}, {.by = kFlux, .name = "prod"}},
                                   {"secrets.yaml", {}, {.by = kFlux}},
                                   {"argocd.yaml", {}, {.by = kArgo, .name = "production"}}};
  CHECK(clusters_of({object("a", {0}), object("b", {1}), object("c", {2})}, sites).builds == Builds{{0, 2}, {1, 2}});
}

TEST_CASE("Destinations that differ are two clusters") {
  const Site prod{"argocd/apps.yaml", {}, {.by = kArgo, .name = "prod"}};
  const Site staging{"argocd/secrets.yaml", {}, {.by = kArgo, .name = "staging"}};
  const Site by_server{"argocd/more.yaml", {}, {.by = kArgo, .server = "https://10.0.0.1"}};
  CHECK(clusters_of({object("a", {0}), object("b", {1}), object("c", {2})}, std::vector{prod, staging, by_server})
            .builds == Builds{{0, 2}, {1, 2}});
}

}  // namespace
}  // namespace vmcp::gitops
