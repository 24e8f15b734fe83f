#include <algorithm>
#include <cstdint>
#include <string>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/auth_server/auth_server.h"
#include "core/operator/auth_server/parts.h"
#include "core/text/ascii.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using model::field;
using model::RedisStorageConfig;
using model::SecretKeyRef;
using AuthServer = model::EmbeddedAuthServerConfig;

constexpr int kOwnerReadOnly = 0400;

std::string upper_snake(std::string_view name) {
  std::string result(name);
  std::ranges::transform(result, result.begin(), [](char c) { return c == '-' ? '_' : text::to_upper(c); });
  return result;
}

/// Notes the Secrets that spec.authServerConfig names, a row for each.
class SecretWiring {
 public:
  explicit SecretWiring(const Context& context) : context_(context) {}

  void tls_listener(const model::TlsListenerConfig& listener) const {
    const auto note_file = [&](const FieldPath& path, const auto& secret, std::string_view name) {
      if (!secret) return;
      file(path, *secret, kTlsListenerDirectory, std::string(name), "authserver-tls-listener", Use::kTlsListener,
           {"the auth server's TLS listener"}, Mounted::kTogether);
    };
    note_file(auth_server_path<&AuthServer::tls_listener, &model::TlsListenerConfig::certificate_secret_ref>(),
              listener.certificate_secret_ref, kTlsCertificateFile);
    note_file(auth_server_path<&AuthServer::tls_listener, &model::TlsListenerConfig::private_key_secret_ref>(),
              listener.private_key_secret_ref, kTlsKeyFile);
  }

  void signing_key(std::size_t index, const SecretKeyRef& secret) const {
    file(auth_server_path<&AuthServer::signing_key_secret_refs>(index), secret, kSigningKeyDirectory,
         signing_key_file(index), "authserver-signing-key-" + std::to_string(index), Use::kSigningKey,
         {"the auth server's signing key"});
  }

  void hmac_secret(std::size_t index, const SecretKeyRef& secret) const {
    file(auth_server_path<&AuthServer::hmac_secret_refs>(index), secret, kHmacDirectory, hmac_file(index),
         "authserver-hmac-secret-" + std::to_string(index), Use::kHmacSecret, {"the auth server's HMAC secret"});
  }

  void upstream(std::size_t index, const model::UpstreamProviderConfig& upstream) const {
    const FieldPath path = auth_server_path<&AuthServer::upstream_providers>(index);
    const std::string reader = "upstream " + diag::quoted(upstream.name);
    // An upstream that has both blocks gets the Secrets of the first; vmcp reads what its type says.
    const auto client_secret = [&](const FieldPath& at, const auto& secret, bool is_read) {
      if (!secret) return;
      variable(at, *secret, client_secret_env_name(upstream.name), Use::kUpstreamSecret,
               {is_read ? reader : "", Urgency::kValueAtStart, {}, 2 * index + 1});
    };
    const auto secrets = [&]<class Block>(const FieldPath& config, const Block& source, bool is_read) {
      client_secret(config / field<&Block::client_secret_ref>(), source.client_secret_ref, is_read);
      if (!source.dcr_config || !source.dcr_config->initial_access_token_ref) return;
      // vmcp registers before it looks for a secret of its own, and only where it has no id yet.
      const bool registers = is_read && source.client_id.empty();
      variable(config / field<&Block::dcr_config, &model::DcrUpstreamConfig::initial_access_token_ref>(),
               *source.dcr_config->initial_access_token_ref, registration_token_env_name(upstream.name),
               Use::kUpstreamSecret, {registers ? reader : "", Urgency::kValueAtStart, {}, 2 * index});
    };
    if (upstream.oidc_config) {
      secrets(path / field<&model::UpstreamProviderConfig::oidc_config>(), *upstream.oidc_config,
              upstream.type == "oidc");
    } else if (upstream.oauth2_config) {
      secrets(path / field<&model::UpstreamProviderConfig::oauth2_config>(), *upstream.oauth2_config,
              upstream.type == "oauth2");
    }
  }

  void delegate_client(const FieldPath& path, std::size_t index, const model::DelegateClientConfig& client) const {
    if (!client.client_secret_ref) return;
    // The only Secrets of the auth server that the operator looks up.
    variable(path / field<&model::DelegateClientConfig::client_secret_ref>(), *client.client_secret_ref,
             delegate_secret_env_name(index), Use::kDelegateSecret,
             {"delegate client " + diag::quoted(client.client_id), Urgency::kValueAtStart}, Lookup::kRequired);
  }

  void ca_bundle(const CaBundle& bundle) const {
    if (!bundle.reference->config_map_ref) return;
    const model::ConfigMapKeySelector& selector = *bundle.reference->config_map_ref;
    const std::string index = std::to_string(bundle.index);
    const std::string key = selector.key.empty() ? std::string(kBundleKey) : selector.key;
    Wire row = Wire::file(Content::config_map(selector.name, key), std::string(bundle.mounts->directory) + '/' + index,
                          std::string(kBundleFile), std::string(bundle.mounts->volume_prefix) + index, true);
    // The operator has read it already.
    note(std::move(row), bundle.path / field<&model::CaBundleSource::config_map_ref>(), bundle.use,
         {bundle.reader, Urgency::kAtStart, {}, bundle.index}, Lookup::kNone);
  }

