#include <functional>
#include <string>

#include "core/start/auth_server_parts.h"
#include "core/start/key_material.h"
#include "core/start/stated_value.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using model::SecretKeyRef;

constexpr std::size_t kLeastHmacBytes = 32;
constexpr std::size_t kLeastDelegateSecretBytes = 32;

/// What is wrong with the bytes of a Secret, without a piece of them.
using Judge = std::function<std::optional<std::string>(const std::string& bytes)>;

/// The finding stands at the reference, and not at the Secret, whose lines are nobody's business.
void check(const AuthServer& server, diag::Code code, const FieldPath& reference, const SecretKeyRef& secret,
           const Judge& judge) {
  const auto& context = server.gateway.context;
  const auto bytes = stated_secret(context.cluster, context.name_space(), secret.name, secret.key);
  const auto problem = bytes ? judge(*bytes) : std::nullopt;
  if (!problem) return;
  server.refuse(code, reference, "key \"" + secret.key + "\" of Secret \"" + secret.name + "\": " + *problem);
}

/// Counts bytes as they are mounted: line breaks at the end count too.
Judge at_least(std::size_t bytes, std::string_view what) {
  return [=](const std::string& value) -> std::optional<std::string> {
    if (value.size() >= bytes) return std::nullopt;
    return std::string(what) + " has " + std::to_string(value.size()) + " bytes, expected at least " +
           std::to_string(bytes);
  };
}

/// vmcp takes an empty variable for one that is not set.
std::optional<std::string> emptiness_problem(const std::string& value) {
  if (!value.empty()) return std::nullopt;
  return "it is empty, which vmcp takes for a variable that is not set";
}

std::optional<std::string> certificate_problem(const std::string& file) {
  // No bytes at all are as good as no file: the system's certificates count.
  if (file.empty() || find_certificates(file) != Certificates::kAbsent) return std::nullopt;
  return "it holds no PEM block with a certificate";
}

void check_keys(const AuthServer& server) {
  const auto& keys = server.source.signing_key_secret_refs;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    check(server, "invalid-signing-key", (AuthServer::path() / "signingKeySecretRefs")[i], keys[i],
          [](const std::string& file) { return signing_key_problem(file); });
  }
  const auto& secrets = server.source.hmac_secret_refs;
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    check(server, "too-short", (AuthServer::path() / "hmacSecretRefs")[i], secrets[i],
          at_least(kLeastHmacBytes, "the HMAC secret"));
  }
}

void check_client_secrets(const AuthServer& server) {
  const auto& upstreams = server.source.upstream_providers;
  for (std::size_t i = 0; i < upstreams.size(); ++i) {
    const FieldPath path = (AuthServer::path() / "upstreamProviders")[i];
    const auto& oidc = upstreams[i].oidc_config;
    if (oidc && oidc->client_secret_ref) {
      check(server, "too-short", path / "oidcConfig" / "clientSecretRef", *oidc->client_secret_ref, emptiness_problem);
    }
    const auto& oauth2 = upstreams[i].oauth2_config;
    if (oauth2 && oauth2->client_secret_ref) {
      check(server, "too-short", path / "oauth2Config" / "clientSecretRef", *oauth2->client_secret_ref,
            emptiness_problem);
    }
    if (oauth2 && oauth2->dcr_config && oauth2->dcr_config->initial_access_token_ref) {
      check(server, "too-short", path / "oauth2Config" / "dcrConfig" / "initialAccessTokenRef",
            *oauth2->dcr_config->initial_access_token_ref, emptiness_problem);
    }
  }
  const auto& delegates = server.source.delegate_clients;
  for (std::size_t i = 0; i < delegates.size(); ++i) {
    if (!delegates[i].client_secret_ref) continue;
    check(server, "too-short", (AuthServer::path() / "delegateClients")[i] / "clientSecretRef",
          *delegates[i].client_secret_ref, at_least(kLeastDelegateSecretBytes, "a delegate client's secret"));
  }
}

/// Sentinels' certificates count with sentinels only.
void check_redis_certificates(const AuthServer& server) {
  if (!server.config.storage || !server.config.storage->redis_config) return;
  const auto& redis = *server.source.storage->redis;
  const FieldPath path = AuthServer::path() / "storage" / "redis";
  const auto check_tls = [&](std::string_view field, const std::optional<model::RedisTlsConfig>& tls) {
    if (!tls || !tls->ca_cert_secret_ref) return;
    check(server, "no-certificate", path / field / "caCertSecretRef", *tls->ca_cert_secret_ref, certificate_problem);
  };
  check_tls("tls", redis.tls);
  if (redis.sentinel_config) check_tls("sentinelTls", redis.sentinel_tls);
}

}  // namespace

void check_secrets(const AuthServer& server) {
  check_keys(server);
  check_client_secrets(server);
  check_redis_certificates(server);
}

}  // namespace vmcp::start
