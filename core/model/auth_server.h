#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/auth_server_grants.h"
#include "core/model/auth_server_upstream.h"
#include "core/model/rate_limit.h"
#include "core/model/references.h"
#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model {

struct TokenLifespanConfig {
  std::string access_token_lifespan;
  std::string refresh_token_lifespan;
  std::string auth_code_lifespan;

  template <class T = TokenLifespanConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("accessTokenLifespan", &T::access_token_lifespan),
                      omitempty("refreshTokenLifespan", &T::refresh_token_lifespan),
                      omitempty("authCodeLifespan", &T::auth_code_lifespan)};
  }
};

struct SentinelServiceRef {
  std::string name;
  std::string name_space;
  std::int32_t port = 0;

  template <class T = SentinelServiceRef>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name), omitempty("namespace", &T::name_space), omitempty("port", &T::port)};
  }
};

struct RedisSentinelConfig {
  std::string master_name;
  std::vector<std::string> sentinel_addrs;
  std::optional<SentinelServiceRef> sentinel_service;
  std::int32_t db = 0;

  template <class T = RedisSentinelConfig>
  static constexpr auto rows() {
    return std::tuple{always("masterName", &T::master_name), omitempty("sentinelAddrs", &T::sentinel_addrs),
                      omitempty("sentinelService", &T::sentinel_service), omitempty("db", &T::db)};
  }
};

struct RedisAclUserConfig {
  std::optional<SecretKeyRef> username_secret_ref;
  std::optional<SecretKeyRef> password_secret_ref;

  template <class T = RedisAclUserConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("usernameSecretRef", &T::username_secret_ref),
                      always("passwordSecretRef", &T::password_secret_ref)};
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

  template <class T = RedisStorageConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("addr", &T::addr),
                      omitempty("clusterMode", &T::cluster_mode),
                      omitempty("sentinelConfig", &T::sentinel_config),
                      always("aclUserConfig", &T::acl_user_config),
                      omitempty("dialTimeout", &T::dial_timeout),
                      omitempty("readTimeout", &T::read_timeout),
                      omitempty("writeTimeout", &T::write_timeout),
                      omitempty("tls", &T::tls),
                      omitempty("sentinelTls", &T::sentinel_tls)};
  }
};

struct AuthServerStorageConfig {
  std::string type;
  std::optional<RedisStorageConfig> redis;
  std::optional<std::int32_t> max_dcr_clients;

  template <class T = AuthServerStorageConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("type", &T::type), omitempty("redis", &T::redis),
                      omitempty("maxDCRClients", &T::max_dcr_clients).since(Set::kV0_56)};
  }
};

struct TrustedIssuerConfig {
  std::string name;
  std::string issuer_url;
  std::string expected_audience;
  std::string jwks_url;
  bool insecure_allow_http = false;
  bool allow_private_ips = false;
  std::optional<CaBundleSource> ca_bundle_ref;
  std::string actor_claim;
  std::vector<std::string> allowed_actors;
  std::string actor_matcher;
  std::vector<std::string> allowed_delegate_clients;
  bool allow_may_act = false;
  std::optional<JwtBearerGrantConfig> jwt_bearer_grant;

  template <class T = TrustedIssuerConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("name", &T::name).since(Set::kV0_47),
                      always("issuerUrl", &T::issuer_url),
                      omitempty("expectedAudience", &T::expected_audience),
                      omitempty("jwksUrl", &T::jwks_url),
                      omitempty("insecureAllowHTTP", &T::insecure_allow_http),
                      omitempty("allowPrivateIPs", &T::allow_private_ips),
                      omitempty("caBundleRef", &T::ca_bundle_ref).since(Set::kV0_47),
                      omitempty("actorClaim", &T::actor_claim),
                      omitempty("allowedActors", &T::allowed_actors),
                      omitempty("actorMatcher", &T::actor_matcher),
                      omitempty("allowedDelegateClients", &T::allowed_delegate_clients),
                      omitempty("allowMayAct", &T::allow_may_act),
                      omitempty("jwtBearerGrant", &T::jwt_bearer_grant)};
  }
};

