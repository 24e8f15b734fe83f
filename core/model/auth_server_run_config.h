#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/auth_server_run_grants.h"
#include "core/model/auth_server_run_upstream.h"
#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model::authserver {

struct SigningKeyRunConfig {
  std::string key_dir;
  std::string signing_key_file;
  std::vector<std::string> fallback_key_files;

  template <class T = SigningKeyRunConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("key_dir", &T::key_dir), omitempty("signing_key_file", &T::signing_key_file),
                      omitempty("fallback_key_files", &T::fallback_key_files)};
  }
};

struct TokenLifespanRunConfig {
  std::string access_token_lifespan;
  std::string refresh_token_lifespan;
  std::string auth_code_lifespan;

  template <class T = TokenLifespanRunConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("access_token_lifespan", &T::access_token_lifespan),
                      omitempty("refresh_token_lifespan", &T::refresh_token_lifespan),
                      omitempty("auth_code_lifespan", &T::auth_code_lifespan)};
  }
};

struct SentinelRunConfig {
  std::string master_name;
  std::vector<std::string> sentinel_addrs;
  std::int64_t db = 0;

  template <class T = SentinelRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("master_name", &T::master_name), always("sentinel_addrs", &T::sentinel_addrs),
                      omitempty("db", &T::db)};
  }
};

struct AclUserRunConfig {
  std::string username_env_var;
  std::string password_env_var;

  template <class T = AclUserRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("username_env_var", &T::username_env_var),
                      always("password_env_var", &T::password_env_var)};
  }
};

struct RedisTlsRunConfig {
  bool insecure_skip_verify = false;
  std::string ca_cert_file;

  template <class T = RedisTlsRunConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("insecure_skip_verify", &T::insecure_skip_verify),
                      omitempty("ca_cert_file", &T::ca_cert_file)};
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

  template <class T = RedisRunConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("addr", &T::addr),
                      omitempty("cluster_mode", &T::cluster_mode),
                      omitempty("sentinel_config", &T::sentinel_config),
                      always("auth_type", &T::auth_type),
                      omitempty("acl_user_config", &T::acl_user_config),
                      always("key_prefix", &T::key_prefix),
                      omitempty("dial_timeout", &T::dial_timeout),
                      omitempty("read_timeout", &T::read_timeout),
                      omitempty("write_timeout", &T::write_timeout),
                      omitempty("tls", &T::tls),
                      omitempty("sentinel_tls", &T::sentinel_tls)};
  }
};

struct StorageRunConfig {
  std::string type;
  std::optional<RedisRunConfig> redis_config;
  std::optional<std::int64_t> max_dcr_clients = {};

  template <class T = StorageRunConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("type", &T::type), omitempty("redis_config", &T::redis_config),
                      omitempty("max_dcr_clients", &T::max_dcr_clients).since(Set::kV0_56)};
  }
};

struct CimdRunConfig {
  bool enabled = false;
  std::int64_t cache_max_size = 0;
  std::string cache_fallback_ttl;

  template <class T = CimdRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("enabled", &T::enabled), omitempty("cache_max_size", &T::cache_max_size),
                      omitempty("cache_fallback_ttl", &T::cache_fallback_ttl)};
  }
};

struct TrustedIssuer {
  std::string name;
  std::string issuer_url;
  std::string expected_audience;
  std::string jwks_url;
  bool insecure_allow_http = false;
  bool allow_private_ips = false;
  std::string ca_file_path;
  std::string actor_claim;
  std::vector<std::string> allowed_actors;
  std::string actor_matcher;
  std::vector<std::string> allowed_delegate_clients;
  bool allow_may_act = false;
  std::optional<JwtBearerGrantPolicy> jwt_bearer_grant;

  template <class T = TrustedIssuer>
  static constexpr auto rows() {
    return std::tuple{omitempty("name", &T::name).since(Set::kV0_47),
                      always("issuer_url", &T::issuer_url),
                      always("expected_audience", &T::expected_audience),
                      omitempty("jwks_url", &T::jwks_url),
                      omitempty("insecure_allow_http", &T::insecure_allow_http),
                      omitempty("allow_private_ips", &T::allow_private_ips),
                      omitempty("ca_file_path", &T::ca_file_path).since(Set::kV0_47),
                      omitempty("actor_claim", &T::actor_claim),
                      omitempty("allowed_actors", &T::allowed_actors),
                      omitempty("actor_matcher", &T::actor_matcher),
                      omitempty("allowed_delegate_clients", &T::allowed_delegate_clients),
                      omitempty("allow_may_act", &T::allow_may_act),
                      omitempty("jwt_bearer_grant", &T::jwt_bearer_grant)};
  }
};

