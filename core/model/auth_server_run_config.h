#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/auth_server_run_upstream.h"
#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model::authserver {

struct SigningKeyRunConfig {
  std::string key_dir;
  std::string signing_key_file;
  std::vector<std::string> fallback_key_files;

  static constexpr auto rows() {
    return std::tuple{omitempty("key_dir", &SigningKeyRunConfig::key_dir),
                      omitempty("signing_key_file", &SigningKeyRunConfig::signing_key_file),
                      omitempty("fallback_key_files", &SigningKeyRunConfig::fallback_key_files)};
  }
};

struct TokenLifespanRunConfig {
  std::string access_token_lifespan;
  std::string refresh_token_lifespan;
  std::string auth_code_lifespan;

  static constexpr auto rows() {
    return std::tuple{omitempty("access_token_lifespan", &TokenLifespanRunConfig::access_token_lifespan),
                      omitempty("refresh_token_lifespan", &TokenLifespanRunConfig::refresh_token_lifespan),
                      omitempty("auth_code_lifespan", &TokenLifespanRunConfig::auth_code_lifespan)};
  }
};

struct SentinelRunConfig {
  std::string master_name;
  std::vector<std::string> sentinel_addrs;
  std::int64_t db = 0;

  static constexpr auto rows() {
    return std::tuple{always("master_name", &SentinelRunConfig::master_name),
                      always("sentinel_addrs", &SentinelRunConfig::sentinel_addrs),
                      omitempty("db", &SentinelRunConfig::db)};
  }
};

struct AclUserRunConfig {
  std::string username_env_var;
  std::string password_env_var;

  static constexpr auto rows() {
    return std::tuple{always("username_env_var", &AclUserRunConfig::username_env_var),
                      always("password_env_var", &AclUserRunConfig::password_env_var)};
  }
};

struct RedisTlsRunConfig {
  bool insecure_skip_verify = false;
  std::string ca_cert_file;

  static constexpr auto rows() {
    return std::tuple{omitempty("insecure_skip_verify", &RedisTlsRunConfig::insecure_skip_verify),
                      omitempty("ca_cert_file", &RedisTlsRunConfig::ca_cert_file)};
  }
};

struct RedisRunConfig {
  std::string addr;
  bool cluster_mode = false;
  std::optional<SentinelRunConfig> sentinel_config;
  std::string auth_type;
  std::optional<AclUserRunConfig> acl_user_config;
  std::string key_prefix;
  std::string dial_timeout;
  std::string read_timeout;
  std::string write_timeout;
  std::optional<RedisTlsRunConfig> tls;
  std::optional<RedisTlsRunConfig> sentinel_tls;

  static constexpr auto rows() {
    return std::tuple{omitempty("addr", &RedisRunConfig::addr),
                      omitempty("cluster_mode", &RedisRunConfig::cluster_mode),
                      omitempty("sentinel_config", &RedisRunConfig::sentinel_config),
                      always("auth_type", &RedisRunConfig::auth_type),
                      omitempty("acl_user_config", &RedisRunConfig::acl_user_config),
                      always("key_prefix", &RedisRunConfig::key_prefix),
                      omitempty("dial_timeout", &RedisRunConfig::dial_timeout),
                      omitempty("read_timeout", &RedisRunConfig::read_timeout),
                      omitempty("write_timeout", &RedisRunConfig::write_timeout),
                      omitempty("tls", &RedisRunConfig::tls),
                      omitempty("sentinel_tls", &RedisRunConfig::sentinel_tls)};
  }
};

struct StorageRunConfig {
  std::string type;
  std::optional<RedisRunConfig> redis_config;

  static constexpr auto rows() {
    return std::tuple{omitempty("type", &StorageRunConfig::type),
                      omitempty("redis_config", &StorageRunConfig::redis_config)};
  }
};

struct CimdRunConfig {
  bool enabled = false;
  std::int64_t cache_max_size = 0;
  std::string cache_fallback_ttl;

  static constexpr auto rows() {
    return std::tuple{always("enabled", &CimdRunConfig::enabled),
                      omitempty("cache_max_size", &CimdRunConfig::cache_max_size),
                      omitempty("cache_fallback_ttl", &CimdRunConfig::cache_fallback_ttl)};
  }
};

struct JwtBearerSubjectBinding {
  std::string subject;
  std::vector<std::string> allowed_resources;

  static constexpr auto rows() {
    return std::tuple{always("subject", &JwtBearerSubjectBinding::subject),
                      always("allowed_resources", &JwtBearerSubjectBinding::allowed_resources)};
  }
};

struct JwtBearerGrantPolicy {
  std::string max_assertion_age;
  std::vector<JwtBearerSubjectBinding> subject_bindings;
  std::vector<std::string> accepted_audiences;

