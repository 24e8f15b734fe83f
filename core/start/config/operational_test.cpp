#include <doctest/doctest.h>

#include "core/start/config/checks.h"
#include "core/start/test_gateway.h"

using Findings = std::vector<std::string>;

namespace {

Findings operational(std::string_view members) {
  return vmcp::start::foretold(vmcp::start::gateway_with("config: {operational: {" + std::string(members) + "}}"),
                               vmcp::start::check_operational);
}

}  // namespace

TEST_CASE("timeouts are positive, and zero is the default only for all workloads") {
  CHECK(operational("timeouts: {default: 0s, perWorkload: {a: 1ns}}").empty());
  CHECK(operational("timeouts: {default: -1s, perWorkload: {a: 0s, b: -5m, c: 1s}}") ==
        Findings{"error out-of-range spec.config.operational.timeouts.default",
                 "error out-of-range spec.config.operational.timeouts.perWorkload[a]",
                 "error out-of-range spec.config.operational.timeouts.perWorkload[b]"});
}

TEST_CASE("a health check ends before the next one begins") {
  const std::string path = "spec.config.operational.failureHandling";
  CHECK(operational("failureHandling: {healthCheckInterval: 10s, healthCheckTimeout: 9999ms}").empty());
  CHECK(operational("failureHandling: {healthCheckTimeout: 0s}").empty());
  CHECK(operational("failureHandling: {healthCheckInterval: 0s, healthCheckTimeout: 29s}").empty());
  CHECK(operational("failureHandling: {healthCheckInterval: 10s, healthCheckTimeout: 10s}") ==
        Findings{"error conflicting-fields " + path + ".healthCheckTimeout"});
  CHECK(operational("failureHandling: {healthCheckTimeout: 30s}") ==
        Findings{"error conflicting-fields " + path + ".healthCheckTimeout"});
  CHECK(operational("failureHandling: {healthCheckInterval: -1s, healthCheckTimeout: -1s, unhealthyThreshold: -1}") ==
        Findings{"error out-of-range " + path + ".healthCheckInterval",
                 "error out-of-range " + path + ".unhealthyThreshold",
                 "error out-of-range " + path + ".healthCheckTimeout"});
}

TEST_CASE("a circuit breaker that is on waits a second at least") {
  const std::string path = "spec.config.operational.failureHandling.circuitBreaker";
  CHECK(operational("failureHandling: {circuitBreaker: {enabled: true, timeout: 1s, failureThreshold: 1}}").empty());
  CHECK(operational("failureHandling: {circuitBreaker: {enabled: true, timeout: 0s}}").empty());
  CHECK(operational("failureHandling: {circuitBreaker: {timeout: 1ms, failureThreshold: -1}}").empty());
  CHECK(operational("failureHandling: {circuitBreaker: {enabled: true, timeout: 999ms, failureThreshold: -1}}") ==
        Findings{"error out-of-range " + path + ".failureThreshold", "error out-of-range " + path + ".timeout"});
}
