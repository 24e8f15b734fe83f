#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/auth_server.h"
#include "core/model/references.h"
#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model {

struct TokenExchangeConfig {
  std::string token_url;
  std::string client_id;
  std::optional<SecretKeyRef> client_secret_ref;
  std::string audience;
  std::vector<std::string> scopes;
  std::string subject_token_type;
  std::string external_token_header_name;
  std::string subject_provider_name;

  template <class T = TokenExchangeConfig>
  static constexpr auto rows() {
    return std::tuple{always("tokenUrl", &T::token_url),
                      omitempty("clientId", &T::client_id),
                      omitempty("clientSecretRef", &T::client_secret_ref),
                      always("audience", &T::audience),
                      omitempty("scopes", &T::scopes),
                      omitempty("subjectTokenType", &T::subject_token_type),
                      omitempty("externalTokenHeaderName", &T::external_token_header_name),
                      omitempty("subjectProviderName", &T::subject_provider_name)};
  }
};

struct HeaderInjectionConfig {
  std::string header_name;
  std::optional<SecretKeyRef> value_secret_ref;

  template <class T = HeaderInjectionConfig>
  static constexpr auto rows() {
    return std::tuple{always("headerName", &T::header_name), always("valueSecretRef", &T::value_secret_ref)};
  }
};

struct BearerTokenConfig {
  std::optional<SecretKeyRef> token_secret_ref;

  template <class T = BearerTokenConfig>
  static constexpr auto rows() {
    return std::tuple{always("tokenSecretRef", &T::token_secret_ref)};
  }
};

struct RoleMapping {
  std::string claim;
  std::string matcher;
  std::string role_arn;
  std::optional<std::int32_t> priority;

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

struct UpstreamInjectSpec {
  std::string provider_name;

  template <class T = UpstreamInjectSpec>
  static constexpr auto rows() {
    return std::tuple{always("providerName", &T::provider_name)};
  }
};

struct OboConfig {
  std::string tenant_id;
  std::string authority;
  std::string client_id;
  std::optional<SecretKeyRef> client_secret_ref;
  std::string audience;
  std::vector<std::string> scopes;
  std::string subject_token_provider_name;
  std::optional<MetaDuration> cache_skew;

  template <class T = OboConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("tenantId", &T::tenant_id),
                      omitempty("authority", &T::authority),
                      omitempty("clientId", &T::client_id),
                      omitempty("clientSecretRef", &T::client_secret_ref),
                      omitempty("audience", &T::audience),
                      omitempty("scopes", &T::scopes),
                      omitempty("subjectTokenProviderName", &T::subject_token_provider_name),
                      omitempty("cacheSkew", &T::cache_skew)};
  }
};

struct XaaSpec {
  std::string idp_token_url;
  std::string idp_client_id;
  std::optional<SecretKeyRef> idp_client_secret_ref;
  std::string target_token_url;
  bool insecure_target_token_url = false;
  std::string target_client_id;
  std::optional<SecretKeyRef> target_client_secret_ref;
  std::string target_audience;
  std::string target_resource;
  std::vector<std::string> scopes;
  std::string subject_provider_name;
  std::string subject_token_type;

  template <class T = XaaSpec>
  static constexpr auto rows() {
    return std::tuple{always("idpTokenUrl", &T::idp_token_url),
                      omitempty("idpClientId", &T::idp_client_id),
                      omitempty("idpClientSecretRef", &T::idp_client_secret_ref),
                      always("targetTokenUrl", &T::target_token_url),
                      omitempty("insecureTargetTokenUrl", &T::insecure_target_token_url),
                      omitempty("targetClientId", &T::target_client_id),
                      omitempty("targetClientSecretRef", &T::target_client_secret_ref),
                      always("targetAudience", &T::target_audience),
                      omitempty("targetResource", &T::target_resource),
                      omitempty("scopes", &T::scopes),
                      omitempty("subjectProviderName", &T::subject_provider_name),
                      omitempty("subjectTokenType", &T::subject_token_type)};
  }
};

struct McpExternalAuthConfigSpec {
  std::string type;
  std::optional<TokenExchangeConfig> token_exchange;
  std::optional<HeaderInjectionConfig> header_injection;
  std::optional<BearerTokenConfig> bearer_token;
  std::optional<EmbeddedAuthServerConfig> embedded_auth_server;
  std::optional<AwsStsConfig> aws_sts;
  std::optional<UpstreamInjectSpec> upstream_inject;
  std::optional<OboConfig> obo;
  std::optional<XaaSpec> xaa;

  template <class T = McpExternalAuthConfigSpec>
  static constexpr auto rows() {
    return std::tuple{always("type", &T::type),
                      omitempty("tokenExchange", &T::token_exchange),
                      omitempty("headerInjection", &T::header_injection),
                      omitempty("bearerToken", &T::bearer_token),
                      omitempty("embeddedAuthServer", &T::embedded_auth_server),
                      omitempty("awsSts", &T::aws_sts),
                      omitempty("upstreamInject", &T::upstream_inject),
                      omitempty("obo", &T::obo),
                      omitempty("xaa", &T::xaa)};
  }
};

}  // namespace vmcp::model
