#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/rate_limit.h"
#include "core/model/row.h"
#include "core/model/types.h"
#include "core/model/vmcp_auth.h"
#include "core/model/vmcp_composite_tool.h"
#include "core/model/vmcp_operational.h"

namespace vmcp::model::config {

struct StaticBackendConfig {
  std::string name;
  std::string url;
  std::string transport;
  std::string type;
  std::string ca_bundle_path;
  std::map<std::string, std::string> metadata;

  template <class T = StaticBackendConfig>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name),
                      always("url", &T::url),
                      always("transport", &T::transport),
                      omitempty("type", &T::type),
                      omitempty("caBundlePath", &T::ca_bundle_path),
                      omitempty("metadata", &T::metadata)};
  }
};

struct ConflictResolutionConfig {
  std::string prefix_format;
  std::vector<std::string> priority_order;

  template <class T = ConflictResolutionConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("prefixFormat", &T::prefix_format), omitempty("priorityOrder", &T::priority_order)};
  }
};

struct ToolConfigRef {
  std::string name;

  template <class T = ToolConfigRef>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name)};
  }
};

struct ToolOverride {
  std::string name;
  std::string description;
  std::optional<ToolAnnotationsOverride> annotations;

  template <class T = ToolOverride>
  static constexpr auto rows() {
    return std::tuple{omitempty("name", &T::name), omitempty("description", &T::description),
                      omitempty("annotations", &T::annotations)};
  }
};

struct WorkloadToolConfig {
  std::string workload;
  std::optional<ToolConfigRef> tool_config_ref;
  std::vector<std::string> filter;
  std::map<std::string, ToolOverride> overrides;
  bool exclude_all = false;

  template <class T = WorkloadToolConfig>
  static constexpr auto rows() {
    return std::tuple{always("workload", &T::workload), omitempty("toolConfigRef", &T::tool_config_ref),
                      omitempty("filter", &T::filter), omitempty("overrides", &T::overrides),
                      omitempty("excludeAll", &T::exclude_all)};
  }
};

struct AggregationConfig {
  std::string conflict_resolution;
  std::optional<ConflictResolutionConfig> conflict_resolution_config;
  std::vector<WorkloadToolConfig> tools;
  bool exclude_all_tools = false;
  std::string default_tool_visibility;

  template <class T = AggregationConfig>
  static constexpr auto rows() {
    return std::tuple{always("conflictResolution", &T::conflict_resolution),
                      omitempty("conflictResolutionConfig", &T::conflict_resolution_config),
                      omitempty("tools", &T::tools), omitempty("excludeAllTools", &T::exclude_all_tools),
                      omitempty("defaultToolVisibility", &T::default_tool_visibility)};
  }
};

struct CompositeToolRef {
  std::string name;

  template <class T = CompositeToolRef>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name)};
  }
};

struct OptimizerConfig {
  std::string embedding_service;
  Duration embedding_service_timeout;
  std::string embedding_provider;
  std::string embedding_model;
  std::map<std::string, std::string> embedding_headers;
  std::int64_t max_tools_to_return = 0;
  std::string hybrid_search_semantic_ratio;
  std::string semantic_distance_threshold;

  template <class T = OptimizerConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("embeddingService", &T::embedding_service),
                      omitempty("embeddingServiceTimeout", &T::embedding_service_timeout),
                      omitempty("embeddingProvider", &T::embedding_provider),
                      omitempty("embeddingModel", &T::embedding_model),
                      omitempty("embeddingHeaders", &T::embedding_headers),
                      omitempty("maxToolsToReturn", &T::max_tools_to_return),
                      omitempty("hybridSearchSemanticRatio", &T::hybrid_search_semantic_ratio),
                      omitempty("semanticDistanceThreshold", &T::semantic_distance_threshold)};
  }
};

struct CodeModeConfig {
  bool enabled = false;
  std::int64_t step_limit = 0;
  std::int64_t parallel_max_concurrency = 0;
  Duration tool_call_timeout;

  template <class T = CodeModeConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &T::enabled), omitempty("stepLimit", &T::step_limit),
                      omitempty("parallelMaxConcurrency", &T::parallel_max_concurrency),
                      omitempty("toolCallTimeout", &T::tool_call_timeout)};
  }
};

struct RedisTlsConfig {
  bool insecure_skip_verify = false;
  std::string ca_cert_file;

  template <class T = RedisTlsConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("insecureSkipVerify", &T::insecure_skip_verify),
                      omitempty("caCertFile", &T::ca_cert_file)};
  }
};

struct SessionStorageConfig {
  std::string provider;
  std::string address;
  std::int32_t db = 0;
  std::string key_prefix;
  std::optional<RedisTlsConfig> tls = {};

  template <class T = SessionStorageConfig>
  static constexpr auto rows() {
    return std::tuple{always("provider", &T::provider), omitempty("address", &T::address), omitempty("db", &T::db),
                      omitempty("keyPrefix", &T::key_prefix), omitempty("tls", &T::tls).since(Set::kV0_55)};
  }
};

struct Config {
  std::string name;
  std::string group_ref;
  std::vector<StaticBackendConfig> backends;
  std::optional<IncomingAuthConfig> incoming_auth;
  std::optional<OutgoingAuthConfig> outgoing_auth;
  std::optional<AggregationConfig> aggregation;
  std::vector<CompositeToolConfig> composite_tools;
  std::vector<CompositeToolRef> composite_tool_refs;
  std::optional<OperationalConfig> operational;
  std::map<std::string, std::string> metadata;
  std::optional<TelemetryConfig> telemetry;
  std::optional<AuditConfig> audit;
  std::optional<OptimizerConfig> optimizer;
  std::optional<CodeModeConfig> code_mode;
  std::optional<SessionStorageConfig> session_storage;
  std::optional<RateLimitConfig> rate_limiting;
  std::vector<std::string> passthrough_headers;

  template <class T = Config>
  static constexpr auto rows() {
    return std::tuple{omitempty("name", &T::name),
                      omitempty("groupRef", &T::group_ref),
                      omitempty("backends", &T::backends),
                      omitempty("incomingAuth", &T::incoming_auth),
                      omitempty("outgoingAuth", &T::outgoing_auth),
                      omitempty("aggregation", &T::aggregation),
                      omitempty("compositeTools", &T::composite_tools),
                      omitempty("compositeToolRefs", &T::composite_tool_refs),
                      omitempty("operational", &T::operational),
                      omitempty("metadata", &T::metadata),
                      omitempty("telemetry", &T::telemetry),
                      omitempty("audit", &T::audit),
                      omitempty("optimizer", &T::optimizer),
                      omitempty("codeMode", &T::code_mode),
                      omitempty("sessionStorage", &T::session_storage),
                      omitempty("rateLimiting", &T::rate_limiting),
                      omitempty("passthroughHeaders", &T::passthrough_headers)};
  }
};

}  // namespace vmcp::model::config
