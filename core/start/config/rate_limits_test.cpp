#include <doctest/doctest.h>

#include "core/start/config/checks.h"
#include "core/start/test_gateway.h"

using Findings = std::vector<std::string>;
using vmcp::start::foretold;
using vmcp::start::gateway_with;

TEST_CASE("buckets are refilled in a positive time") {
  const auto limits = [](std::string_view members) {
    return foretold(gateway_with("sessionStorage: {provider: redis, address: 'r:1'}, config: {rateLimiting: {" +
                                 std::string(members) + "}}"),
                    vmcp::start::check_rate_limits);
  };
  const std::string path = "spec.config.rateLimiting.";
  CHECK(limits("shared: {maxTokens: 1, refillPeriod: 1ns}").empty());
  CHECK(
      limits(
          "shared: {maxTokens: 1, refillPeriod: 0s}, perUser: {maxTokens: 1, refillPeriod: -1s}, "
          "tools: [{name: t, shared: {maxTokens: 1, refillPeriod: 1s}, perUser: {maxTokens: 1, refillPeriod: 0s}}]") ==
      Findings{"error out-of-range " + path + "shared.refillPeriod",
               "error out-of-range " + path + "perUser.refillPeriod",
               "error out-of-range " + path + "tools[0].perUser.refillPeriod"});
}

TEST_CASE("audit knows its events") {
  const auto audit = [](std::string_view members) {
    return foretold(gateway_with("config: {audit: {" + std::string(members) + "}}"), vmcp::start::check_audit);
  };
  CHECK(audit("maxDataSize: 0, eventTypes: [mcp_initialize], excludeEventTypes: [http_request]").empty());
  CHECK(
      audit("maxDataSize: -1, maxDelegationDepth: 0, eventTypes: [sse_connection], excludeEventTypes: [mcp_ping, x]") ==
      Findings{"error out-of-range spec.config.audit.maxDataSize",
               "error out-of-range spec.config.audit.maxDelegationDepth",
               "error invalid-value spec.config.audit.eventTypes[0]",
               "error invalid-value spec.config.audit.excludeEventTypes[1]"});
}

TEST_CASE("telemetry names its service in a list of pairs, and an endpoint that is a host") {
  const auto telemetry = [](std::string_view reference, std::string_view config, std::string_view more = "") {
    return foretold(gateway_with("telemetryConfigRef: {name: t" + std::string(reference) + "}" + std::string(more)) +
                        vmcp::start::object_with("MCPTelemetryConfig", "t",
                                                 "openTelemetry: {enabled: true, " + std::string(config) + "}"),
                    vmcp::start::check_telemetry);
  };
  CHECK(telemetry("", "endpoint: 'otel:4318', metrics: {enabled: true}").empty());
  CHECK(telemetry(", serviceName: 'a=b,c=d'", "endpoint: 'https://otel:4318/x/', metrics: {enabled: true}").empty());
  CHECK(telemetry(", serviceName: 'a,b'", "endpoint: 'otel:4318', tracing: {enabled: true}") ==
        Findings{"error invalid-format spec.telemetryConfigRef.serviceName"});
  CHECK(telemetry("", "endpoint: 'otel collector:4318', tracing: {enabled: true}").empty());
  CHECK(telemetry("", "endpoint: 'otel collector:4318', metrics: {enabled: true}") ==
        Findings{"error invalid-url spec.openTelemetry.endpoint"});
}