struct GroupRule {
  std::vector<std::string> groups;
  std::vector<std::string> upstream_providers;

  template <class T = GroupRule>
  static constexpr auto rows() {
    return std::tuple{always("groups", &T::groups), always("upstreamProviders", &T::upstream_providers)};
  }
};

struct GroupBasedFilterConfig {
  std::string claim;
  std::vector<GroupRule> rules;
  std::vector<std::string> default_upstreams;

  template <class T = GroupBasedFilterConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("claim", &T::claim), always("rules", &T::rules),
                      omitempty("defaultUpstreams", &T::default_upstreams)};
  }
};

struct TlsListenerRunConfig {
  std::string cert_file;
  std::string key_file;

  template <class T = TlsListenerRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("cert_file", &T::cert_file), always("key_file", &T::key_file)};
  }
};

struct RegistrationRateLimitRunConfig {
  double requests_per_second = 0;
  std::int64_t burst = 0;

  template <class T = RegistrationRateLimitRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("requests_per_second", &T::requests_per_second), always("burst", &T::burst)};
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
  std::optional<GroupBasedFilterConfig> upstream_filter;
  std::vector<std::string> scopes_supported;
  std::vector<std::string> baseline_client_scopes;
  std::vector<std::string> allowed_audiences;
  std::optional<StorageRunConfig> storage;
  bool disable_upstream_token_injection = false;
  std::optional<CimdRunConfig> cimd;
  bool insecure_allow_http = false;
  std::vector<TrustedIssuer> trusted_issuers;
  bool allow_confidential_client_registration = false;
  bool allow_private_key_jwt_registration = false;
  std::vector<std::string> force_confidential_redirect_uris;
  bool insecure_allow_confidential_over_loopback_http = false;
  std::vector<DelegateClientRunConfig> delegate_clients;
  std::optional<InboundGrantsRunConfig> inbound_grants;
  std::optional<TlsListenerRunConfig> tls_listener;
  std::optional<RegistrationRateLimitRunConfig> registration_rate_limit;

  template <class T = RunConfig>
  static constexpr auto rows() {
    return std::tuple{
        always("schema_version", &T::schema_version),
        always("issuer", &T::issuer),
        omitempty("authorization_endpoint_base_url", &T::authorization_endpoint_base_url),
        omitempty("signing_key_config", &T::signing_key_config),
        omitempty("hmac_secret_files", &T::hmac_secret_files),
        omitempty("token_lifespans", &T::token_lifespans),
        omitempty("delegation_token_lifespan", &T::delegation_token_lifespan),
        always("upstreams", &T::upstreams),
        omitempty("upstream_filter", &T::upstream_filter).since(Set::kV0_55),
        omitempty("scopes_supported", &T::scopes_supported),
        omitempty("baseline_client_scopes", &T::baseline_client_scopes),
        always("allowed_audiences", &T::allowed_audiences),
        omitempty("storage", &T::storage),
        omitempty("disable_upstream_token_injection", &T::disable_upstream_token_injection),
        omitempty("cimd", &T::cimd),
        omitempty("insecure_allow_http", &T::insecure_allow_http),
        omitempty("trusted_issuers", &T::trusted_issuers),
        omitempty("allow_confidential_client_registration", &T::allow_confidential_client_registration),
        omitempty("allow_private_key_jwt_registration", &T::allow_private_key_jwt_registration).since(Set::kV0_47),
        omitempty("force_confidential_redirect_uris", &T::force_confidential_redirect_uris),
        omitempty("insecure_allow_confidential_over_loopback_http", &T::insecure_allow_confidential_over_loopback_http),
        omitempty("delegate_clients", &T::delegate_clients),
        omitempty("inbound_grants", &T::inbound_grants).since(Set::kV0_47),
        omitempty("tls_listener", &T::tls_listener).since(Set::kV0_55),
        omitempty("registration_rate_limit", &T::registration_rate_limit).since(Set::kV0_56)};
  }
};

}  // namespace vmcp::model::authserver
