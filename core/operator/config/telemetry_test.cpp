#include "core/operator/config/telemetry.h"

#include <doctest/doctest.h>

#include "core/operator/test_world.h"

namespace vmcp::op {
namespace {

TestWorld world_with(const std::string& telemetry_spec, Settings settings = {}) {
  return TestWorld(R"(
kind: VirtualMCPServer
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: v, namespace: obs}
spec: {groupRef: {name: g}, telemetryConfigRef: {name: t}}
---
kind: MCPTelemetryConfig
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: t, namespace: obs}
spec: )" + telemetry_spec,
                   std::move(settings));
}

}  // namespace

TEST_CASE("an enabled OpenTelemetry is flattened, its endpoint loses the scheme, the rate is clean") {
  struct Case {
    const char* rate;
    const char* written;
  };
  const std::string tiny = "0." + std::string(330, '0') + "1";
  for (const Case& c : {Case{tiny.c_str(), "0"}, Case{"0.05", "0.05"}, Case{"0.0000001", "0.0000001"},
                        Case{"1.000", "1"}, Case{"0", "0"}}) {
    CAPTURE(c.rate);
    const TestWorld world = world_with(
        "{openTelemetry: {enabled: true, endpoint: \"https://otel:4318\", "
        "tracing: {enabled: true, samplingRate: \"" +
        std::string(c.rate) + "\"}, headers: {a: b}}}");
    const auto config = convert_telemetry(world.context(), resolve_telemetry(world.context()));
    REQUIRE(config);
    CHECK(config->endpoint == "otel:4318");
    CHECK(config->service_name == "v");
    CHECK(config->tracing_enabled);
    CHECK(config->sampling_rate == c.written);
    CHECK(world.findings().empty());
  }
}

TEST_CASE("a disabled OpenTelemetry leaves headers and CA bundle to the pod, but nothing to the config") {
  const TestWorld world = world_with(R"({openTelemetry: {enabled: false, resourceAttributes: {a: b},
      sensitiveHeaders: [{name: x-b, secretKeyRef: {name: s, key: k}}, {name: X-A, secretKeyRef: {name: s, key: l}}],
      caBundleRef: {configMapRef: {name: ca}}}, prometheus: {enabled: true}})");
  const Context context = world.context();
  const TelemetryConfig* resolved = resolve_telemetry(context);
  REQUIRE(resolved != nullptr);
  const auto config = convert_telemetry(context, resolved);
  CHECK(config->custom_attributes.empty());
  CHECK(config->enable_prometheus_metrics_path);
  const auto env = wired_variables(world.notes().wiring);
  REQUIRE(env.size() == 3);
  CHECK(env[0].value == "service.name=v,service.namespace=obs");
  CHECK(env[1].name == "TOOLHIVE_OTEL_HEADER_X_B");
  CHECK(env[2].name == "TOOLHIVE_OTEL_HEADER_X_A");
  const kube::Volumes volumes = wired_volumes(world.notes().wiring);
  REQUIRE(volumes.mounts.size() == 1);
  CHECK(volumes.mounts[0].name == "otel-ca-bundle-ca");
  CHECK(volumes.mounts[0].mount_path == "/config/certs/otel/ca");
  CHECK(volumes.volumes[0].items[0].path == "ca.crt");
}

TEST_CASE("a config that its controller refuses is refused, and so is a missing one") {
  const TestWorld world = world_with(R"({openTelemetry: {endpoint: "otel:4318", insecure: true, headers: {x: z},
      sensitiveHeaders: [{name: x, secretKeyRef: {name: s, key: ""}}], caBundleRef: {}}})");
  CHECK(resolve_telemetry(world.context()) == nullptr);
  CHECK(world.findings() ==
        std::vector<std::string>{"error invalid-reference spec.openTelemetry.endpoint",
                                 "error invalid-reference spec.openTelemetry.sensitiveHeaders[0].secretKeyRef.key",
                                 "error invalid-reference spec.openTelemetry.sensitiveHeaders[0].name",
                                 "error invalid-reference spec.openTelemetry.caBundleRef",
                                 "error invalid-reference spec.openTelemetry.caBundleRef"});
  const TestWorld lonely(R"(
kind: VirtualMCPServer
apiVersion: toolhive.stacklok.dev/v1beta1
metadata: {name: v}
spec: {telemetryConfigRef: {name: t}}
)");
  CHECK(resolve_telemetry(lonely.context()) == nullptr);
  CHECK(lonely.findings() == std::vector<std::string>{"error reference-not-found spec.telemetryConfigRef.name"});
}

}  // namespace vmcp::op
