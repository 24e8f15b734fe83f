#include <string>
#include <string_view>

#include "core/start/auth_server.h"
#include "core/start/pod.h"

namespace vmcp::start {
namespace {

/// It is part of the issuer's URL, so that no other can stand in for it.
constexpr int kPort = 8443;

constexpr std::string_view kTaken = "port 8443 is that of the auth server's TLS listener; ";

}  // namespace

void check_tls_listener(const Gateway& gateway) {
  if (!gateway.rendered.auth_server || !gateway.rendered.auth_server->tls_listener) return;
  const Pod pod(gateway.context, gateway.rendered, gateway.deployment);
  if (pod.flag("--port", "") == std::to_string(kPort)) {
    gateway.refuse("conflicting-fields", diag::FieldPath("spec.podTemplateSpec"),
                   std::string(kTaken) + "vmcp cannot listen there, too");
  }
  const auto& telemetry = gateway.config().telemetry;
  if (telemetry && telemetry->enable_prometheus_metrics_path && telemetry->prometheus_port == kPort) {
    gateway.refuse_written("conflicting-fields", diag::FieldPath("telemetry.prometheusPort"),
                           std::string(kTaken) + "metrics need another");
  }
}

}  // namespace vmcp::start
