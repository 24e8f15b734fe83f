#include "core/operator/session_storage.h"

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
  const bool own = states_redis(context);
  context.notes->config.note(diag::FieldPath("sessionStorage"),
                             {context.server.object, session_storage_path(), nullptr, {}},
                             own ? Origins::Extent::kFields : Origins::Extent::kWhole);
  if (own) {
    const model::SessionStorageConfig& storage = *context.spec().session_storage;
    return model::config::SessionStorageConfig{storage.provider, storage.address, storage.db, storage.key_prefix};
  }
  if (context.settings.default_redis_address.empty()) return {};
  return model::config::SessionStorageConfig{std::string(kRedis), context.settings.default_redis_address, 0, {}};
}

void wire_session_storage(const Context& context) {
  Wire password;
  const auto& storage = context.spec().session_storage;
  if (states_redis(context)) {
    if (!storage->password_ref) return;
    password = Wire::variable(kPasswordVariable, Content::secret(*storage->password_ref));
    password.origin = {context.server.object, session_storage_path() / "passwordRef", nullptr, {}};
    password.lookup = Lookup::kExpected;
  } else {
    const Settings& settings = context.settings;
    if (settings.default_redis_address.empty() || settings.default_redis_secret_name.empty()) return;
    const std::string& key = settings.default_redis_secret_key;
    password = Wire::variable(
        kPasswordVariable, Content::secret(settings.default_redis_secret_name, key.empty() ? kDefaultSecretKey : key));
    // The default redis' password is forgotten where the spec asks for memory.
    if (storage) password.wired = Wired::kForgotten;
  }
  // No password is a password, too: vmcp misses it when it connects. As buildSessionDataStorage.
  password.use = Use::kSessionPassword;
  password.reader = {"the session storage", Urgency::kLater, session_storage_path()};
  wire(context, Concern::kSessions, std::move(password));
}

}  // namespace vmcp::op
