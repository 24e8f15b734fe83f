#include "core/operator/session_storage.h"

#include "core/operator/references.h"

namespace vmcp::op {
namespace {

constexpr std::string_view kRedis = "redis";
constexpr const char* kPasswordVariable = "THV_SESSION_REDIS_PASSWORD";
constexpr const char* kDefaultSecretKey = "redis-password";

diag::FieldPath session_storage_path() { return diag::FieldPath{"spec"} / "sessionStorage"; }

bool states_redis(const Context& context) {
  const auto& storage = context.spec().session_storage;
  return storage && storage->provider == kRedis;
}

}  // namespace

void validate_session_storage(const Context& context) {
  if (context.spec().replicas.value_or(1) <= 1 || states_redis(context)) return;
  context.warning("sessions-not-shared", diag::FieldPath{"spec"} / "replicas",
                  std::to_string(*context.spec().replicas) +
                      " replicas do not share their sessions unless spec.sessionStorage.provider is \"redis\"");
}

std::optional<model::config::SessionStorageConfig> convert_session_storage(const Context& context) {
  if (states_redis(context)) {
    const model::SessionStorageConfig& storage = *context.spec().session_storage;
    return model::config::SessionStorageConfig{storage.provider, storage.address, storage.db, storage.key_prefix};
  }
  if (context.settings.default_redis_address.empty()) return {};
  return model::config::SessionStorageConfig{std::string(kRedis), context.settings.default_redis_address, 0, {}};
}

std::optional<kube::EnvVar> session_password(const Context& context) {
  if (states_redis(context)) {
    const auto& password = context.spec().session_storage->password_ref;
    if (!password) return std::nullopt;
    return kube::EnvVar::from_secret(kPasswordVariable, password->name, password->key);
  }
  const Settings& settings = context.settings;
  if (settings.default_redis_address.empty() || settings.default_redis_secret_name.empty()) return std::nullopt;
  return kube::EnvVar::from_secret(
      kPasswordVariable, settings.default_redis_secret_name,
      settings.default_redis_secret_key.empty() ? kDefaultSecretKey : settings.default_redis_secret_key);
}

std::vector<kube::EnvVar> session_storage_env(const Context& context) {
  // The default redis' password is forgotten where the spec asks for memory.
  if (context.spec().session_storage && !states_redis(context)) return {};
  const std::optional<kube::EnvVar> password = session_password(context);
  if (!password) return {};
  if (states_redis(context)) {
    expect_secret_key(context, *context.server.object, session_storage_path() / "passwordRef", password->secret->name,
                      password->secret->key);
  }
  return {*password};
}

}  // namespace vmcp::op
