#include "core/operator/config/operational_defaults.h"

#include <cstdint>

namespace vmcp::op {
namespace {

using model::Duration;

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr Duration kTimeout{30 * kSecond};
constexpr Duration kHealthCheckInterval{30 * kSecond};
constexpr Duration kStatusReportingInterval{30 * kSecond};
constexpr std::int64_t kUnhealthyThreshold = 3;
constexpr std::int64_t kFailureThreshold = 5;
constexpr Duration kCircuitBreakerTimeout{60 * kSecond};

/// The member as it stands, made if it was absent.
template <class T>
T& ensure(std::optional<T>& member) {
  return member ? *member : member.emplace();
}

template <class T>
void default_to(T& field, const T& value) {
  if (field == T{}) field = value;
}

}  // namespace

void apply_operational_defaults(std::optional<model::config::OperationalConfig>& operational) {
  model::config::OperationalConfig& config = ensure(operational);
  default_to(ensure(config.timeouts).default_, kTimeout);

  model::config::FailureHandlingConfig& failures = ensure(config.failure_handling);
  default_to(failures.health_check_interval, kHealthCheckInterval);
  default_to(failures.unhealthy_threshold, kUnhealthyThreshold);
  default_to(failures.status_reporting_interval, kStatusReportingInterval);
  default_to(failures.partial_failure_mode, std::string("fail"));

  model::config::CircuitBreakerConfig& breaker = ensure(failures.circuit_breaker);
  default_to(breaker.failure_threshold, kFailureThreshold);
  default_to(breaker.timeout, kCircuitBreakerTimeout);
}

}  // namespace vmcp::op
