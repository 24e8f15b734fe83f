#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/row.h"
#include "core/model/types.h"

namespace vmcp::model::authserver {

struct UserInfoFieldMappingRunConfig {
  std::vector<std::string> subject_fields;
  std::vector<std::string> name_fields;
  std::vector<std::string> email_fields;

  static constexpr auto rows() {
    return std::tuple{omitempty("subject_fields", &UserInfoFieldMappingRunConfig::subject_fields),
                      omitempty("name_fields", &UserInfoFieldMappingRunConfig::name_fields),
                      omitempty("email_fields", &UserInfoFieldMappingRunConfig::email_fields)};
  }
};

struct UserInfoRunConfig {
  std::string endpoint_url;
  std::string http_method;
  std::map<std::string, std::string> additional_headers;
  std::optional<UserInfoFieldMappingRunConfig> field_mapping;

  static constexpr auto rows() {
    return std::tuple{always("endpoint_url", &UserInfoRunConfig::endpoint_url),
                      omitempty("http_method", &UserInfoRunConfig::http_method),
                      omitempty("additional_headers", &UserInfoRunConfig::additional_headers),
                      omitempty("field_mapping", &UserInfoRunConfig::field_mapping)};
  }
};

struct OidcUpstreamRunConfig {
  std::string issuer_url;
  std::string client_id;
  std::string client_secret_file;
  std::string client_secret_env_var;
  std::string redirect_uri;
  std::vector<std::string> scopes;
  std::optional<UserInfoRunConfig> userinfo_override;
  std::map<std::string, std::string> additional_authorization_params;
  std::string subject_claim;
  bool allow_private_ips = false;
  bool insecure_allow_http = false;

  static constexpr auto rows() {
    return std::tuple{
        always("issuer_url", &OidcUpstreamRunConfig::issuer_url),
        always("client_id", &OidcUpstreamRunConfig::client_id),
        omitempty("client_secret_file", &OidcUpstreamRunConfig::client_secret_file),
        omitempty("client_secret_env_var", &OidcUpstreamRunConfig::client_secret_env_var),
        omitempty("redirect_uri", &OidcUpstreamRunConfig::redirect_uri),
        omitempty("scopes", &OidcUpstreamRunConfig::scopes),
        omitempty("userinfo_override", &OidcUpstreamRunConfig::userinfo_override),
        omitempty("additional_authorization_params", &OidcUpstreamRunConfig::additional_authorization_params),
        omitempty("subject_claim", &OidcUpstreamRunConfig::subject_claim),
        omitempty("allow_private_ips", &OidcUpstreamRunConfig::allow_private_ips),
        omitempty("insecure_allow_http", &OidcUpstreamRunConfig::insecure_allow_http)};
  }
};

struct TokenResponseMappingRunConfig {
  std::string access_token_path;
  std::string scope_path;
  std::string refresh_token_path;
  std::string expires_in_path;

  static constexpr auto rows() {
    return std::tuple{always("access_token_path", &TokenResponseMappingRunConfig::access_token_path),
                      omitempty("scope_path", &TokenResponseMappingRunConfig::scope_path),
                      omitempty("refresh_token_path", &TokenResponseMappingRunConfig::refresh_token_path),
                      omitempty("expires_in_path", &TokenResponseMappingRunConfig::expires_in_path)};
  }
};

struct IdentityFromTokenRunConfig {
  std::string subject_path;
  std::string name_path;
  std::string email_path;

  static constexpr auto rows() {
    return std::tuple{always("subject_path", &IdentityFromTokenRunConfig::subject_path),
                      omitempty("name_path", &IdentityFromTokenRunConfig::name_path),
                      omitempty("email_path", &IdentityFromTokenRunConfig::email_path)};
  }
};

struct DcrUpstreamConfig {
  std::string discovery_url;
  std::string registration_endpoint;
  std::string initial_access_token_file;
  std::string initial_access_token_env_var;
  std::string software_id;
  std::string software_statement;

  static constexpr auto rows() {
    return std::tuple{omitempty("discovery_url", &DcrUpstreamConfig::discovery_url),
                      omitempty("registration_endpoint", &DcrUpstreamConfig::registration_endpoint),
                      omitempty("initial_access_token_file", &DcrUpstreamConfig::initial_access_token_file),
                      omitempty("initial_access_token_env_var", &DcrUpstreamConfig::initial_access_token_env_var),
                      omitempty("software_id", &DcrUpstreamConfig::software_id),
                      omitempty("software_statement", &DcrUpstreamConfig::software_statement)};
  }
};

struct OAuth2UpstreamRunConfig {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string client_id;
  std::string client_secret_file;
  std::string client_secret_env_var;
  std::string redirect_uri;
  std::vector<std::string> scopes;
  std::optional<UserInfoRunConfig> userinfo;
  std::optional<TokenResponseMappingRunConfig> token_response_mapping;
  std::optional<IdentityFromTokenRunConfig> identity_from_token;
  std::map<std::string, std::string> additional_authorization_params;
  std::optional<DcrUpstreamConfig> dcr_config;
  bool allow_private_ips = false;
  bool insecure_allow_http = false;

  static constexpr auto rows() {
    return std::tuple{
        always("authorization_endpoint", &OAuth2UpstreamRunConfig::authorization_endpoint),
        always("token_endpoint", &OAuth2UpstreamRunConfig::token_endpoint),
        always("client_id", &OAuth2UpstreamRunConfig::client_id),
        omitempty("client_secret_file", &OAuth2UpstreamRunConfig::client_secret_file),
        omitempty("client_secret_env_var", &OAuth2UpstreamRunConfig::client_secret_env_var),
        omitempty("redirect_uri", &OAuth2UpstreamRunConfig::redirect_uri),
        omitempty("scopes", &OAuth2UpstreamRunConfig::scopes),
        omitempty("userinfo", &OAuth2UpstreamRunConfig::userinfo),
        omitempty("token_response_mapping", &OAuth2UpstreamRunConfig::token_response_mapping),
        omitempty("identity_from_token", &OAuth2UpstreamRunConfig::identity_from_token),
        omitempty("additional_authorization_params", &OAuth2UpstreamRunConfig::additional_authorization_params),
        omitempty("dcr_config", &OAuth2UpstreamRunConfig::dcr_config),
        omitempty("allow_private_ips", &OAuth2UpstreamRunConfig::allow_private_ips),
        omitempty("insecure_allow_http", &OAuth2UpstreamRunConfig::insecure_allow_http)};
  }
};

struct UpstreamRunConfig {
  std::string name;
  std::string type;
  std::optional<OidcUpstreamRunConfig> oidc_config;
  std::optional<OAuth2UpstreamRunConfig> oauth2_config;

  static constexpr auto rows() {
    return std::tuple{omitempty("name", &UpstreamRunConfig::name), always("type", &UpstreamRunConfig::type),
                      omitempty("oidc_config", &UpstreamRunConfig::oidc_config),
                      omitempty("oauth2_config", &UpstreamRunConfig::oauth2_config)};
  }
};

}  // namespace vmcp::model::authserver
