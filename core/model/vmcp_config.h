#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

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

  static constexpr auto rows() {
    return std::tuple{always("name", &StaticBackendConfig::name),
                      always("url", &StaticBackendConfig::url),
                      always("transport", &StaticBackendConfig::transport),
                      omitempty("type", &StaticBackendConfig::type),
                      omitempty("caBundlePath", &StaticBackendConfig::ca_bundle_path),
                      omitempty("metadata", &StaticBackendConfig::metadata)};
  }
};

struct ConflictResolutionConfig {
  std::string prefix_format;
  std::vector<std::string> priority_order;

  static constexpr auto rows() {
    return std::tuple{omitempty("prefixFormat", &ConflictResolutionConfig::prefix_format),
                      omitempty("priorityOrder", &ConflictResolutionConfig::priority_order)};
  }
};

struct ToolConfigRef {
  std::string name;

  static constexpr auto rows() { return std::tuple{always("name", &ToolConfigRef::name)}; }
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

struct WorkloadToolConfig {
  std::string workload;
  std::optional<ToolConfigRef> tool_config_ref;
  std::vector<std::string> filter;
  std::map<std::string, ToolOverride> overrides;
  bool exclude_all = false;

  static constexpr auto rows() {
    return std::tuple{always("workload", &WorkloadToolConfig::workload),
                      omitempty("toolConfigRef", &WorkloadToolConfig::tool_config_ref),
                      omitempty("filter", &WorkloadToolConfig::filter),
                      omitempty("overrides", &WorkloadToolConfig::overrides),
                      omitempty("excludeAll", &WorkloadToolConfig::exclude_all)};
  }
};

struct AggregationConfig {
  std::string conflict_resolution;
  std::optional<ConflictResolutionConfig> conflict_resolution_config;
  std::vector<WorkloadToolConfig> tools;
  bool exclude_all_tools = false;
  std::string default_tool_visibility;

  static constexpr auto rows() {
    return std::tuple{always("conflictResolution", &AggregationConfig::conflict_resolution),
                      omitempty("conflictResolutionConfig", &AggregationConfig::conflict_resolution_config),
                      omitempty("tools", &AggregationConfig::tools),
                      omitempty("excludeAllTools", &AggregationConfig::exclude_all_tools),
                      omitempty("defaultToolVisibility", &AggregationConfig::default_tool_visibility)};
  }
};

struct CompositeToolRef {
  std::string name;

  static constexpr auto rows() { return std::tuple{always("name", &CompositeToolRef::name)}; }
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

  static constexpr auto rows() {
    return std::tuple{omitempty("embeddingService", &OptimizerConfig::embedding_service),
                      omitempty("embeddingServiceTimeout", &OptimizerConfig::embedding_service_timeout),
                      omitempty("embeddingProvider", &OptimizerConfig::embedding_provider),
                      omitempty("embeddingModel", &OptimizerConfig::embedding_model),
                      omitempty("embeddingHeaders", &OptimizerConfig::embedding_headers),
                      omitempty("maxToolsToReturn", &OptimizerConfig::max_tools_to_return),
                      omitempty("hybridSearchSemanticRatio", &OptimizerConfig::hybrid_search_semantic_ratio),
                      omitempty("semanticDistanceThreshold", &OptimizerConfig::semantic_distance_threshold)};
  }
};

struct CodeModeConfig {
  bool enabled = false;
  std::int64_t step_limit = 0;
  std::int64_t parallel_max_concurrency = 0;
  Duration tool_call_timeout;

  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &CodeModeConfig::enabled),
                      omitempty("stepLimit", &CodeModeConfig::step_limit),
                      omitempty("parallelMaxConcurrency", &CodeModeConfig::parallel_max_concurrency),
                      omitempty("toolCallTimeout", &CodeModeConfig::tool_call_timeout)};
  }
};

struct SessionStorageConfig {
  std::string provider;
  std::string address;
  std::int32_t db = 0;
  std::string key_prefix;

  static constexpr auto rows() {
    return std::tuple{always("provider", &SessionStorageConfig::provider),
                      omitempty("address", &SessionStorageConfig::address), omitempty("db", &SessionStorageConfig::db),
                      omitempty("keyPrefix", &SessionStorageConfig::key_prefix)};
  }
};

struct RateLimitBucket {
  std::int32_t max_tokens = 0;
  MetaDuration refill_period;

  static constexpr auto rows() {
    return std::tuple{always("maxTokens", &RateLimitBucket::max_tokens),
                      always("refillPeriod", &RateLimitBucket::refill_period)};
  }
};

struct ToolRateLimitConfig {
  std::string name;
  std::optional<RateLimitBucket> shared;
  std::optional<RateLimitBucket> per_user;

  static constexpr auto rows() {
    return std::tuple{always("name", &ToolRateLimitConfig::name), omitempty("shared", &ToolRateLimitConfig::shared),
                      omitempty("perUser", &ToolRateLimitConfig::per_user)};
  }
};

struct RateLimitConfig {
  std::optional<RateLimitBucket> shared;
  std::optional<RateLimitBucket> per_user;
  std::vector<ToolRateLimitConfig> tools;

  static constexpr auto rows() {
    return std::tuple{omitempty("shared", &RateLimitConfig::shared), omitempty("perUser", &RateLimitConfig::per_user),
                      omitempty("tools", &RateLimitConfig::tools)};
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

  static constexpr auto rows() {
    return std::tuple{omitempty("name", &Config::name),
                      omitempty("groupRef", &Config::group_ref),
                      omitempty("backends", &Config::backends),
                      omitempty("incomingAuth", &Config::incoming_auth),
                      omitempty("outgoingAuth", &Config::outgoing_auth),
                      omitempty("aggregation", &Config::aggregation),
                      omitempty("compositeTools", &Config::composite_tools),
                      omitempty("compositeToolRefs", &Config::composite_tool_refs),
                      omitempty("operational", &Config::operational),
                      omitempty("metadata", &Config::metadata),
                      omitempty("telemetry", &Config::telemetry),
                      omitempty("audit", &Config::audit),
                      omitempty("optimizer", &Config::optimizer),
                      omitempty("codeMode", &Config::code_mode),
                      omitempty("sessionStorage", &Config::session_storage),
                      omitempty("rateLimiting", &Config::rate_limiting),
                      omitempty("passthroughHeaders", &Config::passthrough_headers)};
  }
};

}  // namespace vmcp::model::config
