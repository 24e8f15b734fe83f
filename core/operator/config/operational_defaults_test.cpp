#include "core/operator/config/operational_defaults.h"

#include <doctest/doctest.h>

#include "core/model/encode.h"

using namespace vmcp::model::config;
using vmcp::yaml::Value;

TEST_CASE("what is missing, or zero, in the operational config gets its default") {
  std::optional<OperationalConfig> operational;
  vmcp::op::apply_operational_defaults(operational);
  const Value breaker = Value::mapping().set("failureThreshold", 5).set("timeout", "1m0s");
  const Value failures = Value::mapping()
                             .set("healthCheckInterval", "30s")
                             .set("unhealthyThreshold", 3)
                             .set("statusReportingInterval", "30s")
                             .set("partialFailureMode", "fail")
                             .set("circuitBreaker", breaker);
  CHECK(vmcp::model::encode(operational, vmcp::release::kNewestSet) ==
        Value::mapping().set("timeouts", Value::mapping().set("default", "30s")).set("failureHandling", failures));
}

TEST_CASE("what is stated in the operational config stays") {
  std::optional<OperationalConfig> operational =
      OperationalConfig{"debug", TimeoutConfig{{5}, {{"w", {7}}}, {}}, {}, {}};
  operational->failure_handling =
      FailureHandlingConfig{{11}, 0, {}, {13}, "best_effort", CircuitBreakerConfig{true, 0, {17}}};
  vmcp::op::apply_operational_defaults(operational);
  CHECK(operational->log_level == "debug");
  CHECK(operational->timeouts->default_.nanoseconds == 5);
  CHECK(operational->timeouts->per_workload.at("w").nanoseconds == 7);
  CHECK(operational->failure_handling->health_check_interval.nanoseconds == 11);
  CHECK(operational->failure_handling->unhealthy_threshold == 3);
  CHECK(operational->failure_handling->health_check_timeout.nanoseconds == 0);
  CHECK(operational->failure_handling->status_reporting_interval.nanoseconds == 13);
  CHECK(operational->failure_handling->partial_failure_mode == "best_effort");
  CHECK(operational->failure_handling->circuit_breaker->enabled);
  CHECK(operational->failure_handling->circuit_breaker->failure_threshold == 5);
  CHECK(operational->failure_handling->circuit_breaker->timeout.nanoseconds == 17);
}