  static constexpr auto rows() {
    return std::tuple{always("max_assertion_age", &JwtBearerGrantPolicy::max_assertion_age),
                      always("subject_bindings", &JwtBearerGrantPolicy::subject_bindings),
                      omitempty("accepted_audiences", &JwtBearerGrantPolicy::accepted_audiences)};
  }
};

struct TrustedIssuer {
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
  std::optional<JwtBearerGrantPolicy> jwt_bearer_grant;

  static constexpr auto rows() {
    return std::tuple{always("issuer_url", &TrustedIssuer::issuer_url),
                      always("expected_audience", &TrustedIssuer::expected_audience),
                      omitempty("jwks_url", &TrustedIssuer::jwks_url),
                      omitempty("insecure_allow_http", &TrustedIssuer::insecure_allow_http),
                      omitempty("allow_private_ips", &TrustedIssuer::allow_private_ips),
                      omitempty("actor_claim", &TrustedIssuer::actor_claim),
                      omitempty("allowed_actors", &TrustedIssuer::allowed_actors),
                      omitempty("actor_matcher", &TrustedIssuer::actor_matcher),
                      omitempty("allowed_delegate_clients", &TrustedIssuer::allowed_delegate_clients),
                      omitempty("allow_may_act", &TrustedIssuer::allow_may_act),
                      omitempty("jwt_bearer_grant", &TrustedIssuer::jwt_bearer_grant)};
  }
};

struct DelegateClientRunConfig {
  std::string client_id;
  std::string client_secret_file;
  std::string client_secret_env_var;
  std::vector<std::string> scopes;
  std::vector<std::string> audiences;

  static constexpr auto rows() {
    return std::tuple{always("client_id", &DelegateClientRunConfig::client_id),
                      omitempty("client_secret_file", &DelegateClientRunConfig::client_secret_file),
                      omitempty("client_secret_env_var", &DelegateClientRunConfig::client_secret_env_var),
                      always("scopes", &DelegateClientRunConfig::scopes),
                      always("audiences", &DelegateClientRunConfig::audiences)};
  }
};

struct RunConfig {
  std::string schema_version;
  std::string issuer;
  std::string authorization_endpoint_base_url;
  std::optional<SigningKeyRunConfig> signing_key_config;
  std::vector<std::string> hmac_secret_files;
  std::optional<TokenLifespanRunConfig> token_lifespans;
  std::string delegation_token_lifespan;
  std::vector<UpstreamRunConfig> upstreams;
  std::vector<std::string> scopes_supported;
  std::vector<std::string> baseline_client_scopes;
  std::vector<std::string> allowed_audiences;
  std::optional<StorageRunConfig> storage;
  bool disable_upstream_token_injection = false;
  std::optional<CimdRunConfig> cimd;
  bool insecure_allow_http = false;
  std::vector<TrustedIssuer> trusted_issuers;
  bool allow_confidential_client_registration = false;
  std::vector<std::string> force_confidential_redirect_uris;
  bool insecure_allow_confidential_over_loopback_http = false;
  std::vector<DelegateClientRunConfig> delegate_clients;

  static constexpr auto rows() {
    return std::tuple{
        always("schema_version", &RunConfig::schema_version),
        always("issuer", &RunConfig::issuer),
        omitempty("authorization_endpoint_base_url", &RunConfig::authorization_endpoint_base_url),
        omitempty("signing_key_config", &RunConfig::signing_key_config),
        omitempty("hmac_secret_files", &RunConfig::hmac_secret_files),
        omitempty("token_lifespans", &RunConfig::token_lifespans),
        omitempty("delegation_token_lifespan", &RunConfig::delegation_token_lifespan),
        always("upstreams", &RunConfig::upstreams),
        omitempty("scopes_supported", &RunConfig::scopes_supported),
        omitempty("baseline_client_scopes", &RunConfig::baseline_client_scopes),
        always("allowed_audiences", &RunConfig::allowed_audiences),
        omitempty("storage", &RunConfig::storage),
        omitempty("disable_upstream_token_injection", &RunConfig::disable_upstream_token_injection),
        omitempty("cimd", &RunConfig::cimd),
        omitempty("insecure_allow_http", &RunConfig::insecure_allow_http),
        omitempty("trusted_issuers", &RunConfig::trusted_issuers),
        omitempty("allow_confidential_client_registration", &RunConfig::allow_confidential_client_registration),
        omitempty("force_confidential_redirect_uris", &RunConfig::force_confidential_redirect_uris),
        omitempty("insecure_allow_confidential_over_loopback_http",
                  &RunConfig::insecure_allow_confidential_over_loopback_http),
        omitempty("delegate_clients", &RunConfig::delegate_clients)};
  }
};

}  // namespace vmcp::model::authserver
