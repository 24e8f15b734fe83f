#include <doctest/doctest.h>
#include <string>

#include "core/operator/cross_references/names_fixture.h"

namespace vmcp::op {
namespace {

using namespace fixture;

TEST_CASE("what routes and alike name is what the operator makes") {
  const auto found_of = [&](const std::string& kind, const std::string& spec) {
    return found(object("VirtualMCPServer", "research", "groupRef: {name: g}") + kGroup + member("github") +
                 member("files", ", proxyPort: 3000") + member("placed", ", proxyPort: '${PORT}'") + "---\n{" + kind +
                 ", metadata: {name: u, namespace: team}, spec: {" + spec + "}}\n");
  };
  const std::string route = "apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute";
  const auto backend = [&](const std::string& reference) {
    return found_of(route, "rules: [{backendRefs: [{" + reference + "}]}]");
  };
  const std::string path = "spec.rules[0].backendRefs[0].";
  for (const char* sound :
       {"name: vmcp-research, port: 4483", "name: mcp-github-proxy, port: 8080", "name: mcp-other-proxy, port: 3000",
        "name: mcp-files-proxy, port: 3000", "name: mcp-placed-proxy, port: 80", "name: vmcp-research, port: http",
        "name: mcp-research, port: 80", "name: vmcp-searches", "name: vmcp-reserch, namespace: other",
        "name: 'vmcp-${A}'", "name: vmcp-reserch, kind: ServiceImport", "name: vmcp-research2"}) {
    CAPTURE(sound);
    CHECK(backend(sound) == Findings{});
  }
  CHECK(backend("name: vmcp-reserch, port: 4483") ==
        Findings{"warning reference-not-found " + path + "name -> vmcp-research"});
  CHECK(backend("name: vcmp-research") == Findings{"warning reference-not-found " + path + "name -> vmcp-research"});
  CHECK(backend("name: mcp-gihub-proxy") ==
        Findings{"warning reference-not-found " + path + "name -> mcp-github-proxy"});
  CHECK(backend("name: vmcp-research, port: 8080") == Findings{"warning invalid-reference " + path + "port -> 4483"});
  CHECK(backend("name: mcp-github-proxy, port: 3000") ==
        Findings{"warning invalid-reference " + path + "port -> 8080"});
  CHECK(backend("name: mcp-files-proxy, port: 8080") == Findings{"warning invalid-reference " + path + "port -> 3000"});
  const std::string ingress = "apiVersion: networking.k8s.io/v1, kind: Ingress";
  CHECK(found_of(ingress,
                 "rules: [{http: {paths: [{backend: {service: {name: vmcp-research, port: {number: 80}}}}]}}]") ==
        Findings{"warning invalid-reference spec.rules[0].http.paths[0].backend.service.port.number -> 4483"});
  const auto named = [&](const std::string& port) {
    return found_of(ingress, "defaultBackend: {service: {name: mcp-github-proxy, port: {name: " + port + "}}}");
  };
  CHECK(named("http") == Findings{});
  CHECK(named("'${PORT}'") == Findings{});
  CHECK(named("htpp") == Findings{"warning invalid-reference spec.defaultBackend.service.port.name -> http"});
  CHECK(found_of("apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler",
                 "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: resaerch}") ==
        Findings{"warning reference-not-found spec.scaleTargetRef.name -> research"});
  const std::string budget = "apiVersion: policy/v1, kind: PodDisruptionBudget";
  const std::string instance = "app.kubernetes.io/instance: reseach";
  CHECK(found_of(budget, "selector: {matchLabels: {" + instance + "}}") == Findings{});
  CHECK(found_of(budget, "selector: {matchLabels: {app: virtualmcpserver, " + instance + "}}") ==
        Findings{"warning reference-not-found spec.selector.matchLabels[app.kubernetes.io/instance] -> research"});
  CHECK(found_of("apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor",
                 "namespaceSelector: {matchNames: [other]}, selector: {matchLabels: {app: virtualmcpserver, " +
                     instance + "}}") == Findings{});
}

}  // namespace
}  // namespace vmcp::op
