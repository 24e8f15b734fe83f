#include <cstdint>
#include <string>

#include "core/diag/quoted.h"
#include "core/go/duration.h"
#include "core/model/path_of.h"
#include "core/start/auth_server/parts.h"

namespace vmcp::start {
namespace {

using model::field;
using model::TokenLifespanConfig;

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

struct Bounds {
  std::int64_t least;
  std::int64_t most;
};

void check(const AuthServer& server, std::string_view key, const std::string& lifespan, Bounds bounds) {
  if (lifespan.empty()) return;
  const auto value = go::parse_duration(lifespan);
  // Zero stands for the default.
  if (value && (*value == 0 || (bounds.least <= *value && *value <= bounds.most))) return;
  server.refuse("out-of-range", AuthServer::path<&model::EmbeddedAuthServerConfig::token_lifespans>() / key,
                "found " + diag::quoted(lifespan) + ", expected a duration from " + go::format_duration(bounds.least) +
                    " to " + go::format_duration(bounds.most));
}

}  // namespace

void check_lifespans(const AuthServer& server) {
  const auto& lifespans = server.config.token_lifespans;
  if (!lifespans) return;
  check(server, field<&TokenLifespanConfig::access_token_lifespan>(), lifespans->access_token_lifespan,
        {kMinute, kDay});
  check(server, field<&TokenLifespanConfig::refresh_token_lifespan>(), lifespans->refresh_token_lifespan,
        {kHour, 30 * kDay});
  check(server, field<&TokenLifespanConfig::auth_code_lifespan>(), lifespans->auth_code_lifespan,
        {30 * kSecond, 10 * kMinute});
}

}  // namespace vmcp::start
