#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/auth_server.h"
#include "core/model/references.h"
#include "core/model/row.h"
#include "core/model/types.h"
#include "core/model/vmcp_config.h"

namespace vmcp::model {

struct IncomingAuthConfig {
  std::string type;
  std::optional<McpOidcConfigReference> oidc_config_ref;
  std::optional<AuthzConfigRef> authz_config;
  std::optional<McpAuthzConfigReference> authz_config_ref;

  template <class T = IncomingAuthConfig>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type), omitempty("oidcConfigRef", &T::oidc_config_ref),
                      omitempty("authzConfig", &T::authz_config), omitempty("authzConfigRef", &T::authz_config_ref)};
  }
};

struct BackendAuthConfig {
  std::string type;
  std::optional<ExternalAuthConfigRef> external_auth_config_ref;

  template <class T = BackendAuthConfig>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type), omitempty("externalAuthConfigRef", &T::external_auth_config_ref)};
  }
};

struct OutgoingAuthConfig {
  std::string source;
  std::optional<BackendAuthConfig> default_;
  std::map<std::string, BackendAuthConfig> backends;

  template <class T = OutgoingAuthConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("source", &T::source), omitempty("default", &T::default_),
                      omitempty("backends", &T::backends)};
  }
};

struct UpstreamFilterGroupRule {
  std::vector<std::string> groups;
  std::vector<std::string> upstream_providers;

  template <class T = UpstreamFilterGroupRule>
  static constexpr auto rows() {
    return std::tuple{always("groups", &T::groups), always("upstreamProviders", &T::upstream_providers)};
  }
};

struct AuthServerUpstreamFilterConfig {
  std::string claim;
  std::vector<UpstreamFilterGroupRule> rules;
  std::vector<std::string> default_upstreams;

  template <class T = AuthServerUpstreamFilterConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("claim", &T::claim), always("rules", &T::rules),
                      omitempty("defaultUpstreams", &T::default_upstreams)};
  }
};

struct VirtualMcpServerSpec {
  std::optional<IncomingAuthConfig> incoming_auth;
  std::optional<OutgoingAuthConfig> outgoing_auth;
  std::vector<std::string> passthrough_headers;
  std::string service_type;
  std::string session_affinity;
  std::optional<std::string> service_account;
  std::optional<yaml::Value> pod_template_spec;
  std::optional<McpGroupRef> group_ref;
  config::Config config;
  std::optional<McpTelemetryConfigReference> telemetry_config_ref;
  std::optional<EmbeddingServerRef> embedding_server_ref;
  std::optional<EmbeddedAuthServerConfig> auth_server_config;
  std::optional<AuthServerUpstreamFilterConfig> auth_server_upstream_filter;
  std::optional<std::int32_t> replicas;
  std::optional<SessionStorageConfig> session_storage;
  std::vector<LocalObjectReference> image_pull_secrets;

  template <class T = VirtualMcpServerSpec>
  static constexpr auto rows() {
    return std::tuple{always("incomingAuth", &T::incoming_auth),
                      omitempty("outgoingAuth", &T::outgoing_auth),
                      omitempty("passthroughHeaders", &T::passthrough_headers),
                      omitempty("serviceType", &T::service_type),
                      omitempty("sessionAffinity", &T::session_affinity),
                      omitempty("serviceAccount", &T::service_account),
                      omitempty("podTemplateSpec", &T::pod_template_spec),
                      always("groupRef", &T::group_ref),
                      omitempty("config", &T::config),
                      omitempty("telemetryConfigRef", &T::telemetry_config_ref),
                      omitempty("embeddingServerRef", &T::embedding_server_ref),
                      omitempty("authServerConfig", &T::auth_server_config),
                      omitempty("authServerUpstreamFilter", &T::auth_server_upstream_filter).since(Set::kV0_55),
                      omitempty("replicas", &T::replicas),
                      omitempty("sessionStorage", &T::session_storage),
                      omitempty("imagePullSecrets", &T::image_pull_secrets)};
  }
};

}  // namespace vmcp::model
