#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model::config {

struct OidcConfig {
  std::string issuer;
  std::string client_id;
  std::string client_secret_env;
  std::string audience;
  std::string resource;
  std::string jwks_url;
  std::string introspection_url;
  std::vector<std::string> scopes;
  bool protected_resource_allow_private_ip = false;
  bool jwks_allow_private_ip = false;
  bool insecure_allow_http = false;
  std::string ca_bundle_path;

  static constexpr auto rows() {
    return std::tuple{always("issuer", &OidcConfig::issuer),
                      always("clientId", &OidcConfig::client_id),
                      omitempty("clientSecretEnv", &OidcConfig::client_secret_env),
                      always("audience", &OidcConfig::audience),
                      omitempty("resource", &OidcConfig::resource),
                      omitempty("jwksUrl", &OidcConfig::jwks_url),
                      omitempty("introspectionUrl", &OidcConfig::introspection_url),
                      omitempty("scopes", &OidcConfig::scopes),
                      omitempty("protectedResourceAllowPrivateIp", &OidcConfig::protected_resource_allow_private_ip),
                      omitempty("jwksAllowPrivateIp", &OidcConfig::jwks_allow_private_ip),
                      omitempty("insecureAllowHttp", &OidcConfig::insecure_allow_http),
                      omitempty("caBundlePath", &OidcConfig::ca_bundle_path)};
  }
};

struct AuthzConfig {
  std::string type;
  std::vector<std::string> policies;
  std::string entities_json;
  std::string primary_upstream_provider;
  std::string group_claim_name;
  std::string role_claim_name;
  std::string group_entity_type;

  static constexpr auto rows() {
    return std::tuple{always("type", &AuthzConfig::type),
                      omitempty("policies", &AuthzConfig::policies),
                      omitempty("entitiesJson", &AuthzConfig::entities_json),
                      omitempty("primaryUpstreamProvider", &AuthzConfig::primary_upstream_provider),
                      omitempty("groupClaimName", &AuthzConfig::group_claim_name),
                      omitempty("roleClaimName", &AuthzConfig::role_claim_name),
                      omitempty("groupEntityType", &AuthzConfig::group_entity_type)};
  }
};

struct IncomingAuthConfig {
  std::string type;
  std::optional<OidcConfig> oidc;
  std::optional<AuthzConfig> authz;

  static constexpr auto rows() {
    return std::tuple{always("type", &IncomingAuthConfig::type), omitempty("oidc", &IncomingAuthConfig::oidc),
                      omitempty("authz", &IncomingAuthConfig::authz)};
  }
};

struct HeaderInjectionConfig {
  std::string header_name;
  std::string header_value;
  std::string header_value_env;

  static constexpr auto rows() {
    return std::tuple{always("headerName", &HeaderInjectionConfig::header_name),
                      omitempty("headerValue", &HeaderInjectionConfig::header_value),
                      omitempty("headerValueEnv", &HeaderInjectionConfig::header_value_env)};
  }
};

struct TokenExchangeConfig {
  std::string token_url;
  std::string client_id;
  std::string client_secret;
  std::string client_secret_env;
  std::string audience;
  std::vector<std::string> scopes;
  std::string subject_token_type;
  std::string subject_provider_name;

  static constexpr auto rows() {
    return std::tuple{always("tokenUrl", &TokenExchangeConfig::token_url),
                      omitempty("clientId", &TokenExchangeConfig::client_id),
                      omitempty("clientSecret", &TokenExchangeConfig::client_secret),
                      omitempty("clientSecretEnv", &TokenExchangeConfig::client_secret_env),
                      omitempty("audience", &TokenExchangeConfig::audience),
                      omitempty("scopes", &TokenExchangeConfig::scopes),
                      omitempty("subjectTokenType", &TokenExchangeConfig::subject_token_type),
                      omitempty("subjectProviderName", &TokenExchangeConfig::subject_provider_name)};
  }
};

struct UpstreamInjectConfig {
  std::string provider_name;

  static constexpr auto rows() { return std::tuple{always("providerName", &UpstreamInjectConfig::provider_name)}; }
};

struct RoleMapping {
  std::string claim;
  std::string matcher;
  std::string role_arn;
  std::optional<std::int64_t> priority;

  static constexpr auto rows() {
    return std::tuple{omitempty("claim", &RoleMapping::claim), omitempty("matcher", &RoleMapping::matcher),
                      always("roleArn", &RoleMapping::role_arn), omitempty("priority", &RoleMapping::priority)};
  }
};

struct AwsStsConfig {
  std::string region;
  std::string service;
  std::string fallback_role_arn;
  std::vector<RoleMapping> role_mappings;
  std::string role_claim;
  std::optional<std::int32_t> session_duration;
  std::string session_name_claim;
  std::string subject_provider_name;

