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

  template <class T = OidcConfig>
  static constexpr auto rows() {
    return std::tuple{always("issuer", &T::issuer),
                      always("clientId", &T::client_id),
                      omitempty("clientSecretEnv", &T::client_secret_env),
                      always("audience", &T::audience),
                      omitempty("resource", &T::resource),
                      omitempty("jwksUrl", &T::jwks_url),
                      omitempty("introspectionUrl", &T::introspection_url),
                      omitempty("scopes", &T::scopes),
                      omitempty("protectedResourceAllowPrivateIp", &T::protected_resource_allow_private_ip),
                      omitempty("jwksAllowPrivateIp", &T::jwks_allow_private_ip),
                      omitempty("insecureAllowHttp", &T::insecure_allow_http),
                      omitempty("caBundlePath", &T::ca_bundle_path)};
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

  template <class T = AuthzConfig>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type),
                      omitempty("policies", &T::policies),
                      omitempty("entitiesJson", &T::entities_json),
                      omitempty("primaryUpstreamProvider", &T::primary_upstream_provider),
                      omitempty("groupClaimName", &T::group_claim_name),
                      omitempty("roleClaimName", &T::role_claim_name),
                      omitempty("groupEntityType", &T::group_entity_type)};
  }
};

struct IncomingAuthConfig {
  std::string type;
  std::optional<OidcConfig> oidc;
  std::optional<AuthzConfig> authz;

  template <class T = IncomingAuthConfig>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type), omitempty("oidc", &T::oidc), omitempty("authz", &T::authz)};
  }
};

struct HeaderInjectionConfig {
  std::string header_name;
  std::string header_value;
  std::string header_value_env;

  template <class T = HeaderInjectionConfig>
  static constexpr auto rows() {
    return std::tuple{always("headerName", &T::header_name), omitempty("headerValue", &T::header_value),
                      omitempty("headerValueEnv", &T::header_value_env)};
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

  template <class T = TokenExchangeConfig>
  static constexpr auto rows() {
    return std::tuple{always("tokenUrl", &T::token_url),
                      omitempty("clientId", &T::client_id),
                      omitempty("clientSecret", &T::client_secret),
                      omitempty("clientSecretEnv", &T::client_secret_env),
                      omitempty("audience", &T::audience),
                      omitempty("scopes", &T::scopes),
                      omitempty("subjectTokenType", &T::subject_token_type),
                      omitempty("subjectProviderName", &T::subject_provider_name)};
  }
};

struct UpstreamInjectConfig {
  std::string provider_name;

  template <class T = UpstreamInjectConfig>
  static constexpr auto rows() {
    return std::tuple{always("providerName", &T::provider_name)};
  }
};

struct RoleMapping {
  std::string claim;
  std::string matcher;
  std::string role_arn;
  std::optional<std::int64_t> priority;

  template <class T = RoleMapping>
  static constexpr auto rows() {
    return std::tuple{omitempty("claim", &T::claim), omitempty("matcher", &T::matcher), always("roleArn", &T::role_arn),
                      omitempty("priority", &T::priority)};
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

  template <class T = AwsStsConfig>
  static constexpr auto rows() {
    return std::tuple{always("region", &T::region),
                      omitempty("service", &T::service),
                      omitempty("fallbackRoleArn", &T::fallback_role_arn),
                      omitempty("roleMappings", &T::role_mappings),
                      omitempty("roleClaim", &T::role_claim),
                      omitempty("sessionDuration", &T::session_duration),
                      omitempty("sessionNameClaim", &T::session_name_claim),
                      omitempty("subjectProviderName", &T::subject_provider_name)};
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

  template <class T = OboConfig>
  static constexpr auto rows() {
    return std::tuple{always("tokenUrl", &T::token_url),
                      omitempty("clientId", &T::client_id),
                      omitempty("clientSecret", &T::client_secret),
                      omitempty("clientSecretEnv", &T::client_secret_env),
                      omitempty("audience", &T::audience),
                      omitempty("scopes", &T::scopes),
                      omitempty("subjectTokenProviderName", &T::subject_token_provider_name),
                      omitempty("cacheSkewSeconds", &T::cache_skew_seconds)};
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

  template <class T = XaaConfig>
  static constexpr auto rows() {
    return std::tuple{always("idpTokenUrl", &T::idp_token_url),
                      omitempty("idpClientId", &T::idp_client_id),
                      omitempty("idpClientSecret", &T::idp_client_secret),
                      omitempty("idpClientSecretEnv", &T::idp_client_secret_env),
                      always("targetTokenUrl", &T::target_token_url),
                      omitempty("insecureTargetTokenUrl", &T::insecure_target_token_url),
                      omitempty("targetClientId", &T::target_client_id),
                      omitempty("targetClientSecret", &T::target_client_secret),
                      omitempty("targetClientSecretEnv", &T::target_client_secret_env),
                      always("targetAudience", &T::target_audience),
                      omitempty("targetResource", &T::target_resource),
                      omitempty("scopes", &T::scopes),
                      omitempty("subjectProviderName", &T::subject_provider_name),
                      omitempty("subjectTokenType", &T::subject_token_type)};
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

  template <class T = BackendAuthStrategy>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type),
                      omitempty("headerInjection", &T::header_injection),
                      omitempty("tokenExchange", &T::token_exchange),
                      omitempty("upstreamInject", &T::upstream_inject),
                      omitempty("awsSts", &T::aws_sts),
                      omitempty("obo", &T::obo),
                      omitempty("xaa", &T::xaa)};
  }
};

struct OutgoingAuthConfig {
  std::string source;
  std::optional<BackendAuthStrategy> default_;
  std::map<std::string, BackendAuthStrategy> backends;

  template <class T = OutgoingAuthConfig>
  static constexpr auto rows() {
    return std::tuple{always("source", &T::source), omitempty("default", &T::default_),
                      omitempty("backends", &T::backends)};
  }
};

}  // namespace vmcp::model::config
