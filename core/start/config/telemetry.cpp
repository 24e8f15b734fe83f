#include <algorithm>
#include <string>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/go/url.h"
#include "core/model/path_of.h"
#include "core/start/config/checks.h"
#include "core/start/container.h"

namespace vmcp::start {
namespace {

using model::path_of;
using model::config::TelemetryConfig;

/// As the SDK's constructOTResources: every part between commas must be a pair.
void check_resource_attributes(const Gateway& gateway) {
  constexpr std::string_view kVariable = "OTEL_RESOURCE_ATTRIBUTES";
  const std::string_view text = container_env(gateway.deployment, kVariable);
  for (std::size_t at = 0; !text.empty() && at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    at = end + 1;
    if (part.find('=') != std::string_view::npos) continue;
    const bool by_name = gateway.config().telemetry->service_name.find(',') != std::string::npos;
    gateway.refuse("invalid-format",
                   by_name ? path_of<&model::VirtualMcpServerSpec::telemetry_config_ref,
                                     &model::McpTelemetryConfigReference::service_name>()
                           : path_of<&model::VirtualMcpServerSpec::pod_template_spec>(),
                   "the variable " + std::string(kVariable) + " becomes " + diag::quoted(text) + ", where " +
                       diag::quoted(part) + " is no pair of key and value" +
                       (by_name ? "; a service's name cannot hold a comma" : ""));
    return;
  }
}

// as otlpmetrichttp.New: the exporter of metrics makes a request at once, that of traces does so later
void check_endpoint(const Gateway& gateway, const TelemetryConfig& telemetry) {
  if (!telemetry.metrics_enabled || telemetry.endpoint.empty()) return;
  std::string_view host = telemetry.endpoint;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (host.starts_with(scheme)) host.remove_prefix(scheme.size());
  }
  host = host.substr(0, host.find('/'));
  go::url::Url url;
  url.scheme = telemetry.insecure ? "http" : "https";
  url.host = host;
  url.path = "/v1/metrics";
  const go::url::Parsed parsed = go::url::parse(url.str());
  if (parsed) return;
  gateway.refuse_written("invalid-url", path_of<&model::config::Config::telemetry, &TelemetryConfig::endpoint>(),
                         "metrics cannot be sent to this endpoint: " + parsed.error);
}

}  // namespace

void check_telemetry(const Gateway& gateway) {
  const auto& telemetry = gateway.config().telemetry;
  if (!telemetry) return;
  check_resource_attributes(gateway);
  check_endpoint(gateway, *telemetry);
}

}  // namespace vmcp::start
