#include <algorithm>
#include <string>

#include "core/operator/auth_server.h"
#include "core/operator/auth_server_parts.h"
#include "core/operator/references.h"

namespace vmcp::op {
namespace {

constexpr int kOwnerReadOnly = 0400;

std::string upper_snake(std::string_view name) {
  std::string result(name);
  std::ranges::transform(result, result.begin(), [](char c) {
    if (c == '-') return '_';
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return result;
}

/// One key of a Secret, mounted as one file of a directory.
void mount_secret_file(kube::Volumes& result, std::string volume_name, const model::SecretKeyRef& secret,
                       std::string_view directory, const std::string& file) {
  kube::Volume volume;
  volume.name = volume_name;
  volume.kind = kube::Volume::Kind::kSecret;
  volume.object = secret.name;
  volume.items = {{secret.key, file}};
  volume.default_mode = kOwnerReadOnly;
  kube::VolumeMount mount;
  mount.name = std::move(volume_name);
  mount.mount_path = std::string(directory) + '/' + file;
  mount.sub_path = file;
  mount.read_only = true;
  result.volumes.push_back(std::move(volume));
  result.mounts.push_back(std::move(mount));
}

void mount_redis_ca(kube::Volumes& result, const std::optional<model::RedisTlsConfig>& tls, std::string volume_name,
                    std::string_view file) {
  if (!tls || !tls->ca_cert_secret_ref) return;
  mount_secret_file(result, std::move(volume_name), *tls->ca_cert_secret_ref, kRedisTlsDirectory, std::string(file));
}

/// The redis credentials, when redis is what the auth server stores in.
const model::RedisAclUserConfig* redis_credentials(const model::EmbeddedAuthServerConfig& config) {
  if (!config.storage || config.storage->type != "redis" || !config.storage->redis) return nullptr;
  const auto& credentials = config.storage->redis->acl_user_config;
  return credentials ? &*credentials : nullptr;
}

void add_env(std::vector<kube::EnvVar>& env, std::string name, const model::SecretKeyRef* secret) {
  if (secret != nullptr) env.push_back(kube::EnvVar::from_secret(std::move(name), secret->name, secret->key));
}

template <class T>
const T* get(const std::optional<T>& value) {
  return value ? &*value : nullptr;
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

UpstreamSecrets upstream_secrets(const model::UpstreamProviderConfig& upstream) {
  if (upstream.oidc_config) return {get(upstream.oidc_config->client_secret_ref), nullptr};
  if (!upstream.oauth2_config) return {};
  const auto& registration = upstream.oauth2_config->dcr_config;
  return {get(upstream.oauth2_config->client_secret_ref),
          registration ? get(registration->initial_access_token_ref) : nullptr};
}

kube::Volumes auth_server_volumes(const model::EmbeddedAuthServerConfig& config) {
  kube::Volumes result;
  for (std::size_t i = 0; i < config.signing_key_secret_refs.size(); ++i) {
    mount_secret_file(result, "authserver-signing-key-" + std::to_string(i), config.signing_key_secret_refs[i],
                      kSigningKeyDirectory, signing_key_file(i));
  }
  for (std::size_t i = 0; i < config.hmac_secret_refs.size(); ++i) {
    mount_secret_file(result, "authserver-hmac-secret-" + std::to_string(i), config.hmac_secret_refs[i], kHmacDirectory,
                      hmac_file(i));
  }
  // The operator mounts these whatever the storage type says.
  if (config.storage && config.storage->redis) {
    mount_redis_ca(result, config.storage->redis->tls, "redis-tls-ca-master", kRedisCaFile);
    mount_redis_ca(result, config.storage->redis->sentinel_tls, "redis-tls-ca-sentinel", kSentinelCaFile);
  }
  return result;
}

std::vector<kube::EnvVar> auth_server_env(const model::EmbeddedAuthServerConfig& config) {
  std::vector<kube::EnvVar> env;
  for (const auto& upstream : config.upstream_providers) {
    const UpstreamSecrets secrets = upstream_secrets(upstream);
    add_env(env, client_secret_env_name(upstream.name), secrets.client_secret);
    add_env(env, registration_token_env_name(upstream.name), secrets.registration_token);
  }
  for (std::size_t i = 0; i < config.delegate_clients.size(); ++i) {
    add_env(env, delegate_secret_env_name(i), get(config.delegate_clients[i].client_secret_ref));
  }
  if (const auto* credentials = redis_credentials(config)) {
    add_env(env, std::string(kRedisUsernameEnv), get(credentials->username_secret_ref));
    add_env(env, std::string(kRedisPasswordEnv), get(credentials->password_secret_ref));
  }
  return env;
}

void check_auth_server_secrets(const Context& context, const model::EmbeddedAuthServerConfig& config) {
  const diag::FieldPath root = auth_server_path();
  const auto expect = [&](const diag::FieldPath& path, const model::SecretKeyRef* secret) {
    if (secret != nullptr) expect_secret_key(context, *context.server.object, path, secret->name, secret->key);
  };
  const auto expect_all = [&](std::string_view field, const std::vector<model::SecretKeyRef>& secrets) {
    for (std::size_t i = 0; i < secrets.size(); ++i) expect((root / field)[i], &secrets[i]);
  };
  expect_all("signingKeySecretRefs", config.signing_key_secret_refs);
  expect_all("hmacSecretRefs", config.hmac_secret_refs);
  for (std::size_t i = 0; i < config.upstream_providers.size(); ++i) {
    const auto& upstream = config.upstream_providers[i];
    const UpstreamSecrets secrets = upstream_secrets(upstream);
    const diag::FieldPath path =
        (root / "upstreamProviders")[i] / (upstream.oidc_config ? "oidcConfig" : "oauth2Config");
    expect(path / "clientSecretRef", secrets.client_secret);
    expect(path / "dcrConfig" / "initialAccessTokenRef", secrets.registration_token);
  }
  for (std::size_t i = 0; i < config.delegate_clients.size(); ++i) {
    const auto& secret = config.delegate_clients[i].client_secret_ref;
    if (!secret) continue;
    require_secret_key(context, *context.server.object, (root / "delegateClients")[i] / "clientSecretRef", secret->name,
                       secret->key);
  }
  const diag::FieldPath redis = root / "storage" / "redis";
  if (const auto* credentials = redis_credentials(config)) {
    expect(redis / "aclUserConfig" / "usernameSecretRef", get(credentials->username_secret_ref));
    expect(redis / "aclUserConfig" / "passwordSecretRef", get(credentials->password_secret_ref));
  }
  if (config.storage && config.storage->redis) {
    const auto expect_ca = [&](std::string_view field, const std::optional<model::RedisTlsConfig>& tls) {
      if (tls) expect(redis / field / "caCertSecretRef", get(tls->ca_cert_secret_ref));
    };
    expect_ca("tls", config.storage->redis->tls);
    expect_ca("sentinelTls", config.storage->redis->sentinel_tls);
  }
}

}  // namespace vmcp::op
