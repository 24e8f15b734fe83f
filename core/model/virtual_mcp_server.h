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

  static constexpr auto rows() {
    return std::tuple{always("type", &IncomingAuthConfig::type),
                      omitempty("oidcConfigRef", &IncomingAuthConfig::oidc_config_ref),
                      omitempty("authzConfig", &IncomingAuthConfig::authz_config),
                      omitempty("authzConfigRef", &IncomingAuthConfig::authz_config_ref)};
  }
};

struct BackendAuthConfig {
  std::string type;
  std::optional<ExternalAuthConfigRef> external_auth_config_ref;

  static constexpr auto rows() {
    return std::tuple{always("type", &BackendAuthConfig::type),
                      omitempty("externalAuthConfigRef", &BackendAuthConfig::external_auth_config_ref)};
  }
};

struct OutgoingAuthConfig {
  std::string source;
  std::optional<BackendAuthConfig> default_;
  std::map<std::string, BackendAuthConfig> backends;

  static constexpr auto rows() {
    return std::tuple{omitempty("source", &OutgoingAuthConfig::source),
                      omitempty("default", &OutgoingAuthConfig::default_),
                      omitempty("backends", &OutgoingAuthConfig::backends)};
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
  std::optional<std::int32_t> replicas;
  std::optional<SessionStorageConfig> session_storage;
  std::vector<LocalObjectReference> image_pull_secrets;

  static constexpr auto rows() {
    return std::tuple{always("incomingAuth", &VirtualMcpServerSpec::incoming_auth),
                      omitempty("outgoingAuth", &VirtualMcpServerSpec::outgoing_auth),
                      omitempty("passthroughHeaders", &VirtualMcpServerSpec::passthrough_headers),
                      omitempty("serviceType", &VirtualMcpServerSpec::service_type),
                      omitempty("sessionAffinity", &VirtualMcpServerSpec::session_affinity),
                      omitempty("serviceAccount", &VirtualMcpServerSpec::service_account),
                      omitempty("podTemplateSpec", &VirtualMcpServerSpec::pod_template_spec),
                      always("groupRef", &VirtualMcpServerSpec::group_ref),
                      omitempty("config", &VirtualMcpServerSpec::config),
                      omitempty("telemetryConfigRef", &VirtualMcpServerSpec::telemetry_config_ref),
                      omitempty("embeddingServerRef", &VirtualMcpServerSpec::embedding_server_ref),
                      omitempty("authServerConfig", &VirtualMcpServerSpec::auth_server_config),
                      omitempty("replicas", &VirtualMcpServerSpec::replicas),
                      omitempty("sessionStorage", &VirtualMcpServerSpec::session_storage),
                      omitempty("imagePullSecrets", &VirtualMcpServerSpec::image_pull_secrets)};
  }
};

}  // namespace vmcp::model