struct EmbeddedAuthServerCimdConfig {
  bool enabled = false;
  std::int64_t cache_max_size = 0;
  std::string cache_fallback_ttl;

  template <class T = EmbeddedAuthServerCimdConfig>
  static constexpr auto rows() {
    return std::tuple{always("enabled", &T::enabled), omitempty("cacheMaxSize", &T::cache_max_size),
                      omitempty("cacheFallbackTtl", &T::cache_fallback_ttl)};
  }
};

struct TlsListenerConfig {
  std::optional<SecretKeyRef> certificate_secret_ref;
  std::optional<SecretKeyRef> private_key_secret_ref;

  template <class T = TlsListenerConfig>
  static constexpr auto rows() {
    return std::tuple{always("certificateSecretRef", &T::certificate_secret_ref),
                      always("privateKeySecretRef", &T::private_key_secret_ref)};
  }
};

struct EmbeddedAuthServerConfig {
  std::string issuer;
  std::string authorization_endpoint_base_url;
  std::vector<SecretKeyRef> signing_key_secret_refs;
  std::vector<SecretKeyRef> hmac_secret_refs;
  std::optional<TokenLifespanConfig> token_lifespans;
  std::vector<yaml::Value> spiffe_trust_domains;  ///< not looked into: the operator refuses all of SPIFFE
  std::optional<InboundGrantsConfig> inbound_grants;
  std::optional<TlsListenerConfig> tls_listener;
  std::vector<UpstreamProviderConfig> upstream_providers;
  std::string primary_upstream_provider;
  std::optional<AuthServerStorageConfig> storage;
  bool disable_upstream_token_injection = false;
  bool insecure_allow_http = false;
  std::vector<std::string> baseline_client_scopes;
  bool allow_confidential_client_registration = false;
  bool allow_private_key_jwt_registration = false;
  bool insecure_allow_confidential_over_loopback_http = false;
  std::vector<DelegateClientConfig> delegate_clients;
  std::vector<TrustedIssuerConfig> trusted_issuers;
  std::vector<std::string> force_confidential_redirect_uris;
  std::optional<EmbeddedAuthServerCimdConfig> cimd;
  std::optional<config::RateLimitBucket> registration_rate_limit;

  template <class T = EmbeddedAuthServerConfig>
  static constexpr auto rows() {
    return std::tuple{
        always("issuer", &T::issuer),
        omitempty("authorizationEndpointBaseUrl", &T::authorization_endpoint_base_url),
        omitempty("signingKeySecretRefs", &T::signing_key_secret_refs),
        omitempty("hmacSecretRefs", &T::hmac_secret_refs),
        omitempty("tokenLifespans", &T::token_lifespans),
        omitempty("spiffeTrustDomains", &T::spiffe_trust_domains).since(Set::kV0_47),
        omitempty("inboundGrants", &T::inbound_grants).since(Set::kV0_47),
        omitempty("tlsListener", &T::tls_listener).since(Set::kV0_62),
        always("upstreamProviders", &T::upstream_providers),
        omitempty("primaryUpstreamProvider", &T::primary_upstream_provider),
        omitempty("storage", &T::storage),
        omitempty("disableUpstreamTokenInjection", &T::disable_upstream_token_injection),
        omitempty("insecureAllowHTTP", &T::insecure_allow_http),
        omitempty("baselineClientScopes", &T::baseline_client_scopes),
        omitempty("allowConfidentialClientRegistration", &T::allow_confidential_client_registration),
        omitempty("allowPrivateKeyJWTRegistration", &T::allow_private_key_jwt_registration).since(Set::kV0_47),
        omitempty("insecureAllowConfidentialOverLoopbackHTTP", &T::insecure_allow_confidential_over_loopback_http),
        omitempty("delegateClients", &T::delegate_clients),
        omitempty("trustedIssuers", &T::trusted_issuers),
        omitempty("forceConfidentialRedirectUris", &T::force_confidential_redirect_uris),
        omitempty("cimd", &T::cimd),
        omitempty("registrationRateLimit", &T::registration_rate_limit).since(Set::kV0_56)};
  }
};

}  // namespace vmcp::model
