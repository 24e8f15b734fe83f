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

  static constexpr auto rows() {
    return std::tuple{always("tokenUrl", &TokenExchangeConfig::token_url),
                      omitempty("clientId", &TokenExchangeConfig::client_id),
                      omitempty("clientSecretRef", &TokenExchangeConfig::client_secret_ref),
                      always("audience", &TokenExchangeConfig::audience),
                      omitempty("scopes", &TokenExchangeConfig::scopes),
                      omitempty("subjectTokenType", &TokenExchangeConfig::subject_token_type),
                      omitempty("externalTokenHeaderName", &TokenExchangeConfig::external_token_header_name),
                      omitempty("subjectProviderName", &TokenExchangeConfig::subject_provider_name)};
  }
};

struct HeaderInjectionConfig {
  std::string header_name;
  std::optional<SecretKeyRef> value_secret_ref;

  static constexpr auto rows() {
    return std::tuple{always("headerName", &HeaderInjectionConfig::header_name),
                      always("valueSecretRef", &HeaderInjectionConfig::value_secret_ref)};
  }
};

struct BearerTokenConfig {
  std::optional<SecretKeyRef> token_secret_ref;

  static constexpr auto rows() { return std::tuple{always("tokenSecretRef", &BearerTokenConfig::token_secret_ref)}; }
};

struct RoleMapping {
  std::string claim;
  std::string matcher;
  std::string role_arn;
  std::optional<std::int32_t> priority;

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

struct UpstreamInjectSpec {
  std::string provider_name;

  static constexpr auto rows() { return std::tuple{always("providerName", &UpstreamInjectSpec::provider_name)}; }
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

  static constexpr auto rows() {
    return std::tuple{omitempty("tenantId", &OboConfig::tenant_id),
                      omitempty("authority", &OboConfig::authority),
                      omitempty("clientId", &OboConfig::client_id),
                      omitempty("clientSecretRef", &OboConfig::client_secret_ref),
                      omitempty("audience", &OboConfig::audience),
                      omitempty("scopes", &OboConfig::scopes),
                      omitempty("subjectTokenProviderName", &OboConfig::subject_token_provider_name),
                      omitempty("cacheSkew", &OboConfig::cache_skew)};
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

  static constexpr auto rows() {
    return std::tuple{always("idpTokenUrl", &XaaSpec::idp_token_url),
                      omitempty("idpClientId", &XaaSpec::idp_client_id),
                      omitempty("idpClientSecretRef", &XaaSpec::idp_client_secret_ref),
                      always("targetTokenUrl", &XaaSpec::target_token_url),
                      omitempty("insecureTargetTokenUrl", &XaaSpec::insecure_target_token_url),
                      omitempty("targetClientId", &XaaSpec::target_client_id),
                      omitempty("targetClientSecretRef", &XaaSpec::target_client_secret_ref),
                      always("targetAudience", &XaaSpec::target_audience),
                      omitempty("targetResource", &XaaSpec::target_resource),
                      omitempty("scopes", &XaaSpec::scopes),
                      omitempty("subjectProviderName", &XaaSpec::subject_provider_name),
                      omitempty("subjectTokenType", &XaaSpec::subject_token_type)};
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

  static constexpr auto rows() {
    return std::tuple{always("type", &McpExternalAuthConfigSpec::type),
                      omitempty("tokenExchange", &McpExternalAuthConfigSpec::token_exchange),
                      omitempty("headerInjection", &McpExternalAuthConfigSpec::header_injection),
                      omitempty("bearerToken", &McpExternalAuthConfigSpec::bearer_token),
                      omitempty("embeddedAuthServer", &McpExternalAuthConfigSpec::embedded_auth_server),
                      omitempty("awsSts", &McpExternalAuthConfigSpec::aws_sts),
                      omitempty("upstreamInject", &McpExternalAuthConfigSpec::upstream_inject),
                      omitempty("obo", &McpExternalAuthConfigSpec::obo),
                      omitempty("xaa", &McpExternalAuthConfigSpec::xaa)};
  }
};

}  // namespace vmcp::model
