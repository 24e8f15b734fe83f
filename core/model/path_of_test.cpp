#include "core/model/path_of.h"

#include <doctest/doctest.h>
#include <string>

#include "core/model/auth_server_run_config.h"
#include "core/model/virtual_mcp_server.h"
#include "core/model/workloads.h"

namespace vmcp::model {
namespace {

struct Partial {
  std::string with_row;
  std::string without_row;

  template <class T = Partial>
  static constexpr auto rows() {
    return std::tuple{always("withRow", &T::with_row)};
  }
};

template <auto... kMembers>
concept HasField = requires {
  field<kMembers...>();
};

TEST_CASE("a member's key is that of its row") {
  static_assert(field<&SecretKeyRef::key>() == "key");
  static_assert(field<&OutgoingAuthConfig::default_>() == "default");
  static_assert(field<&UpstreamProviderConfig::oidc_config, &OidcUpstreamConfig::dcr_config,
                      &DcrUpstreamConfig::discovery_url>() == "oidcConfig.dcrConfig.discoveryUrl");
  static_assert(field<&config::WorkflowStepConfig::step, &config::WorkflowStepConfig::tool>() == "step.tool");
}

TEST_CASE("only members with a row that hold one another have a path") {
  static_assert(HasField<&Partial::with_row>);
  static_assert(!HasField<&Partial::without_row>);
  static_assert(HasField<&VirtualMcpServerSpec::group_ref, &McpGroupRef::name>);
  static_assert(!HasField<&VirtualMcpServerSpec::group_ref, &SecretKeyRef::name>);
  static_assert(!HasField<&VirtualMcpServerSpec::service_type, &McpGroupRef::name>);
  static_assert(HasField<&config::CompositeToolConfig::steps>);
  static_assert(!HasField<&config::CompositeToolConfig::steps, &config::WorkflowStepConfig::id>);
}

template <auto kFirst, auto... kRest>
constexpr auto takes(const auto&... steps) {
  return requires { path_of<kFirst, kRest...>(steps...); };
}

TEST_CASE("a path through lists and maps needs the place in each, but for that in the last") {
  constexpr auto kConfig = &VirtualMcpServerSpec::config;
  constexpr auto kTools = &config::Config::composite_tools;
  constexpr auto kSteps = &config::CompositeToolConfig::steps;
  constexpr auto kId = &config::WorkflowStepConfig::id;
  CHECK(path_of<kConfig, kTools>().str() == "spec.config.compositeTools");
  CHECK(path_of<kConfig, kTools>(0).str() == "spec.config.compositeTools[0]");
  CHECK(path_of<kConfig, kTools, kSteps>(1).str() == "spec.config.compositeTools[1].steps");
  CHECK(path_of<kConfig, kTools, kSteps, kId>(1, 2U).str() == "spec.config.compositeTools[1].steps[2].id");
  CHECK_FALSE(takes<kConfig, kTools, kSteps>());
  CHECK_FALSE(takes<kConfig, kTools, kSteps, kId>(1));
  CHECK_FALSE(takes<kConfig, kTools, kSteps, kId>(1, 2, 3));
  CHECK_FALSE(takes<kConfig>(1));

  constexpr auto kOutgoing = &VirtualMcpServerSpec::outgoing_auth;
  constexpr auto kBackends = &OutgoingAuthConfig::backends;
  CHECK(path_of<kOutgoing, kBackends, &BackendAuthConfig::type>("a.b").str() == "spec.outgoingAuth.backends[a.b].type");
  CHECK(path_of<kOutgoing, kBackends>(std::string("a")).str() == "spec.outgoingAuth.backends[a]");
  CHECK_FALSE(takes<kOutgoing, kBackends>(1));
  CHECK_FALSE(takes<kConfig, kTools>("a"));
}

TEST_CASE("a path starts at the document of a kind's spec, or at its own struct") {
  CHECK(path_of<&McpServerSpec::group_ref, &McpGroupRef::name>().str() == "spec.groupRef.name");
  CHECK(path_of<&config::Config::telemetry, &config::TelemetryConfig::endpoint>().str() == "telemetry.endpoint");
  CHECK(path_of<&authserver::RunConfig::upstreams>(3).str() == "upstreams[3]");
}

}  // namespace
}  // namespace vmcp::model
