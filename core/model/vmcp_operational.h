#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model::config {

struct TimeoutConfig {
  Duration default_;
  std::map<std::string, Duration> per_workload;

  static constexpr auto rows() {
    return std::tuple{omitempty("default", &TimeoutConfig::default_),
                      omitempty("perWorkload", &TimeoutConfig::per_workload)};
  }
};

struct CircuitBreakerConfig {
  bool enabled = false;
  std::int64_t failure_threshold = 0;
  Duration timeout;

  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &CircuitBreakerConfig::enabled),
                      omitempty("failureThreshold", &CircuitBreakerConfig::failure_threshold),
                      omitempty("timeout", &CircuitBreakerConfig::timeout)};
  }
};

struct FailureHandlingConfig {
  Duration health_check_interval;
  std::int64_t unhealthy_threshold = 0;
  Duration health_check_timeout;
  Duration status_reporting_interval;
  std::string partial_failure_mode;
  std::optional<CircuitBreakerConfig> circuit_breaker;

  static constexpr auto rows() {
    return std::tuple{omitempty("healthCheckInterval", &FailureHandlingConfig::health_check_interval),
                      omitempty("unhealthyThreshold", &FailureHandlingConfig::unhealthy_threshold),
                      omitempty("healthCheckTimeout", &FailureHandlingConfig::health_check_timeout),
                      omitempty("statusReportingInterval", &FailureHandlingConfig::status_reporting_interval),
                      omitempty("partialFailureMode", &FailureHandlingConfig::partial_failure_mode),
                      omitempty("circuitBreaker", &FailureHandlingConfig::circuit_breaker)};
  }
};

struct OperationalConfig {
  std::string log_level;
  std::optional<TimeoutConfig> timeouts;
  std::optional<FailureHandlingConfig> failure_handling;

  static constexpr auto rows() {
    return std::tuple{omitempty("logLevel", &OperationalConfig::log_level),
                      omitempty("timeouts", &OperationalConfig::timeouts),
                      omitempty("failureHandling", &OperationalConfig::failure_handling)};
  }
};

struct TelemetryConfig {
  std::string endpoint;
  std::string service_name;
  std::string service_version;
  bool tracing_enabled = false;
  bool metrics_enabled = false;
  std::string sampling_rate;
  std::map<std::string, std::string> headers;
  bool insecure = false;
  bool enable_prometheus_metrics_path = false;
  std::int64_t prometheus_port = 0;
  std::optional<bool> metrics_on_transport_port;
  std::vector<std::string> environment_variables;
  std::map<std::string, std::string> custom_attributes;
  bool use_legacy_attributes = false;
  std::string ca_cert_path;

  static constexpr auto rows() {
    return std::tuple{omitempty("endpoint", &TelemetryConfig::endpoint),
                      omitempty("serviceName", &TelemetryConfig::service_name),
                      omitempty("serviceVersion", &TelemetryConfig::service_version),
                      always("tracingEnabled", &TelemetryConfig::tracing_enabled),
                      always("metricsEnabled", &TelemetryConfig::metrics_enabled),
                      omitempty("samplingRate", &TelemetryConfig::sampling_rate),
                      omitempty("headers", &TelemetryConfig::headers),
                      omitempty("insecure", &TelemetryConfig::insecure),
                      omitempty("enablePrometheusMetricsPath", &TelemetryConfig::enable_prometheus_metrics_path),
                      omitempty("prometheusPort", &TelemetryConfig::prometheus_port),
                      omitempty("metricsOnTransportPort", &TelemetryConfig::metrics_on_transport_port),
                      omitempty("environmentVariables", &TelemetryConfig::environment_variables),
                      omitempty("customAttributes", &TelemetryConfig::custom_attributes),
                      always("useLegacyAttributes", &TelemetryConfig::use_legacy_attributes),
                      omitempty("caCertPath", &TelemetryConfig::ca_cert_path)};
  }
};

struct AuditConfig {
  bool enabled = false;
  std::string component;
  std::vector<std::string> event_types;
  std::vector<std::string> exclude_event_types;
  bool include_request_data = false;
  bool include_response_data = false;
  std::optional<bool> detect_application_errors;
  std::int64_t max_data_size = 0;
  std::optional<std::int64_t> max_delegation_depth;
  std::string log_file;

  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &AuditConfig::enabled),
                      omitempty("component", &AuditConfig::component),
                      omitempty("eventTypes", &AuditConfig::event_types),
                      omitempty("excludeEventTypes", &AuditConfig::exclude_event_types),
                      omitempty("includeRequestData", &AuditConfig::include_request_data),
                      omitempty("includeResponseData", &AuditConfig::include_response_data),
                      omitempty("detectApplicationErrors", &AuditConfig::detect_application_errors),
                      omitempty("maxDataSize", &AuditConfig::max_data_size),
                      omitempty("maxDelegationDepth", &AuditConfig::max_delegation_depth),
                      omitempty("logFile", &AuditConfig::log_file)};
  }
};

}  // namespace vmcp::model::config
