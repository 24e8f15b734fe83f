#include "core/render/complete.h"

#include <doctest/doctest.h>
#include <set>
#include <string>
#include <string_view>

#include "core/operator/test_world.h"
#include "core/start/container.h"

using vmcp::op::TestWorld;
using vmcp::yaml::Value;

namespace {

/// A gateway whose member brings credentials of its own, which the operator forgets; beside it a pod template.
std::string forgotten_with(std::string_view pod_template) {
  return R"(
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: s, namespace: team}
spec:
  groupRef: {name: g}
  incomingAuth: {type: anonymous}
  sessionStorage: {provider: memory}
  outgoingAuth: {source: inline}
  )" + std::string(pod_template) +
         R"(
---
{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPGroup, metadata: {name: g, namespace: team}}
)" + vmcp::op::member_with_header_secret("m", "x", "t");
}

/// Of the oldest release, whose operator forgets members' Secrets, too.
vmcp::op::Settings default_redis() {
  vmcp::op::Settings settings = vmcp::op::settings_of("0.44.0");
  settings.default_redis_address = "redis:6379";
  settings.default_redis_secret_name = "redis";
  return settings;
}

std::set<std::string> variables(const Value& deployment) {
  std::set<std::string> names;
  for (const Value& item : vmcp::start::items_of(vmcp::start::gateway_container(deployment), "env")) {
    names.emplace(item.string_at("name"));
  }
  return names;
}

}  // namespace

TEST_CASE("a completed Deployment has what the operator forgets, and then nothing more to add") {
  for (const std::string_view pod_template :
       {"",
        "podTemplateSpec: {spec: {containers: [{name: vmcp, env: [{name: B, value: b}]}, {name: log, image: l}]}}"}) {
    CAPTURE(pod_template);
    const TestWorld world(forgotten_with(pod_template), default_redis());
    const auto rendered = vmcp::op::reconcile(world.context());
    REQUIRE(rendered.has_value());
    const Value completed = vmcp::render::complete(world.context(), *rendered, rendered->deployment);
    std::set<std::string> expected = variables(rendered->deployment);
    CHECK(expected.insert("TOOLHIVE_HEADER_INJECTION_VALUE_X").second);
    CHECK(expected.insert("THV_SESSION_REDIS_PASSWORD").second);
    CHECK(variables(completed) == expected);
    CHECK(vmcp::render::complete(world.context(), *rendered, completed) == completed);
  }
}
