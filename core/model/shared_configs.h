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

namespace vmcp::model {

struct KubernetesServiceAccountOidcConfig {
  std::string service_account;
  std::string name_space;
  std::string issuer;
  std::string jwks_url;
  std::string introspection_url;
  std::optional<bool> use_cluster_auth;

  static constexpr auto rows() {
    return std::tuple{omitempty("serviceAccount", &KubernetesServiceAccountOidcConfig::service_account),
                      omitempty("namespace", &KubernetesServiceAccountOidcConfig::name_space),
                      omitempty("issuer", &KubernetesServiceAccountOidcConfig::issuer),
                      omitempty("jwksUrl", &KubernetesServiceAccountOidcConfig::jwks_url),
                      omitempty("introspectionUrl", &KubernetesServiceAccountOidcConfig::introspection_url),
                      always("useClusterAuth", &KubernetesServiceAccountOidcConfig::use_cluster_auth)};
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

  static constexpr auto rows() {
    return std::tuple{
        always("issuer", &InlineOidcSharedConfig::issuer),
        omitempty("jwksUrl", &InlineOidcSharedConfig::jwks_url),
        omitempty("introspectionUrl", &InlineOidcSharedConfig::introspection_url),
        omitempty("clientId", &InlineOidcSharedConfig::client_id),
        omitempty("clientSecretRef", &InlineOidcSharedConfig::client_secret_ref),
        omitempty("caBundleRef", &InlineOidcSharedConfig::ca_bundle_ref),
        omitempty("jwksAuthTokenPath", &InlineOidcSharedConfig::jwks_auth_token_path),
        always("jwksAllowPrivateIP", &InlineOidcSharedConfig::jwks_allow_private_ip),
        always("protectedResourceAllowPrivateIP", &InlineOidcSharedConfig::protected_resource_allow_private_ip),
        always("insecureAllowHTTP", &InlineOidcSharedConfig::insecure_allow_http)};
  }
};

struct McpOidcConfigSpec {
  std::string type;
  std::optional<KubernetesServiceAccountOidcConfig> kubernetes_service_account;
  std::optional<InlineOidcSharedConfig> inline_;

  static constexpr auto rows() {
    return std::tuple{always("type", &McpOidcConfigSpec::type),
                      omitempty("kubernetesServiceAccount", &McpOidcConfigSpec::kubernetes_service_account),
                      omitempty("inline", &McpOidcConfigSpec::inline_)};
  }
};

struct McpAuthzConfigSpec {
  std::string type;
  yaml::Value config;

  static constexpr auto rows() {
    return std::tuple{always("type", &McpAuthzConfigSpec::type), always("config", &McpAuthzConfigSpec::config)};
  }
};

struct SensitiveHeader {
  std::string name;
  SecretKeyRef secret_key_ref;

  static constexpr auto rows() {
    return std::tuple{always("name", &SensitiveHeader::name), always("secretKeyRef", &SensitiveHeader::secret_key_ref)};
  }
};

struct OpenTelemetryMetricsConfig {
  bool enabled = false;

  static constexpr auto rows() { return std::tuple{omitempty("enabled", &OpenTelemetryMetricsConfig::enabled)}; }
};

struct OpenTelemetryTracingConfig {
  bool enabled = false;
  std::string sampling_rate;

  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &OpenTelemetryTracingConfig::enabled),
                      omitempty("samplingRate", &OpenTelemetryTracingConfig::sampling_rate)};
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

  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &McpTelemetryOTelConfig::enabled),
                      omitempty("endpoint", &McpTelemetryOTelConfig::endpoint),
                      omitempty("insecure", &McpTelemetryOTelConfig::insecure),
                      omitempty("headers", &McpTelemetryOTelConfig::headers),
                      omitempty("sensitiveHeaders", &McpTelemetryOTelConfig::sensitive_headers),
                      omitempty("resourceAttributes", &McpTelemetryOTelConfig::resource_attributes),
                      omitempty("metrics", &McpTelemetryOTelConfig::metrics),
                      omitempty("tracing", &McpTelemetryOTelConfig::tracing),
                      always("useLegacyAttributes", &McpTelemetryOTelConfig::use_legacy_attributes),
                      omitempty("caBundleRef", &McpTelemetryOTelConfig::ca_bundle_ref)};
  }
};

struct PrometheusConfig {
  bool enabled = false;

  static constexpr auto rows() { return std::tuple{omitempty("enabled", &PrometheusConfig::enabled)}; }
};

struct McpTelemetryConfigSpec {
  std::optional<McpTelemetryOTelConfig> open_telemetry;
  std::optional<PrometheusConfig> prometheus;

  static constexpr auto rows() {
    return std::tuple{omitempty("openTelemetry", &McpTelemetryConfigSpec::open_telemetry),
                      omitempty("prometheus", &McpTelemetryConfigSpec::prometheus)};
  }
};

struct ToolAnnotationsOverride {
  std::optional<std::string> title;
  std::optional<bool> read_only_hint;
  std::optional<bool> destructive_hint;
  std::optional<bool> idempotent_hint;
  std::optional<bool> open_world_hint;

  static constexpr auto rows() {
    return std::tuple{omitempty("title", &ToolAnnotationsOverride::title),
                      omitempty("readOnlyHint", &ToolAnnotationsOverride::read_only_hint),
                      omitempty("destructiveHint", &ToolAnnotationsOverride::destructive_hint),
                      omitempty("idempotentHint", &ToolAnnotationsOverride::idempotent_hint),
                      omitempty("openWorldHint", &ToolAnnotationsOverride::open_world_hint)};
  }
};

struct ToolOverride {
  std::string name;
  std::string description;
  std::optional<ToolAnnotationsOverride> annotations;

  static constexpr auto rows() {
    return std::tuple{omitempty("name", &ToolOverride::name), omitempty("description", &ToolOverride::description),
                      omitempty("annotations", &ToolOverride::annotations)};
  }
};

struct McpToolConfigSpec {
  std::vector<std::string> tools_filter;
  std::map<std::string, ToolOverride> tools_override;

  static constexpr auto rows() {
    return std::tuple{omitempty("toolsFilter", &McpToolConfigSpec::tools_filter),
                      omitempty("toolsOverride", &McpToolConfigSpec::tools_override)};
  }
};

struct McpGroupSpec {
  std::string description;

  static constexpr auto rows() { return std::tuple{omitempty("description", &McpGroupSpec::description)}; }
};

struct ModelCacheConfig {
  bool enabled = false;
  std::optional<std::string> storage_class_name;
  std::string size;
  std::string access_mode;

  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &ModelCacheConfig::enabled),
                      omitempty("storageClassName", &ModelCacheConfig::storage_class_name),
                      omitempty("size", &ModelCacheConfig::size),
                      omitempty("accessMode", &ModelCacheConfig::access_mode)};
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

  static constexpr auto rows() {
    return std::tuple{omitempty("model", &EmbeddingServerSpec::model),
                      omitempty("hfTokenSecretRef", &EmbeddingServerSpec::hf_token_secret_ref),
                      omitempty("image", &EmbeddingServerSpec::image),
                      omitempty("port", &EmbeddingServerSpec::port),
                      omitempty("modelCache", &EmbeddingServerSpec::model_cache),
                      omitempty("podTemplateSpec", &EmbeddingServerSpec::pod_template_spec),
                      omitempty("replicas", &EmbeddingServerSpec::replicas)};
  }
};

}  // namespace vmcp::model
