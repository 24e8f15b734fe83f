#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/auth_server_upstream.h"
#include "core/model/references.h"
#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model {

struct TokenLifespanConfig {
  std::string access_token_lifespan;
  std::string refresh_token_lifespan;
  std::string auth_code_lifespan;

  static constexpr auto rows() {
    return std::tuple{omitempty("accessTokenLifespan", &TokenLifespanConfig::access_token_lifespan),
                      omitempty("refreshTokenLifespan", &TokenLifespanConfig::refresh_token_lifespan),
                      omitempty("authCodeLifespan", &TokenLifespanConfig::auth_code_lifespan)};
  }
};

struct SentinelServiceRef {
  std::string name;
  std::string name_space;
  std::int32_t port = 0;

  static constexpr auto rows() {
    return std::tuple{always("name", &SentinelServiceRef::name),
                      omitempty("namespace", &SentinelServiceRef::name_space),
                      omitempty("port", &SentinelServiceRef::port)};
  }
};

struct RedisSentinelConfig {
  std::string master_name;
  std::vector<std::string> sentinel_addrs;
  std::optional<SentinelServiceRef> sentinel_service;
  std::int32_t db = 0;

  static constexpr auto rows() {
    return std::tuple{always("masterName", &RedisSentinelConfig::master_name),
                      omitempty("sentinelAddrs", &RedisSentinelConfig::sentinel_addrs),
                      omitempty("sentinelService", &RedisSentinelConfig::sentinel_service),
                      omitempty("db", &RedisSentinelConfig::db)};
  }
};

struct RedisAclUserConfig {
  std::optional<SecretKeyRef> username_secret_ref;
  std::optional<SecretKeyRef> password_secret_ref;

  static constexpr auto rows() {
    return std::tuple{omitempty("usernameSecretRef", &RedisAclUserConfig::username_secret_ref),
                      always("passwordSecretRef", &RedisAclUserConfig::password_secret_ref)};
  }
};

struct RedisTlsConfig {
  bool insecure_skip_verify = false;
  std::optional<SecretKeyRef> ca_cert_secret_ref;

  static constexpr auto rows() {
    return std::tuple{omitempty("insecureSkipVerify", &RedisTlsConfig::insecure_skip_verify),
                      omitempty("caCertSecretRef", &RedisTlsConfig::ca_cert_secret_ref)};
  }
};

struct RedisStorageConfig {
  std::string addr;
  bool cluster_mode = false;
  std::optional<RedisSentinelConfig> sentinel_config;
  std::optional<RedisAclUserConfig> acl_user_config;
  std::string dial_timeout;
  std::string read_timeout;
  std::string write_timeout;
  std::optional<RedisTlsConfig> tls;
  std::optional<RedisTlsConfig> sentinel_tls;

  static constexpr auto rows() {
    return std::tuple{omitempty("addr", &RedisStorageConfig::addr),
                      omitempty("clusterMode", &RedisStorageConfig::cluster_mode),
                      omitempty("sentinelConfig", &RedisStorageConfig::sentinel_config),
                      always("aclUserConfig", &RedisStorageConfig::acl_user_config),
                      omitempty("dialTimeout", &RedisStorageConfig::dial_timeout),
                      omitempty("readTimeout", &RedisStorageConfig::read_timeout),
                      omitempty("writeTimeout", &RedisStorageConfig::write_timeout),
                      omitempty("tls", &RedisStorageConfig::tls),
                      omitempty("sentinelTls", &RedisStorageConfig::sentinel_tls)};
  }
};

struct AuthServerStorageConfig {
  std::string type;
  std::optional<RedisStorageConfig> redis;

  static constexpr auto rows() {
    return std::tuple{omitempty("type", &AuthServerStorageConfig::type),
                      omitempty("redis", &AuthServerStorageConfig::redis)};
  }
};

struct DelegateClientConfig {
  std::string client_id;
  std::optional<SecretKeyRef> client_secret_ref;
  std::vector<std::string> scopes;
  std::vector<std::string> audiences;

  static constexpr auto rows() {
    return std::tuple{always("clientId", &DelegateClientConfig::client_id),
                      always("clientSecretRef", &DelegateClientConfig::client_secret_ref),
                      always("scopes", &DelegateClientConfig::scopes),
                      always("audiences", &DelegateClientConfig::audiences)};
  }
};

struct JwtBearerSubjectBinding {
  std::string subject;
  std::vector<std::string> allowed_resources;

  static constexpr auto rows() {
    return std::tuple{always("subject", &JwtBearerSubjectBinding::subject),
                      always("allowedResources", &JwtBearerSubjectBinding::allowed_resources)};
  }
};

struct JwtBearerGrantConfig {
  std::optional<MetaDuration> max_assertion_age;
  std::vector<JwtBearerSubjectBinding> subject_bindings;
  std::vector<std::string> accepted_audiences;

  static constexpr auto rows() {
    return std::tuple{always("maxAssertionAge", &JwtBearerGrantConfig::max_assertion_age),
                      always("subjectBindings", &JwtBearerGrantConfig::subject_bindings),
                      omitempty("acceptedAudiences", &JwtBearerGrantConfig::accepted_audiences)};
  }
};

