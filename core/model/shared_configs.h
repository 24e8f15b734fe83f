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

struct KubernetesServiceAccountOidcConfig {
  std::string service_account;
  std::string name_space;
  std::string issuer;
  std::string jwks_url;
  std::string introspection_url;
  std::optional<bool> use_cluster_auth;

  template <class T = KubernetesServiceAccountOidcConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("serviceAccount", &T::service_account),
                      omitempty("namespace", &T::name_space),
                      omitempty("issuer", &T::issuer),
                      omitempty("jwksUrl", &T::jwks_url),
                      omitempty("introspectionUrl", &T::introspection_url),
                      always("useClusterAuth", &T::use_cluster_auth)};
  }
};

struct InlineOidcSharedConfig {
  std::string issuer;
  std::string jwks_url;
  std::string introspection_url;
  std::string client_id;
  std::optional<SecretKeyRef> client_secret_ref;
  std::optional<CaBundleSource> ca_bundle_ref;
  std::string jwks_auth_token_path;
  bool jwks_allow_private_ip = false;
  bool protected_resource_allow_private_ip = false;
  bool insecure_allow_http = false;

  template <class T = InlineOidcSharedConfig>
  static constexpr auto rows() {
    return std::tuple{always("issuer", &T::issuer),
                      omitempty("jwksUrl", &T::jwks_url),
                      omitempty("introspectionUrl", &T::introspection_url),
                      omitempty("clientId", &T::client_id),
                      omitempty("clientSecretRef", &T::client_secret_ref),
                      omitempty("caBundleRef", &T::ca_bundle_ref),
                      omitempty("jwksAuthTokenPath", &T::jwks_auth_token_path),
                      always("jwksAllowPrivateIP", &T::jwks_allow_private_ip),
                      always("protectedResourceAllowPrivateIP", &T::protected_resource_allow_private_ip),
                      always("insecureAllowHTTP", &T::insecure_allow_http)};
  }
};

struct McpOidcConfigSpec {
  std::string type;
  std::optional<KubernetesServiceAccountOidcConfig> kubernetes_service_account;
  std::optional<InlineOidcSharedConfig> inline_;

  template <class T = McpOidcConfigSpec>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type), omitempty("kubernetesServiceAccount", &T::kubernetes_service_account),
                      omitempty("inline", &T::inline_)};
  }
};

struct McpAuthzConfigSpec {
  std::string type;
  yaml::Value config;

  template <class T = McpAuthzConfigSpec>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type), always("config", &T::config)};
  }
};

struct SensitiveHeader {
  std::string name;
  SecretKeyRef secret_key_ref;

  template <class T = SensitiveHeader>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name), always("secretKeyRef", &T::secret_key_ref)};
  }
};

struct OpenTelemetryMetricsConfig {
  bool enabled = false;

  template <class T = OpenTelemetryMetricsConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &T::enabled)};
  }
};

struct OpenTelemetryTracingConfig {
  bool enabled = false;
  std::string sampling_rate;

  template <class T = OpenTelemetryTracingConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &T::enabled), omitempty("samplingRate", &T::sampling_rate)};
  }
};

struct McpTelemetryOTelConfig {
  bool enabled = false;
  std::string endpoint;
  bool insecure = false;
  std::map<std::string, std::string> headers;
  std::vector<SensitiveHeader> sensitive_headers;
  std::map<std::string, std::string> resource_attributes;
  std::optional<OpenTelemetryMetricsConfig> metrics;
  std::optional<OpenTelemetryTracingConfig> tracing;
  bool use_legacy_attributes = false;
  std::optional<CaBundleSource> ca_bundle_ref;

  template <class T = McpTelemetryOTelConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &T::enabled),
                      omitempty("endpoint", &T::endpoint),
                      omitempty("insecure", &T::insecure),
                      omitempty("headers", &T::headers),
                      omitempty("sensitiveHeaders", &T::sensitive_headers),
                      omitempty("resourceAttributes", &T::resource_attributes),
                      omitempty("metrics", &T::metrics),
                      omitempty("tracing", &T::tracing),
                      always("useLegacyAttributes", &T::use_legacy_attributes),
                      omitempty("caBundleRef", &T::ca_bundle_ref)};
  }
};

struct PrometheusConfig {
  bool enabled = false;
  std::optional<bool> metrics_on_transport_port;

  template <class T = PrometheusConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &T::enabled),
                      omitempty("metricsOnTransportPort", &T::metrics_on_transport_port).since(Set::kV0_47)};
  }
};

struct McpTelemetryConfigSpec {
  std::optional<McpTelemetryOTelConfig> open_telemetry;
  std::optional<PrometheusConfig> prometheus;

  template <class T = McpTelemetryConfigSpec>
  static constexpr auto rows() {
    return std::tuple{omitempty("openTelemetry", &T::open_telemetry), omitempty("prometheus", &T::prometheus)};
  }
};

struct McpToolConfigSpec {
  std::vector<std::string> tools_filter;
  std::map<std::string, config::ToolOverride> tools_override;

  template <class T = McpToolConfigSpec>
  static constexpr auto rows() {
    return std::tuple{omitempty("toolsFilter", &T::tools_filter), omitempty("toolsOverride", &T::tools_override)};
  }
};

/// Of MCPWebhookConfigs what Go may not be able to hold.
struct Webhook {
  std::optional<MetaDuration> timeout;

  template <class T = Webhook>
  static constexpr auto rows() {
    return std::tuple{omitempty("timeout", &T::timeout)};
  }
};

struct McpWebhookConfigSpec {
  std::vector<Webhook> validating;
  std::vector<Webhook> mutating;

  template <class T = McpWebhookConfigSpec>
  static constexpr auto rows() {
    return std::tuple{omitempty("validating", &T::validating), omitempty("mutating", &T::mutating)};
  }
};

struct McpGroupSpec {
  std::string description;

  template <class T = McpGroupSpec>
  static constexpr auto rows() {
    return std::tuple{omitempty("description", &T::description)};
  }
};

struct ModelCacheConfig {
  bool enabled = false;
  std::optional<std::string> storage_class_name;
  std::string size;
  std::string access_mode;

  template <class T = ModelCacheConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &T::enabled), omitempty("storageClassName", &T::storage_class_name),
                      omitempty("size", &T::size), omitempty("accessMode", &T::access_mode)};
  }
};

struct EmbeddingServerSpec {
  std::string model;
  std::optional<SecretKeyRef> hf_token_secret_ref;
  std::string image;
  std::int32_t port = 0;
  std::optional<ModelCacheConfig> model_cache;
  std::optional<yaml::Value> pod_template_spec;
  std::optional<std::int32_t> replicas;

  template <class T = EmbeddingServerSpec>
  static constexpr auto rows() {
    return std::tuple{omitempty("model", &T::model),
                      omitempty("hfTokenSecretRef", &T::hf_token_secret_ref),
                      omitempty("image", &T::image),
                      omitempty("port", &T::port),
                      omitempty("modelCache", &T::model_cache),
                      omitempty("podTemplateSpec", &T::pod_template_spec),
                      omitempty("replicas", &T::replicas)};
  }
};

}  // namespace vmcp::model
