#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/references.h"
#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model {

struct UserInfoFieldMapping {
  std::vector<std::string> subject_fields;
  std::vector<std::string> name_fields;
  std::vector<std::string> email_fields;

  static constexpr auto rows() {
    return std::tuple{omitempty("subjectFields", &UserInfoFieldMapping::subject_fields),
                      omitempty("nameFields", &UserInfoFieldMapping::name_fields),
                      omitempty("emailFields", &UserInfoFieldMapping::email_fields)};
  }
};

struct UserInfoConfig {
  std::string endpoint_url;
  std::string http_method;
  std::map<std::string, std::string> additional_headers;
  std::optional<UserInfoFieldMapping> field_mapping;

  static constexpr auto rows() {
    return std::tuple{always("endpointUrl", &UserInfoConfig::endpoint_url),
                      omitempty("httpMethod", &UserInfoConfig::http_method),
                      omitempty("additionalHeaders", &UserInfoConfig::additional_headers),
                      omitempty("fieldMapping", &UserInfoConfig::field_mapping)};
  }
};

struct OidcUpstreamConfig {
  std::string issuer_url;
  std::string client_id;
  std::optional<SecretKeyRef> client_secret_ref;
  std::string redirect_uri;
  std::vector<std::string> scopes;
  std::optional<UserInfoConfig> user_info_override;
  std::map<std::string, std::string> additional_authorization_params;
  std::string subject_claim;

  static constexpr auto rows() {
    return std::tuple{always("issuerUrl", &OidcUpstreamConfig::issuer_url),
                      always("clientId", &OidcUpstreamConfig::client_id),
                      omitempty("clientSecretRef", &OidcUpstreamConfig::client_secret_ref),
                      omitempty("redirectUri", &OidcUpstreamConfig::redirect_uri),
                      omitempty("scopes", &OidcUpstreamConfig::scopes),
                      omitempty("userInfoOverride", &OidcUpstreamConfig::user_info_override),
                      omitempty("additionalAuthorizationParams", &OidcUpstreamConfig::additional_authorization_params),
                      omitempty("subjectClaim", &OidcUpstreamConfig::subject_claim)};
  }
};

struct TokenResponseMapping {
  std::string access_token_path;
  std::string scope_path;
  std::string refresh_token_path;
  std::string expires_in_path;

  static constexpr auto rows() {
    return std::tuple{always("accessTokenPath", &TokenResponseMapping::access_token_path),
                      omitempty("scopePath", &TokenResponseMapping::scope_path),
                      omitempty("refreshTokenPath", &TokenResponseMapping::refresh_token_path),
                      omitempty("expiresInPath", &TokenResponseMapping::expires_in_path)};
  }
};

struct IdentityFromTokenConfig {
  std::string subject_path;
  std::string name_path;
  std::string email_path;

  static constexpr auto rows() {
    return std::tuple{always("subjectPath", &IdentityFromTokenConfig::subject_path),
                      omitempty("namePath", &IdentityFromTokenConfig::name_path),
                      omitempty("emailPath", &IdentityFromTokenConfig::email_path)};
  }
};

struct DcrUpstreamConfig {
  std::string discovery_url;
  std::string registration_endpoint;
  std::optional<SecretKeyRef> initial_access_token_ref;
  std::string software_id;
  std::string software_statement;

  static constexpr auto rows() {
    return std::tuple{omitempty("discoveryUrl", &DcrUpstreamConfig::discovery_url),
                      omitempty("registrationEndpoint", &DcrUpstreamConfig::registration_endpoint),
                      omitempty("initialAccessTokenRef", &DcrUpstreamConfig::initial_access_token_ref),
                      omitempty("softwareId", &DcrUpstreamConfig::software_id),
                      omitempty("softwareStatement", &DcrUpstreamConfig::software_statement)};
  }
};

struct OAuth2UpstreamConfig {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::optional<UserInfoConfig> user_info;
  std::string client_id;
  std::optional<SecretKeyRef> client_secret_ref;
  std::string redirect_uri;
  std::vector<std::string> scopes;
  std::optional<TokenResponseMapping> token_response_mapping;
  std::optional<IdentityFromTokenConfig> identity_from_token;
  std::map<std::string, std::string> additional_authorization_params;
  bool insecure_allow_http = false;
  bool allow_private_ips = false;
  std::optional<DcrUpstreamConfig> dcr_config;

  static constexpr auto rows() {
    return std::tuple{
        always("authorizationEndpoint", &OAuth2UpstreamConfig::authorization_endpoint),
        always("tokenEndpoint", &OAuth2UpstreamConfig::token_endpoint),
        omitempty("userInfo", &OAuth2UpstreamConfig::user_info),
        omitempty("clientId", &OAuth2UpstreamConfig::client_id),
        omitempty("clientSecretRef", &OAuth2UpstreamConfig::client_secret_ref),
        omitempty("redirectUri", &OAuth2UpstreamConfig::redirect_uri),
        omitempty("scopes", &OAuth2UpstreamConfig::scopes),
        omitempty("tokenResponseMapping", &OAuth2UpstreamConfig::token_response_mapping),
        omitempty("identityFromToken", &OAuth2UpstreamConfig::identity_from_token),
        omitempty("additionalAuthorizationParams", &OAuth2UpstreamConfig::additional_authorization_params),
        omitempty("insecureAllowHTTP", &OAuth2UpstreamConfig::insecure_allow_http),
        omitempty("allowPrivateIPs", &OAuth2UpstreamConfig::allow_private_ips),
        omitempty("dcrConfig", &OAuth2UpstreamConfig::dcr_config)};
  }
};

struct UpstreamProviderConfig {
  std::string name;
  std::string type;
  std::optional<OidcUpstreamConfig> oidc_config;
  std::optional<OAuth2UpstreamConfig> oauth2_config;

  static constexpr auto rows() {
    return std::tuple{always("name", &UpstreamProviderConfig::name), always("type", &UpstreamProviderConfig::type),
                      omitempty("oidcConfig", &UpstreamProviderConfig::oidc_config),
                      omitempty("oauth2Config", &UpstreamProviderConfig::oauth2_config)};
  }
};

}  // namespace vmcp::model
