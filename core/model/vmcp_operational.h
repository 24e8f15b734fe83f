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
  Duration backend_init;

  template <class T = TimeoutConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("default", &T::default_), omitempty("perWorkload", &T::per_workload),
                      omitempty("backendInit", &T::backend_init).since(Set::kV0_55)};
  }
};

struct CircuitBreakerConfig {
  bool enabled = false;
  std::int64_t failure_threshold = 0;
  Duration timeout;

  template <class T = CircuitBreakerConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &T::enabled), omitempty("failureThreshold", &T::failure_threshold),
                      omitempty("timeout", &T::timeout)};
  }
};

struct FailureHandlingConfig {
  Duration health_check_interval;
  std::int64_t unhealthy_threshold = 0;
  Duration health_check_timeout;
  Duration status_reporting_interval;
  std::string partial_failure_mode;
  std::optional<CircuitBreakerConfig> circuit_breaker;

  template <class T = FailureHandlingConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("healthCheckInterval", &T::health_check_interval),
                      omitempty("unhealthyThreshold", &T::unhealthy_threshold),
                      omitempty("healthCheckTimeout", &T::health_check_timeout),
                      omitempty("statusReportingInterval", &T::status_reporting_interval),
                      omitempty("partialFailureMode", &T::partial_failure_mode),
                      omitempty("circuitBreaker", &T::circuit_breaker)};
  }
};

struct ListChangedConfig {
  std::optional<bool> enabled;
  std::vector<std::string> disabled_workloads;

  template <class T = ListChangedConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &T::enabled), omitempty("disabledWorkloads", &T::disabled_workloads)};
  }
};

struct OperationalConfig {
  std::string log_level;
  std::optional<TimeoutConfig> timeouts;
  std::optional<FailureHandlingConfig> failure_handling;
  std::optional<ListChangedConfig> list_changed;

  template <class T = OperationalConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("logLevel", &T::log_level), omitempty("timeouts", &T::timeouts),
                      omitempty("failureHandling", &T::failure_handling),
                      omitempty("listChanged", &T::list_changed).since(Set::kV0_55)};
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

  template <class T = TelemetryConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("endpoint", &T::endpoint),
                      omitempty("serviceName", &T::service_name),
                      omitempty("serviceVersion", &T::service_version),
                      always("tracingEnabled", &T::tracing_enabled),
                      always("metricsEnabled", &T::metrics_enabled),
                      omitempty("samplingRate", &T::sampling_rate),
                      omitempty("headers", &T::headers),
                      omitempty("insecure", &T::insecure),
                      omitempty("enablePrometheusMetricsPath", &T::enable_prometheus_metrics_path),
                      omitempty("prometheusPort", &T::prometheus_port),
                      omitempty("metricsOnTransportPort", &T::metrics_on_transport_port),
                      omitempty("environmentVariables", &T::environment_variables),
                      omitempty("customAttributes", &T::custom_attributes),
                      always("useLegacyAttributes", &T::use_legacy_attributes),
                      omitempty("caCertPath", &T::ca_cert_path)};
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

  template <class T = AuditConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("enabled", &T::enabled),
                      omitempty("component", &T::component),
                      omitempty("eventTypes", &T::event_types),
                      omitempty("excludeEventTypes", &T::exclude_event_types),
                      omitempty("includeRequestData", &T::include_request_data),
                      omitempty("includeResponseData", &T::include_response_data),
                      omitempty("detectApplicationErrors", &T::detect_application_errors),
                      omitempty("maxDataSize", &T::max_data_size),
                      omitempty("maxDelegationDepth", &T::max_delegation_depth),
                      omitempty("logFile", &T::log_file)};
  }
};

}  // namespace vmcp::model::config