struct TrustedIssuerConfig {
  std::string issuer_url;
  std::string expected_audience;
  std::string jwks_url;
  bool insecure_allow_http = false;
  bool allow_private_ips = false;
  std::string actor_claim;
  std::vector<std::string> allowed_actors;
  std::string actor_matcher;
  std::vector<std::string> allowed_delegate_clients;
  bool allow_may_act = false;
  std::optional<JwtBearerGrantConfig> jwt_bearer_grant;

  static constexpr auto rows() {
    return std::tuple{always("issuerUrl", &TrustedIssuerConfig::issuer_url),
                      omitempty("expectedAudience", &TrustedIssuerConfig::expected_audience),
                      omitempty("jwksUrl", &TrustedIssuerConfig::jwks_url),
                      omitempty("insecureAllowHTTP", &TrustedIssuerConfig::insecure_allow_http),
                      omitempty("allowPrivateIPs", &TrustedIssuerConfig::allow_private_ips),
                      omitempty("actorClaim", &TrustedIssuerConfig::actor_claim),
                      omitempty("allowedActors", &TrustedIssuerConfig::allowed_actors),
                      omitempty("actorMatcher", &TrustedIssuerConfig::actor_matcher),
                      omitempty("allowedDelegateClients", &TrustedIssuerConfig::allowed_delegate_clients),
                      omitempty("allowMayAct", &TrustedIssuerConfig::allow_may_act),
                      omitempty("jwtBearerGrant", &TrustedIssuerConfig::jwt_bearer_grant)};
  }
};

struct EmbeddedAuthServerCimdConfig {
  bool enabled = false;
  std::int64_t cache_max_size = 0;
  std::string cache_fallback_ttl;

  static constexpr auto rows() {
    return std::tuple{always("enabled", &EmbeddedAuthServerCimdConfig::enabled),
                      omitempty("cacheMaxSize", &EmbeddedAuthServerCimdConfig::cache_max_size),
                      omitempty("cacheFallbackTtl", &EmbeddedAuthServerCimdConfig::cache_fallback_ttl)};
  }
};

struct EmbeddedAuthServerConfig {
  std::string issuer;
  std::string authorization_endpoint_base_url;
  std::vector<SecretKeyRef> signing_key_secret_refs;
  std::vector<SecretKeyRef> hmac_secret_refs;
  std::optional<TokenLifespanConfig> token_lifespans;
  std::vector<UpstreamProviderConfig> upstream_providers;
  std::string primary_upstream_provider;
  std::optional<AuthServerStorageConfig> storage;
  bool disable_upstream_token_injection = false;
  bool insecure_allow_http = false;
  std::vector<std::string> baseline_client_scopes;
  bool allow_confidential_client_registration = false;
  bool insecure_allow_confidential_over_loopback_http = false;
  std::vector<DelegateClientConfig> delegate_clients;
  std::vector<TrustedIssuerConfig> trusted_issuers;
  std::vector<std::string> force_confidential_redirect_uris;
  std::optional<EmbeddedAuthServerCimdConfig> cimd;

  static constexpr auto rows() {
    return std::tuple{
        always("issuer", &EmbeddedAuthServerConfig::issuer),
        omitempty("authorizationEndpointBaseUrl", &EmbeddedAuthServerConfig::authorization_endpoint_base_url),
        omitempty("signingKeySecretRefs", &EmbeddedAuthServerConfig::signing_key_secret_refs),
        omitempty("hmacSecretRefs", &EmbeddedAuthServerConfig::hmac_secret_refs),
        omitempty("tokenLifespans", &EmbeddedAuthServerConfig::token_lifespans),
        always("upstreamProviders", &EmbeddedAuthServerConfig::upstream_providers),
        omitempty("primaryUpstreamProvider", &EmbeddedAuthServerConfig::primary_upstream_provider),
        omitempty("storage", &EmbeddedAuthServerConfig::storage),
        omitempty("disableUpstreamTokenInjection", &EmbeddedAuthServerConfig::disable_upstream_token_injection),
        omitempty("insecureAllowHTTP", &EmbeddedAuthServerConfig::insecure_allow_http),
        omitempty("baselineClientScopes", &EmbeddedAuthServerConfig::baseline_client_scopes),
        omitempty("allowConfidentialClientRegistration",
                  &EmbeddedAuthServerConfig::allow_confidential_client_registration),
        omitempty("insecureAllowConfidentialOverLoopbackHTTP",
                  &EmbeddedAuthServerConfig::insecure_allow_confidential_over_loopback_http),
        omitempty("delegateClients", &EmbeddedAuthServerConfig::delegate_clients),
        omitempty("trustedIssuers", &EmbeddedAuthServerConfig::trusted_issuers),
        omitempty("forceConfidentialRedirectUris", &EmbeddedAuthServerConfig::force_confidential_redirect_uris),
        omitempty("cimd", &EmbeddedAuthServerConfig::cimd)};
  }
};

}  // namespace vmcp::model