  static constexpr auto rows() {
    return std::tuple{always("region", &AwsStsConfig::region),
                      omitempty("service", &AwsStsConfig::service),
                      omitempty("fallbackRoleArn", &AwsStsConfig::fallback_role_arn),
                      omitempty("roleMappings", &AwsStsConfig::role_mappings),
                      omitempty("roleClaim", &AwsStsConfig::role_claim),
                      omitempty("sessionDuration", &AwsStsConfig::session_duration),
                      omitempty("sessionNameClaim", &AwsStsConfig::session_name_claim),
                      omitempty("subjectProviderName", &AwsStsConfig::subject_provider_name)};
  }
};

struct OboConfig {
  std::string token_url;
  std::string client_id;
  std::string client_secret;
  std::string client_secret_env;
  std::string audience;
  std::vector<std::string> scopes;
  std::string subject_token_provider_name;
  std::optional<std::int32_t> cache_skew_seconds;

  static constexpr auto rows() {
    return std::tuple{always("tokenUrl", &OboConfig::token_url),
                      omitempty("clientId", &OboConfig::client_id),
                      omitempty("clientSecret", &OboConfig::client_secret),
                      omitempty("clientSecretEnv", &OboConfig::client_secret_env),
                      omitempty("audience", &OboConfig::audience),
                      omitempty("scopes", &OboConfig::scopes),
                      omitempty("subjectTokenProviderName", &OboConfig::subject_token_provider_name),
                      omitempty("cacheSkewSeconds", &OboConfig::cache_skew_seconds)};
  }
};

struct XaaConfig {
  std::string idp_token_url;
  std::string idp_client_id;
  std::string idp_client_secret;
  std::string idp_client_secret_env;
  std::string target_token_url;
  bool insecure_target_token_url = false;
  std::string target_client_id;
  std::string target_client_secret;
  std::string target_client_secret_env;
  std::string target_audience;
  std::string target_resource;
  std::vector<std::string> scopes;
  std::string subject_provider_name;
  std::string subject_token_type;

  static constexpr auto rows() {
    return std::tuple{always("idpTokenUrl", &XaaConfig::idp_token_url),
                      omitempty("idpClientId", &XaaConfig::idp_client_id),
                      omitempty("idpClientSecret", &XaaConfig::idp_client_secret),
                      omitempty("idpClientSecretEnv", &XaaConfig::idp_client_secret_env),
                      always("targetTokenUrl", &XaaConfig::target_token_url),
                      omitempty("insecureTargetTokenUrl", &XaaConfig::insecure_target_token_url),
                      omitempty("targetClientId", &XaaConfig::target_client_id),
                      omitempty("targetClientSecret", &XaaConfig::target_client_secret),
                      omitempty("targetClientSecretEnv", &XaaConfig::target_client_secret_env),
                      always("targetAudience", &XaaConfig::target_audience),
                      omitempty("targetResource", &XaaConfig::target_resource),
                      omitempty("scopes", &XaaConfig::scopes),
                      omitempty("subjectProviderName", &XaaConfig::subject_provider_name),
                      omitempty("subjectTokenType", &XaaConfig::subject_token_type)};
  }
};

struct BackendAuthStrategy {
  std::string type;
  std::optional<HeaderInjectionConfig> header_injection;
  std::optional<TokenExchangeConfig> token_exchange;
  std::optional<UpstreamInjectConfig> upstream_inject;
  std::optional<AwsStsConfig> aws_sts;
  std::optional<OboConfig> obo;
  std::optional<XaaConfig> xaa;

  static constexpr auto rows() {
    return std::tuple{always("type", &BackendAuthStrategy::type),
                      omitempty("headerInjection", &BackendAuthStrategy::header_injection),
                      omitempty("tokenExchange", &BackendAuthStrategy::token_exchange),
                      omitempty("upstreamInject", &BackendAuthStrategy::upstream_inject),
                      omitempty("awsSts", &BackendAuthStrategy::aws_sts),
                      omitempty("obo", &BackendAuthStrategy::obo),
                      omitempty("xaa", &BackendAuthStrategy::xaa)};
  }
};

struct OutgoingAuthConfig {
  std::string source;
  std::optional<BackendAuthStrategy> default_;
  std::map<std::string, BackendAuthStrategy> backends;

  static constexpr auto rows() {
    return std::tuple{always("source", &OutgoingAuthConfig::source),
                      omitempty("default", &OutgoingAuthConfig::default_),
                      omitempty("backends", &OutgoingAuthConfig::backends)};
  }
};

}  // namespace vmcp::model::config
