#include <algorithm>
#include <string>

#include "core/diag/quoted.h"
#include "core/operator/auth_server.h"
#include "core/operator/auth_server_parts.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using model::SecretKeyRef;

constexpr int kOwnerReadOnly = 0400;

std::string upper_snake(std::string_view name) {
  std::string result(name);
  std::ranges::transform(result, result.begin(), [](char c) {
    if (c == '-') return '_';
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return result;
}

/// Notes the Secrets that spec.authServerConfig names, a row for each.
class SecretWiring {
 public:
  explicit SecretWiring(const Context& context) : context_(context) {}

  void signing_key(std::size_t index, const SecretKeyRef& secret) const {
    file((auth_server_path() / "signingKeySecretRefs")[index], secret, kSigningKeyDirectory, signing_key_file(index),
         "authserver-signing-key-" + std::to_string(index), Use::kSigningKey, {"the auth server's signing key"});
  }

  void hmac_secret(std::size_t index, const SecretKeyRef& secret) const {
    file((auth_server_path() / "hmacSecretRefs")[index], secret, kHmacDirectory, hmac_file(index),
         "authserver-hmac-secret-" + std::to_string(index), Use::kHmacSecret, {"the auth server's HMAC secret"});
  }

  void upstream(std::size_t index, const model::UpstreamProviderConfig& upstream) const {
    const FieldPath path = (auth_server_path() / "upstreamProviders")[index];
    const std::string reader = "upstream " + diag::quoted(upstream.name);
    // An upstream that has both blocks gets the Secrets of the first; vmcp reads what its type says.
    const auto client_secret = [&](const FieldPath& config, const auto& secret, bool is_read) {
      if (!secret) return;
      variable(config / "clientSecretRef", *secret, client_secret_env_name(upstream.name), Use::kUpstreamSecret,
               {is_read ? reader : "", Urgency::kValueAtStart, {}, 2 * index + 1});
    };
    if (upstream.oidc_config) {
      client_secret(path / "oidcConfig", upstream.oidc_config->client_secret_ref, upstream.type == "oidc");
      return;
    }
    if (!upstream.oauth2_config) return;
    const model::OAuth2UpstreamConfig& oauth2 = *upstream.oauth2_config;
    const FieldPath config = path / "oauth2Config";
    client_secret(config, oauth2.client_secret_ref, upstream.type == "oauth2");
    if (!oauth2.dcr_config || !oauth2.dcr_config->initial_access_token_ref) return;
    // vmcp registers before it looks for a secret of its own, and only where it has no id yet.
    const bool registers = upstream.type == "oauth2" && oauth2.client_id.empty();
    variable(config / "dcrConfig" / "initialAccessTokenRef", *oauth2.dcr_config->initial_access_token_ref,
             registration_token_env_name(upstream.name), Use::kUpstreamSecret,
             {registers ? reader : "", Urgency::kValueAtStart, {}, 2 * index});
  }

  void delegate_client(std::size_t index, const model::DelegateClientConfig& client) const {
    if (!client.client_secret_ref) return;
    // The only Secrets of the auth server that the operator looks up.
    variable((auth_server_path() / "delegateClients")[index] / "clientSecretRef", *client.client_secret_ref,
             delegate_secret_env_name(index), Use::kDelegateSecret,
             {"delegate client " + diag::quoted(client.client_id), Urgency::kValueAtStart}, Lookup::kRequired);
  }

  /// The operator mounts the certificates of a redis block even when redis is not what the auth server stores in.
  void redis(const model::RedisStorageConfig& redis, bool is_storage) const {
    const FieldPath path = auth_server_path() / "storage" / "redis";
    const std::string reader = is_storage ? "the auth server's redis storage" : "";
    const auto credential = [&](std::string_view field, const auto& secret, std::string_view name) {
      if (!secret) return;
      variable(path / "aclUserConfig" / field, *secret, std::string(name), Use::kStorageCredentials,
               {reader, Urgency::kAtStart});
    };
    if (is_storage && redis.acl_user_config) {
      credential("usernameSecretRef", redis.acl_user_config->username_secret_ref, kRedisUsernameEnv);
      credential("passwordSecretRef", redis.acl_user_config->password_secret_ref, kRedisPasswordEnv);
    }
    const auto certificate = [&](std::string_view field, const auto& tls, std::string_view name, const char* volume,
                                 bool is_read) {
      if (!tls || !tls->ca_cert_secret_ref) return;
      file(path / field / "caCertSecretRef", *tls->ca_cert_secret_ref, kRedisTlsDirectory, std::string(name), volume,
           Use::kStorageCa, {is_read ? reader : ""});
    };
    certificate("tls", redis.tls, kRedisCaFile, "redis-tls-ca-master", true);
    certificate("sentinelTls", redis.sentinel_tls, kSentinelCaFile, "redis-tls-ca-sentinel",
                redis.sentinel_config.has_value());
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

  /// One key of a Secret, mounted as one file of a directory.
  void file(const FieldPath& path, const SecretKeyRef& secret, std::string_view directory, std::string name,
            std::string volume, Use use, Reader reader) const {
    Wire row = Wire::file(Content::secret(secret), std::string(directory), std::move(name), std::move(volume), true);
    row.mounting->mode = kOwnerReadOnly;
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
  for_each(config->signing_key_secret_refs, [&](std::size_t i, const auto& key) { wiring.signing_key(i, key); });
  for_each(config->hmac_secret_refs, [&](std::size_t i, const auto& secret) { wiring.hmac_secret(i, secret); });
  for_each(config->upstream_providers, [&](std::size_t i, const auto& upstream) { wiring.upstream(i, upstream); });
  for_each(config->delegate_clients, [&](std::size_t i, const auto& client) { wiring.delegate_client(i, client); });
  if (config->storage && config->storage->redis) {
    wiring.redis(*config->storage->redis, config->storage->type == "redis");
  }
}

}  // namespace vmcp::op
