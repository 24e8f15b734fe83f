#include "core/start/listening.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "core/operator/names.h"
#include "core/operator/service.h"
#include "core/operator/test_world.h"

using vmcp::op::TestWorld;
using vmcp::start::Pod;

namespace {

std::vector<std::string> faults(std::string_view container) {
  const TestWorld world(
      "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: s}, spec: {}}\n---\n"
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: s}, spec: {template: {spec: {containers: [{name: "
      "vmcp, " +
      std::string(container) + "}]}}}}");
  const vmcp::op::Context context = world.context();
  const vmcp::op::Rendered rendered;
  const auto* deployment = context.cluster.find("apps", "Deployment", "default", "s");
  const Pod pod(context, rendered, deployment->value);
  std::vector<std::string> paths;
  for (const auto& fault : vmcp::start::listening_faults(pod, vmcp::op::service_for(context))) {
    paths.push_back(fault.path.str().substr(std::string_view("spec.template.spec.containers[0].").size()));
  }
  return paths;
}

}  // namespace

TEST_CASE("vmcp listens where the Service and the probes look") {
  struct {
    std::string_view container;
    std::vector<std::string> paths;
  } const cases[] = {
      {"args: [serve, --host=0.0.0.0]", {}},
      {"args: [serve, --host=0.0.0.0, --port=4483]", {}},
      {"args: [serve, --host=0.0.0.0, --port=4484]", {"args"}},
      {"args: [serve]", {"args"}},
      {"args: [serve, --host=localhost]", {"args"}},
      {"args: [serve, --host=10.0.0.1]", {}},
      {"command: [run.sh]", {}},
      {"args: [serve, --host=0.0.0.0], livenessProbe: {httpGet: {port: 4483}}", {}},
      {"args: [serve, --host=0.0.0.0], livenessProbe: {httpGet: {port: 8080}}", {"livenessProbe.httpGet.port"}},
      {"args: [serve, --host=0.0.0.0], livenessProbe: {httpGet: {port: 8080, host: other}}", {}},
      {"args: [serve, --host=0.0.0.0], startupProbe: {tcpSocket: {port: '1'}}", {"startupProbe.tcpSocket.port"}},
      {"args: [serve, --host=0.0.0.0], readinessProbe: {httpGet: {port: http}}", {"readinessProbe.httpGet.port"}},
      {"args: [serve, --host=0.0.0.0], ports: [{name: http, containerPort: 4483}], readinessProbe: {httpGet: {port:"
       " http}}",
       {}},
      {"args: [serve, --host=0.0.0.0], ports: [{name: http, containerPort: 80}], readinessProbe: {httpGet: {port:"
       " http}}",
       {"readinessProbe.httpGet.port"}},
      {"args: [serve, --host=0.0.0.0], readinessProbe: {exec: {command: [x]}}", {}},
  };
  for (const auto& row : cases) {
    CAPTURE(row.container);
    CHECK(faults(row.container) == row.paths);
  }
}