  /// The operator mounts the certificates of a redis block even when redis is not what the auth server stores in.
  void redis(const model::RedisStorageConfig& redis, bool is_storage) const {
    const FieldPath path = auth_server_path<&AuthServer::storage, &model::AuthServerStorageConfig::redis>();
    const std::string reader = is_storage ? "the auth server's redis storage" : "";
    const auto credential = [&](std::string_view key, const auto& secret, std::string_view name) {
      if (!secret) return;
      variable(path / field<&RedisStorageConfig::acl_user_config>() / key, *secret, std::string(name),
               Use::kStorageCredentials, {reader, Urgency::kAtStart});
    };
    if (is_storage && redis.acl_user_config) {
      credential(field<&model::RedisAclUserConfig::username_secret_ref>(), redis.acl_user_config->username_secret_ref,
                 kRedisUsernameEnv);
      credential(field<&model::RedisAclUserConfig::password_secret_ref>(), redis.acl_user_config->password_secret_ref,
                 kRedisPasswordEnv);
    }
    const auto certificate = [&](std::string_view key, const auto& tls, std::string_view name, const char* volume,
                                 bool is_read) {
      if (!tls || !tls->ca_cert_secret_ref) return;
      file(path / key / field<&model::RedisTlsConfig::ca_cert_secret_ref>(), *tls->ca_cert_secret_ref,
           kRedisTlsDirectory, std::string(name), volume, Use::kStorageCa, {is_read ? reader : ""});
    };
    certificate(field<&RedisStorageConfig::tls>(), redis.tls, kRedisCaFile, "redis-tls-ca-master", true);
    certificate(field<&RedisStorageConfig::sentinel_tls>(), redis.sentinel_tls, kSentinelCaFile,
                "redis-tls-ca-sentinel", redis.sentinel_config.has_value());
  }

 private:
  void note(Wire row, const FieldPath& path, Use use, Reader reader, Lookup lookup = Lookup::kExpected) const {
    row.origin = {context_.server.object, path, nullptr, {}};
    row.lookup = lookup;
    row.use = use;
    row.reader = std::move(reader);
    row.reader.cause = path;
    wire(context_, Concern::kAuthServer, std::move(row));
  }

  void variable(const FieldPath& path, const SecretKeyRef& secret, std::string name, Use use, Reader reader,
                Lookup lookup = Lookup::kExpected) const {
    note(Wire::variable(std::move(name), Content::secret(secret)), path, use, std::move(reader), lookup);
  }

  enum class Mounted : std::uint8_t { kAlone, kTogether };

  /// One key of a Secret, mounted as one file of a directory; or with the others that come in its volume.
  void file(const FieldPath& path, const SecretKeyRef& secret, std::string_view directory, std::string name,
            std::string volume, Use use, Reader reader, Mounted mounted = Mounted::kAlone) const {
    const bool alone = mounted == Mounted::kAlone;
    Wire row = Wire::file(Content::secret(secret), std::string(directory), std::move(name), std::move(volume), alone);
    row.mounting->mode = kOwnerReadOnly;
    row.mounting->projected = !alone;
    reader.urgency = Urgency::kAtStart;
    note(std::move(row), path, use, std::move(reader));
  }

  const Context& context_;
};

template <class T, class Note>
void for_each(const std::vector<T>& items, Note note) {
  for (std::size_t i = 0; i < items.size(); ++i) note(i, items[i]);
}

}  // namespace

std::string signing_key_file(std::size_t index) { return "key-" + std::to_string(index) + ".pem"; }

std::string hmac_file(std::size_t index) { return "hmac-" + std::to_string(index); }

std::string client_secret_env_name(std::string_view upstream) {
  return "TOOLHIVE_UPSTREAM_CLIENT_SECRET_" + upper_snake(upstream);
}

std::string registration_token_env_name(std::string_view upstream) {
  return "TOOLHIVE_UPSTREAM_DCR_INITIAL_ACCESS_TOKEN_" + upper_snake(upstream);
}

std::string delegate_secret_env_name(std::size_t index) {
  return "TOOLHIVE_DELEGATE_CLIENT_SECRET_" + std::to_string(index);
}

void wire_auth_server(const Context& context) {
  const auto& config = context.spec().auth_server_config;
  if (!config) return;
  const SecretWiring wiring(context);
  if (config->tls_listener) wiring.tls_listener(*config->tls_listener);
  for_each(config->signing_key_secret_refs, [&](std::size_t i, const auto& key) { wiring.signing_key(i, key); });
  for_each(config->hmac_secret_refs, [&](std::size_t i, const auto& secret) { wiring.hmac_secret(i, secret); });
  for_each(config->upstream_providers, [&](std::size_t i, const auto& upstream) { wiring.upstream(i, upstream); });
  const auto& [clients, clients_path] = delegate_clients(*config);
  for (std::size_t i = 0; i < clients.size(); ++i) wiring.delegate_client(clients_path[i], i, clients[i]);
  if (config->storage && config->storage->redis) {
    wiring.redis(*config->storage->redis, config->storage->type == "redis");
  }
  for (const CaBundle& bundle : ca_bundles(*config)) wiring.ca_bundle(bundle);
}

}  // namespace vmcp::op
