#include "core/operator/config/session_storage.h"

#include "core/model/path_of.h"
#include "core/text/nearest.h"

namespace vmcp::op {
namespace {

using model::path_of;

constexpr std::string_view kRedis = "redis";
constexpr const char* kPasswordVariable = "THV_SESSION_REDIS_PASSWORD";
constexpr const char* kDefaultSecretKey = "redis-password";
constexpr const char* kCaDirectory = "/etc/toolhive/session-redis-tls";
constexpr const char* kCaFile = "ca.crt";
constexpr const char* kCaVolume = "session-redis-tls-ca";
constexpr int kOwnerReadOnly = 0400;

template <auto... kMembers>
diag::FieldPath session_storage_path() {
  return path_of<&model::VirtualMcpServerSpec::session_storage, kMembers...>();
}

bool states_redis(const Context& context) {
  const auto& storage = context.spec().session_storage;
  return storage && storage->provider == kRedis;
}

/// How the sessions' redis speaks TLS; nothing when it does not.
std::optional<model::RedisTlsConfig> tls_of(const Context& context) {
  if (states_redis(context)) return context.spec().session_storage->tls;
  const Settings& settings = context.settings;
  if (settings.default_redis_address.empty() || !default_redis_has_tls(settings)) return std::nullopt;
  model::RedisTlsConfig tls;
  if (!settings.default_redis_ca_secret_name.empty()) {
    tls.ca_cert_secret_ref = {settings.default_redis_ca_secret_name, settings.default_redis_ca_secret_key};
  }
  return tls;
}

// as SessionRedisTLSConfig
std::optional<model::config::RedisTlsConfig> convert_tls(const Context& context) {
  const std::optional<model::RedisTlsConfig> tls = tls_of(context);
  if (!tls) return std::nullopt;
  return model::config::RedisTlsConfig{tls->insecure_skip_verify,
                                       tls->ca_cert_secret_ref ? std::string(kCaDirectory) + '/' + kCaFile : ""};
}

void wire_password(const Context& context) {
  Wire password;
  const auto& storage = context.spec().session_storage;
  if (states_redis(context)) {
    if (!storage->password_ref) return;
    password = Wire::variable(kPasswordVariable, Content::secret(*storage->password_ref));
    password.origin = {
        context.server.object, session_storage_path<&model::SessionStorageConfig::password_ref>(), nullptr, {}};
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
  password.reader = {"the session storage", Urgency::kLater, session_storage_path<>()};
  wire(context, Concern::kSessions, std::move(password));
}

/// As SessionRedisTLSVolumesWithDefault: unlike its password, the default redis' CA comes even where the spec asks for
/// memory.
void wire_ca(const Context& context) {
  const std::optional<model::RedisTlsConfig> tls = tls_of(context);
  if (!tls || !tls->ca_cert_secret_ref) return;
  Wire file = Wire::file(Content::secret(*tls->ca_cert_secret_ref), kCaDirectory, kCaFile, kCaVolume, true);
  file.mounting->mode = kOwnerReadOnly;
  if (states_redis(context)) {
    file.origin = {
        context.server.object,
        session_storage_path<&model::SessionStorageConfig::tls, &model::RedisTlsConfig::ca_cert_secret_ref>(),
        nullptr,
        {}};
    file.lookup = Lookup::kExpected;
  }
  file.use = Use::kSessionCa;
  file.reader = {"the session storage", Urgency::kAtStart, session_storage_path<>()};
  wire(context, Concern::kSessionCa, std::move(file));
}

}  // namespace

void validate_session_storage(const Context& context) {
  if (context.spec().replicas.value_or(1) <= 1 || states_redis(context)) return;
  // What is nearly "redis" has been spoken of.
  const auto& storage = context.spec().session_storage;
  if (storage && text::is_within(storage->provider, kRedis, 1)) return;
  context.warning("sessions-not-shared", path_of<&model::VirtualMcpServerSpec::replicas>(),
                  std::to_string(*context.spec().replicas) +
                      " replicas do not share their sessions unless spec.sessionStorage.provider is \"redis\"");
}

std::optional<model::config::SessionStorageConfig> convert_session_storage(const Context& context) {
  const bool own = states_redis(context);
  context.notes->config.note(path_of<&model::config::Config::session_storage>(),
                             {context.server.object, session_storage_path<>(), nullptr, {}},
                             own ? Origins::Extent::kFields : Origins::Extent::kWhole);
  if (own) {
    const model::SessionStorageConfig& storage = *context.spec().session_storage;
    return model::config::SessionStorageConfig{storage.provider, storage.address, storage.db, storage.key_prefix,
                                               convert_tls(context)};
  }
  if (context.settings.default_redis_address.empty()) return {};
  return model::config::SessionStorageConfig{
      std::string(kRedis), context.settings.default_redis_address, 0, {}, convert_tls(context)};
}

void wire_session_storage(const Context& context) {
  wire_password(context);
  wire_ca(context);
}

}  // namespace vmcp::op
