#include "core/gitops/worlds.h"

#include <doctest/doctest.h>

namespace vmcp::gitops {
namespace {

using Builds = std::vector<std::vector<std::size_t>>;

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

TEST_CASE("One directory below another is of the same cluster") {
  const std::vector<Site> sites = {flux("clusters/apps.yaml", "apps"), flux("clusters/prod/apps.yaml", "apps")};
  CHECK(clusters_of({object("a", {0}), object("b", {1})}, sites).builds == Builds{{0, 1}});
}

TEST_CASE("Directories of an absolute path part below the root") {
  const std::vector<Site> sites = {flux("/prod/apps.yaml", "apps"), flux("/staging/apps.yaml", "apps")};
  CHECK(clusters_of({object("a", {0}), object("b", {1})}, sites).builds == Builds{{0}, {1}});
}

TEST_CASE("Destinations that differ are two clusters") {
  const Site prod{"argocd/apps.yaml", {}, {.name = "prod"}};
  const Site staging{"argocd/secrets.yaml", {}, {.name = "staging"}};
  const Site by_server{"argocd/more.yaml", {}, {.server = "https://10.0.0.1"}};
  CHECK(clusters_of({object("a", {0}), object("b", {1}), object("c", {2})}, std::vector{prod, staging, by_server})
            .builds == Builds{{0, 2}, {1, 2}});
}

}  // namespace
}  // namespace vmcp::gitops
