#include <cstdint>
#include <string>

#include "core/go/duration.h"
#include "core/model/path_of.h"
#include "core/start/config/checks.h"

namespace vmcp::start {
namespace {

using model::field;
using model::path_of;
using model::config::FailureHandlingConfig;

constexpr std::int64_t kSecond = 1'000'000'000;

std::string found(const model::Duration& duration) { return "found " + go::format_duration(duration.nanoseconds); }

void check_timeouts(const Gateway& gateway, const model::config::TimeoutConfig& timeouts) {
  const diag::FieldPath path =
      path_of<&model::config::Config::operational, &model::config::OperationalConfig::timeouts>();
  if (timeouts.default_.nanoseconds <= 0) {
    gateway.refuse_written("out-of-range", path / field<&model::config::TimeoutConfig::default_>(),
                           found(timeouts.default_) + ", expected a positive duration");
  }
  for (const auto& [workload, timeout] : timeouts.per_workload) {
    if (timeout.nanoseconds > 0) continue;
    gateway.refuse_written("out-of-range", (path / field<&model::config::TimeoutConfig::per_workload>()).key(workload),
                           found(timeout) + ", expected a positive duration; leave it out for the default");
  }
}

void check_circuit_breaker(const Gateway& gateway, const diag::FieldPath& path,
                           const model::config::CircuitBreakerConfig& breaker) {
  if (!breaker.enabled) return;
  if (breaker.failure_threshold < 1) {
    gateway.refuse_written("out-of-range", path / field<&model::config::CircuitBreakerConfig::failure_threshold>(),
                           "found " + std::to_string(breaker.failure_threshold) + ", expected at least 1");
  }
  if (breaker.timeout.nanoseconds < kSecond) {
    gateway.refuse_written("out-of-range", path / field<&model::config::CircuitBreakerConfig::timeout>(),
                           found(breaker.timeout) + ", expected at least 1s");
  }
}

// as validateFailureHandling
void check_failure_handling(const Gateway& gateway, const FailureHandlingConfig& failures) {
  const diag::FieldPath path =
      path_of<&model::config::Config::operational, &model::config::OperationalConfig::failure_handling>();
  const std::int64_t interval = failures.health_check_interval.nanoseconds;
  const std::int64_t timeout = failures.health_check_timeout.nanoseconds;
  if (interval <= 0) {
    gateway.refuse_written("out-of-range", path / field<&FailureHandlingConfig::health_check_interval>(),
                           found(failures.health_check_interval) + ", expected a positive duration");
  }
  if (failures.unhealthy_threshold <= 0) {
    gateway.refuse_written("out-of-range", path / field<&FailureHandlingConfig::unhealthy_threshold>(),
                           "found " + std::to_string(failures.unhealthy_threshold) + ", expected at least 1");
  }
  if (timeout < 0) {
    gateway.refuse_written("out-of-range", path / field<&FailureHandlingConfig::health_check_timeout>(),
                           found(failures.health_check_timeout) + ", expected no negative duration");
  } else if (timeout > 0 && interval > 0 && timeout >= interval) {
    gateway.refuse_written("conflicting-fields", path / field<&FailureHandlingConfig::health_check_timeout>(),
                           found(failures.health_check_timeout) +
                               ", expected less than healthCheckInterval, which is " + go::format_duration(interval) +
                               ": checks would queue up");
  }
  if (failures.circuit_breaker) {
    check_circuit_breaker(gateway, path / field<&FailureHandlingConfig::circuit_breaker>(), *failures.circuit_breaker);
  }
}

}  // namespace

void check_operational(const Gateway& gateway) {
  const auto& operational = gateway.config().operational;
  if (!operational) return;
  if (operational->timeouts) check_timeouts(gateway, *operational->timeouts);
  if (operational->failure_handling) check_failure_handling(gateway, *operational->failure_handling);
}

}  // namespace vmcp::start
