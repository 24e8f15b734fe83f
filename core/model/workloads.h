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

  static constexpr auto rows() { return std::tuple{always("name", &EnvVar::name), always("value", &EnvVar::value)}; }
};

struct PermissionProfileRef {
  std::string type;
  std::string name;
  std::string key;

  static constexpr auto rows() {
    return std::tuple{always("type", &PermissionProfileRef::type), always("name", &PermissionProfileRef::name),
                      omitempty("key", &PermissionProfileRef::key)};
  }
};

struct WebhookConfigRef {
  std::string name;

  static constexpr auto rows() { return std::tuple{always("name", &WebhookConfigRef::name)}; }
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

  static constexpr auto rows() {
    return std::tuple{always("image", &McpServerSpec::image),
                      omitempty("transport", &McpServerSpec::transport),
                      omitempty("proxyMode", &McpServerSpec::proxy_mode),
                      omitempty("proxyPort", &McpServerSpec::proxy_port),
                      omitempty("mcpPort", &McpServerSpec::mcp_port),
                      omitempty("env", &McpServerSpec::env),
                      omitempty("permissionProfile", &McpServerSpec::permission_profile),
                      omitempty("podTemplateSpec", &McpServerSpec::pod_template_spec),
                      omitempty("oidcConfigRef", &McpServerSpec::oidc_config_ref),
                      omitempty("authzConfig", &McpServerSpec::authz_config),
                      omitempty("authzConfigRef", &McpServerSpec::authz_config_ref),
                      omitempty("toolConfigRef", &McpServerSpec::tool_config_ref),
                      omitempty("externalAuthConfigRef", &McpServerSpec::external_auth_config_ref),
                      omitempty("webhookConfigRef", &McpServerSpec::webhook_config_ref),
                      omitempty("authServerRef", &McpServerSpec::auth_server_ref),
                      omitempty("telemetryConfigRef", &McpServerSpec::telemetry_config_ref),
                      omitempty("endpointPrefix", &McpServerSpec::endpoint_prefix),
                      omitempty("groupRef", &McpServerSpec::group_ref),
                      omitempty("replicas", &McpServerSpec::replicas),
                      omitempty("sessionStorage", &McpServerSpec::session_storage),
                      omitempty("rateLimiting", &McpServerSpec::rate_limiting)};
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

  static constexpr auto rows() {
    return std::tuple{always("remoteUrl", &McpRemoteProxySpec::remote_url),
                      omitempty("allowPrivateEndpoint", &McpRemoteProxySpec::allow_private_endpoint),
                      omitempty("proxyPort", &McpRemoteProxySpec::proxy_port),
                      omitempty("transport", &McpRemoteProxySpec::transport),
                      omitempty("oidcConfigRef", &McpRemoteProxySpec::oidc_config_ref),
                      omitempty("externalAuthConfigRef", &McpRemoteProxySpec::external_auth_config_ref),
                      omitempty("authServerRef", &McpRemoteProxySpec::auth_server_ref),
                      omitempty("headerForward", &McpRemoteProxySpec::header_forward),
                      omitempty("authzConfig", &McpRemoteProxySpec::authz_config),
                      omitempty("authzConfigRef", &McpRemoteProxySpec::authz_config_ref),
                      omitempty("toolConfigRef", &McpRemoteProxySpec::tool_config_ref),
                      omitempty("telemetryConfigRef", &McpRemoteProxySpec::telemetry_config_ref),
                      omitempty("podTemplateSpec", &McpRemoteProxySpec::pod_template_spec),
                      omitempty("endpointPrefix", &McpRemoteProxySpec::endpoint_prefix),
                      omitempty("groupRef", &McpRemoteProxySpec::group_ref)};
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

  static constexpr auto rows() {
    return std::tuple{always("remoteUrl", &McpServerEntrySpec::remote_url),
                      omitempty("allowPrivateEndpoint", &McpServerEntrySpec::allow_private_endpoint),
                      always("transport", &McpServerEntrySpec::transport),
                      always("groupRef", &McpServerEntrySpec::group_ref),
                      omitempty("externalAuthConfigRef", &McpServerEntrySpec::external_auth_config_ref),
                      omitempty("headerForward", &McpServerEntrySpec::header_forward),
                      omitempty("caBundleRef", &McpServerEntrySpec::ca_bundle_ref)};
  }
};

}  // namespace vmcp::model
