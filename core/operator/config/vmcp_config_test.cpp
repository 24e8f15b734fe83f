#include "core/operator/config/vmcp_config.h"

#include <doctest/doctest.h>

#include "core/operator/members/workloads.h"
#include "core/operator/test_world.h"

using vmcp::op::TestWorld;
using Findings = std::vector<std::string>;

namespace {

vmcp::model::config::Config converted(const TestWorld& world) {
  return vmcp::op::convert_config(world.context(), {}, nullptr);
}

std::string server_with(std::string_view spec) {
  return "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: VirtualMCPServer, metadata: {name: gate}, spec: " +
         std::string(spec) + "}\n";
}

}  // namespace

TEST_CASE("what the operator takes from elsewhere is replaced, with a warning where spec.config says otherwise") {
  const TestWorld world(
      server_with("{groupRef: {name: group}, incomingAuth: {type: anonymous}, config: {name: other, groupRef: group, "
                  "incomingAuth: {type: oidc}, outgoingAuth: {source: inline}, sessionStorage: {provider: redis}, "
                  "telemetry: {endpoint: e}}}"));
  const auto config = converted(world);
  CHECK(config.name == "gate");
  CHECK(config.group_ref == "group");
  CHECK(config.incoming_auth->type == "anonymous");
  CHECK(config.outgoing_auth->source == "discovered");
  CHECK_FALSE(config.session_storage.has_value());
  CHECK_FALSE(config.telemetry.has_value());
  CHECK(world.findings() ==
        Findings{"warning ignored-field spec.config.name", "warning ignored-field spec.config.incomingAuth",
                 "warning ignored-field spec.config.outgoingAuth", "warning ignored-field spec.config.sessionStorage",
                 "warning ignored-field spec.config.telemetry"});
}

TEST_CASE("what spec.config states passes through") {
  const TestWorld world(
      server_with("{config: {metadata: {team: core}, audit: {enabled: false}, codeMode: {enabled: true}, "
                  "passthroughHeaders: [X-Own], backends: [{name: b}]}}"));
  const auto config = converted(world);
  CHECK(config.metadata.at("team") == "core");
  CHECK(config.audit->component == "gate");
  CHECK(config.code_mode->enabled);
  CHECK(config.passthrough_headers == std::vector<std::string>{"X-Own"});
  CHECK(config.backends.size() == 1);
  CHECK(world.findings().empty());
}

TEST_CASE("passthrough headers of the spec win over those of its config; an audit component stays") {
  const TestWorld world(
      server_with("{passthroughHeaders: [X-Top], config: {passthroughHeaders: [X-Own], "
                  "audit: {component: own}}}"));
  CHECK(converted(world).passthrough_headers == std::vector<std::string>{"X-Top"});
  CHECK(converted(world).audit->component == "own");
}
