#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "core/start/auth_server/auth_server.h"
#include "core/start/test_gateway.h"

namespace vmcp::start {
namespace {

using Findings = std::vector<std::string>;

/// What is said of a gateway with an auth server on a TLS listener of its own.
Findings with_listener(std::string_view members, std::int64_t metrics_port = 0) {
  return foretold(gateway_with(members), check_tls_listener, {}, [&](op::Rendered& rendered) {
    rendered.auth_server.emplace().tls_listener.emplace();
    if (metrics_port == 0) return;
    auto& telemetry = rendered.config.telemetry.emplace();
    telemetry.enable_prometheus_metrics_path = true;
    telemetry.prometheus_port = metrics_port;
  });
}

TEST_CASE("nothing else listens on the port of the auth server's TLS listener") {
  CHECK(with_listener("replicas: 1") == Findings{});
  CHECK(with_listener("replicas: 1", 9090) == Findings{});
  CHECK(with_listener("replicas: 1", 8443).size() == 1);
  CHECK(with_listener("podTemplateSpec: {spec: {containers: [{name: vmcp, args: [serve, --config=/c, --host=0.0.0.0, "
                      "--port=8443]}]}}") == Findings{"error conflicting-fields spec.podTemplateSpec"});
  CHECK(foretold(gateway_with("podTemplateSpec: {spec: {containers: [{name: vmcp, args: [serve, --port=8443]}]}}"),
                 check_tls_listener) == Findings{});
}

}  // namespace
}  // namespace vmcp::start
