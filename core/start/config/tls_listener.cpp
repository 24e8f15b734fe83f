#include <string>

#include "core/model/path_of.h"
#include "core/operator/auth_server/auth_server.h"
#include "core/start/auth_server/auth_server.h"
#include "core/start/pod.h"

namespace vmcp::start {
namespace {

using model::path_of;

std::string taken() {
  return "port " + std::to_string(op::kTlsListenerPort) + " is that of the auth server's TLS listener; ";
}

}  // namespace

void check_tls_listener(const Gateway& gateway) {
  if (!gateway.rendered.auth_server || !gateway.rendered.auth_server->tls_listener) return;
  const Pod pod(gateway.context, gateway.rendered, gateway.deployment);
  if (pod.flag("--port", "") == std::to_string(op::kTlsListenerPort)) {
    gateway.refuse("conflicting-fields", path_of<&model::VirtualMcpServerSpec::pod_template_spec>(),
                   taken() + "vmcp cannot listen there, too");
  }
  const auto& telemetry = gateway.config().telemetry;
  if (telemetry && telemetry->enable_prometheus_metrics_path && telemetry->prometheus_port == op::kTlsListenerPort) {
    gateway.refuse_written(
        "conflicting-fields",
        path_of<&model::config::Config::telemetry, &model::config::TelemetryConfig::prometheus_port>(),
        taken() + "metrics need another");
  }
}

}  // namespace vmcp::start
