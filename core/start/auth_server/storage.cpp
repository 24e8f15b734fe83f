#include <algorithm>
#include <string>

#include "core/diag/quoted.h"
#include "core/go/duration.h"
#include "core/model/path_of.h"
#include "core/start/auth_server/parts.h"
#include "core/start/dial_address.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
using model::RedisStorageConfig;
using model::authserver::RedisRunConfig;
using model::authserver::SentinelRunConfig;

FieldPath redis_path() {
  return AuthServer::path<&model::EmbeddedAuthServerConfig::storage, &model::AuthServerStorageConfig::redis>();
}

void check_timeout(const AuthServer& server, std::string_view key, const std::string& timeout) {
  if (timeout.empty() || go::parse_duration(timeout)) return;
  server.refuse("out-of-range", redis_path() / key,
                "found " + quoted(timeout) + ", a duration that is too long for vmcp to hold");
}

/// go-redis dials what begins with a slash as a Unix socket, and itself where there is no address.
std::optional<std::string> redis_address_problem(std::string_view address) {
  if (address.empty() || address.starts_with('/')) return std::nullopt;
  return dial_problem(address);
}

void refuse_address(const AuthServer& server, const FieldPath& at, const std::string& address,
                    const std::string& problem) {
  server.refuse("invalid-address", at, quoted(address) + " cannot be dialed: " + problem + R"(; expected "host:port")");
}

/// One sentinel that answers is enough.
void check_sentinel(const AuthServer& server, const SentinelRunConfig& sentinel) {
  const FieldPath path = redis_path() / field<&RedisStorageConfig::sentinel_config>();
  if (sentinel.master_name.empty()) {
    server.refuse("storage-incomplete", path / field<&model::RedisSentinelConfig::master_name>(),
                  "the name of the master must not be empty");
  }
  const auto& addresses = sentinel.sentinel_addrs;
  if (std::ranges::any_of(addresses, [](const auto& address) { return !redis_address_problem(address); })) return;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    refuse_address(server, (path / field<&model::RedisSentinelConfig::sentinel_addrs>())[i], addresses[i],
                   *redis_address_problem(addresses[i]));
  }
}

}  // namespace

void check_storage(const AuthServer& server) {
  const auto& storage = server.config.storage;
  if (!storage || !storage->redis_config) return;
  const RedisRunConfig& redis = *storage->redis_config;
  check_timeout(server, field<&RedisStorageConfig::dial_timeout>(), redis.dial_timeout);
  check_timeout(server, field<&RedisStorageConfig::read_timeout>(), redis.read_timeout);
  check_timeout(server, field<&RedisStorageConfig::write_timeout>(), redis.write_timeout);
  if (redis.sentinel_config) {
    check_sentinel(server, *redis.sentinel_config);
  } else if (const auto problem = redis_address_problem(redis.addr)) {
    refuse_address(server, redis_path() / field<&RedisStorageConfig::addr>(), redis.addr, *problem);
  }
}

}  // namespace vmcp::start
