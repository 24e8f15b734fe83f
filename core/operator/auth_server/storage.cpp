#include <string>

#include "core/model/path_of.h"
#include "core/operator/auth_server/parts.h"

namespace vmcp::op {
namespace {

namespace out = model::authserver;

constexpr std::int32_t kSentinelPort = 26379;

std::optional<out::RedisTlsRunConfig> convert(const std::optional<model::RedisTlsConfig>& tls, std::string_view file) {
  if (!tls) return std::nullopt;
  out::RedisTlsRunConfig result;
  result.insecure_skip_verify = tls->insecure_skip_verify;
  if (tls->ca_cert_secret_ref) result.ca_cert_file = std::string(kRedisTlsDirectory) + '/' + std::string(file);
  return result;
}

/// Addresses win over the service. As resolveSentinelAddrs.
std::vector<std::string> sentinel_addresses(const Context& context, const model::RedisSentinelConfig& sentinel) {
  if (!sentinel.sentinel_addrs.empty()) return sentinel.sentinel_addrs;
  if (!sentinel.sentinel_service) {
    context.error("storage-incomplete",
                  auth_server_path<&model::EmbeddedAuthServerConfig::storage, &model::AuthServerStorageConfig::redis,
                                   &model::RedisStorageConfig::sentinel_config>(),
                  "sentinelConfig needs sentinelAddrs or a sentinelService");
    return {};
  }
  const model::SentinelServiceRef& service = *sentinel.sentinel_service;
  const std::string& name_space = service.name_space.empty() ? context.name_space() : service.name_space;
  const std::int32_t port = service.port == 0 ? kSentinelPort : service.port;
  return {service.name + '.' + name_space + ".svc.cluster.local:" + std::to_string(port)};
}

}  // namespace

std::optional<out::StorageRunConfig> convert_storage(const Context& context,
                                                     const model::AuthServerStorageConfig& storage) {
  const std::optional<std::int64_t> max_clients = storage.max_dcr_clients;
  if (storage.type != "redis") {
    if (!max_clients) return std::nullopt;
    return out::StorageRunConfig{"memory", {}, max_clients};
  }
  if (!storage.redis) {
    context.error("storage-incomplete", auth_server_path<&model::EmbeddedAuthServerConfig::storage>(),
                  "storage of type \"redis\" needs a redis block");
    return std::nullopt;
  }
  const model::RedisStorageConfig& redis = *storage.redis;
  out::RedisRunConfig result;
  result.addr = redis.addr;
  result.cluster_mode = redis.cluster_mode;
  result.auth_type = "aclUser";
  result.acl_user_config.emplace().password_env_var = kRedisPasswordEnv;
  if (redis.acl_user_config && redis.acl_user_config->username_secret_ref) {
    result.acl_user_config->username_env_var = kRedisUsernameEnv;
  }
  result.key_prefix = "thv:auth:{" + context.name_space() + ':' + context.name() + "}:";
  result.dial_timeout = redis.dial_timeout;
  result.read_timeout = redis.read_timeout;
  result.write_timeout = redis.write_timeout;
  result.tls = convert(redis.tls, kRedisCaFile);
  if (redis.sentinel_config) {
    result.sentinel_config = {redis.sentinel_config->master_name, sentinel_addresses(context, *redis.sentinel_config),
                              redis.sentinel_config->db};
    result.sentinel_tls = convert(redis.sentinel_tls, kSentinelCaFile);
  }
  return out::StorageRunConfig{"redis", std::move(result), max_clients};
}

}  // namespace vmcp::op
