#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/references.h"
#include "core/model/row.h"
#include "core/model/types.h"
#include "core/model/vmcp_config.h"

namespace vmcp::model {

struct EnvVar {
  std::string name;
  std::string value;

  template <class T = EnvVar>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name), always("value", &T::value)};
  }
};

struct PermissionProfileRef {
  std::string type;
  std::string name;
  std::string key;

  template <class T = PermissionProfileRef>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type), always("name", &T::name), omitempty("key", &T::key)};
  }
};

struct WebhookConfigRef {
  std::string name;

  template <class T = WebhookConfigRef>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name)};
  }
};

struct McpServerSpec {
  std::string image;
  std::string transport;
  std::string proxy_mode;
  std::int32_t proxy_port = 0;
  std::int32_t mcp_port = 0;
  std::vector<EnvVar> env;
  std::optional<PermissionProfileRef> permission_profile;
  std::optional<yaml::Value> pod_template_spec;
  std::optional<McpOidcConfigReference> oidc_config_ref;
  std::optional<AuthzConfigRef> authz_config;
  std::optional<McpAuthzConfigReference> authz_config_ref;
  std::optional<ToolConfigRef> tool_config_ref;
  std::optional<ExternalAuthConfigRef> external_auth_config_ref;
  std::optional<WebhookConfigRef> webhook_config_ref;
  std::optional<AuthServerRef> auth_server_ref;
  std::optional<McpTelemetryConfigReference> telemetry_config_ref;
  std::string endpoint_prefix;
  std::optional<McpGroupRef> group_ref;
  std::optional<std::int32_t> replicas;
  std::optional<SessionStorageConfig> session_storage;
  std::optional<config::RateLimitConfig> rate_limiting;
  std::optional<MetaDuration> proxy_read_timeout;

  template <class T = McpServerSpec>
  static constexpr auto rows() {
    return std::tuple{always("image", &T::image),
                      omitempty("transport", &T::transport),
                      omitempty("proxyMode", &T::proxy_mode),
                      omitempty("proxyPort", &T::proxy_port),
                      omitempty("mcpPort", &T::mcp_port),
                      omitempty("env", &T::env),
                      omitempty("permissionProfile", &T::permission_profile),
                      omitempty("podTemplateSpec", &T::pod_template_spec),
                      omitempty("oidcConfigRef", &T::oidc_config_ref),
                      omitempty("authzConfig", &T::authz_config),
                      omitempty("authzConfigRef", &T::authz_config_ref),
                      omitempty("toolConfigRef", &T::tool_config_ref),
                      omitempty("externalAuthConfigRef", &T::external_auth_config_ref),
                      omitempty("webhookConfigRef", &T::webhook_config_ref),
                      omitempty("authServerRef", &T::auth_server_ref),
                      omitempty("telemetryConfigRef", &T::telemetry_config_ref),
                      omitempty("endpointPrefix", &T::endpoint_prefix),
                      omitempty("groupRef", &T::group_ref),
                      omitempty("replicas", &T::replicas),
                      omitempty("sessionStorage", &T::session_storage),
                      omitempty("rateLimiting", &T::rate_limiting),
                      omitempty("proxyReadTimeout", &T::proxy_read_timeout).since(Set::kV0_55)};
  }
};

struct McpRemoteProxySpec {
  std::string remote_url;
  bool allow_private_endpoint = false;
  std::int32_t proxy_port = 0;
  std::string transport;
  std::optional<McpOidcConfigReference> oidc_config_ref;
  std::optional<ExternalAuthConfigRef> external_auth_config_ref;
  std::optional<AuthServerRef> auth_server_ref;
  std::optional<HeaderForwardConfig> header_forward;
  std::optional<AuthzConfigRef> authz_config;
  std::optional<McpAuthzConfigReference> authz_config_ref;
  std::optional<ToolConfigRef> tool_config_ref;
  std::optional<McpTelemetryConfigReference> telemetry_config_ref;
  std::optional<yaml::Value> pod_template_spec;
  std::string endpoint_prefix;
  std::optional<McpGroupRef> group_ref;

  template <class T = McpRemoteProxySpec>
  static constexpr auto rows() {
    return std::tuple{always("remoteUrl", &T::remote_url),
                      omitempty("allowPrivateEndpoint", &T::allow_private_endpoint),
                      omitempty("proxyPort", &T::proxy_port),
                      omitempty("transport", &T::transport),
                      omitempty("oidcConfigRef", &T::oidc_config_ref),
                      omitempty("externalAuthConfigRef", &T::external_auth_config_ref),
                      omitempty("authServerRef", &T::auth_server_ref),
                      omitempty("headerForward", &T::header_forward),
                      omitempty("authzConfig", &T::authz_config),
                      omitempty("authzConfigRef", &T::authz_config_ref),
                      omitempty("toolConfigRef", &T::tool_config_ref),
                      omitempty("telemetryConfigRef", &T::telemetry_config_ref),
                      omitempty("podTemplateSpec", &T::pod_template_spec),
                      omitempty("endpointPrefix", &T::endpoint_prefix),
                      omitempty("groupRef", &T::group_ref)};
  }
};

struct McpServerEntrySpec {
  std::string remote_url;
  bool allow_private_endpoint = false;
  std::string transport;
  std::optional<McpGroupRef> group_ref;
  std::optional<ExternalAuthConfigRef> external_auth_config_ref;
  std::optional<HeaderForwardConfig> header_forward;
  std::optional<CaBundleSource> ca_bundle_ref;

  template <class T = McpServerEntrySpec>
  static constexpr auto rows() {
    return std::tuple{always("remoteUrl", &T::remote_url),
                      omitempty("allowPrivateEndpoint", &T::allow_private_endpoint),
                      always("transport", &T::transport),
                      always("groupRef", &T::group_ref),
                      omitempty("externalAuthConfigRef", &T::external_auth_config_ref),
                      omitempty("headerForward", &T::header_forward),
                      omitempty("caBundleRef", &T::ca_bundle_ref)};
  }
};

}  // namespace vmcp::model
