#include <optional>

#include "core/go/duration.h"
#include "core/model/path_of.h"
#include "core/start/config/checks.h"

namespace vmcp::start {
namespace {

using model::field;
using model::path_of;

// as validateBucketCRD
void check_bucket(const Gateway& gateway, const diag::FieldPath& path,
                  const std::optional<model::config::RateLimitBucket>& bucket) {
  if (!bucket || bucket->refill_period.nanoseconds > 0) return;
  gateway.refuse_written(
      "out-of-range", path / field<&model::config::RateLimitBucket::refill_period>(),
      "found " + go::format_duration(bucket->refill_period.nanoseconds) + ", expected a positive duration");
}

}  // namespace

void check_rate_limits(const Gateway& gateway) {
  const auto& limits = gateway.config().rate_limiting;
  if (!limits) return;
  const diag::FieldPath path = path_of<&model::config::Config::rate_limiting>();
  check_bucket(gateway, path / field<&model::config::RateLimitConfig::shared>(), limits->shared);
  check_bucket(gateway, path / field<&model::config::RateLimitConfig::per_user>(), limits->per_user);
  for (std::size_t i = 0; i < limits->tools.size(); ++i) {
    check_bucket(gateway,
                 (path / field<&model::config::RateLimitConfig::tools>())[i] /
                     field<&model::config::ToolRateLimitConfig::shared>(),
                 limits->tools[i].shared);
    check_bucket(gateway,
                 (path / field<&model::config::RateLimitConfig::tools>())[i] /
                     field<&model::config::ToolRateLimitConfig::per_user>(),
                 limits->tools[i].per_user);
  }
}

}  // namespace vmcp::start
