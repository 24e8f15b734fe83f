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

  template <class T = UserInfoFieldMappingRunConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("subject_fields", &T::subject_fields), omitempty("name_fields", &T::name_fields),
                      omitempty("email_fields", &T::email_fields)};
  }
};

struct UserInfoRunConfig {
  std::string endpoint_url;
  std::string http_method;
  std::map<std::string, std::string> additional_headers;
  std::optional<UserInfoFieldMappingRunConfig> field_mapping;

  template <class T = UserInfoRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("endpoint_url", &T::endpoint_url), omitempty("http_method", &T::http_method),
                      omitempty("additional_headers", &T::additional_headers),
                      omitempty("field_mapping", &T::field_mapping)};
  }
};

struct DcrUpstreamConfig {
  std::string discovery_url;
  std::string registration_endpoint;
  std::string rotation_key;
  std::string registration_probe;
  std::string registration_probe_interval;
  std::string initial_access_token_file;
  std::string initial_access_token_env_var;
  std::string software_id;
  std::string software_statement;

  template <class T = DcrUpstreamConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("discovery_url", &T::discovery_url),
                      omitempty("registration_endpoint", &T::registration_endpoint),
                      omitempty("rotation_key", &T::rotation_key).since(Set::kV0_55),
                      omitempty("registration_probe", &T::registration_probe).since(Set::kV0_57),
                      omitempty("registration_probe_interval", &T::registration_probe_interval).since(Set::kV0_59),
                      omitempty("initial_access_token_file", &T::initial_access_token_file),
                      omitempty("initial_access_token_env_var", &T::initial_access_token_env_var),
                      omitempty("software_id", &T::software_id),
                      omitempty("software_statement", &T::software_statement)};
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
  std::map<std::string, std::string> additional_token_params;
  bool omit_scope_on_refresh = false;
  std::string subject_claim;
  std::optional<DcrUpstreamConfig> dcr_config;
  std::string ca_file_path;
  bool allow_private_ips = false;
  bool insecure_allow_http = false;

  template <class T = OidcUpstreamRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("issuer_url", &T::issuer_url),
                      always("client_id", &T::client_id),
                      omitempty("client_secret_file", &T::client_secret_file),
                      omitempty("client_secret_env_var", &T::client_secret_env_var),
                      omitempty("redirect_uri", &T::redirect_uri),
                      omitempty("scopes", &T::scopes),
                      omitempty("userinfo_override", &T::userinfo_override),
                      omitempty("additional_authorization_params", &T::additional_authorization_params),
                      omitempty("additional_token_params", &T::additional_token_params).since(Set::kV0_55),
                      omitempty("omit_scope_on_refresh", &T::omit_scope_on_refresh).since(Set::kV0_55),
                      omitempty("subject_claim", &T::subject_claim),
                      omitempty("dcr_config", &T::dcr_config).since(Set::kV0_55),
                      omitempty("ca_file_path", &T::ca_file_path).since(Set::kV0_47),
                      omitempty("allow_private_ips", &T::allow_private_ips),
                      omitempty("insecure_allow_http", &T::insecure_allow_http)};
  }
};

struct TokenResponseMappingRunConfig {
  std::string access_token_path;
  std::string scope_path;
  std::string refresh_token_path;
  std::string expires_in_path;

  template <class T = TokenResponseMappingRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("access_token_path", &T::access_token_path), omitempty("scope_path", &T::scope_path),
                      omitempty("refresh_token_path", &T::refresh_token_path),
                      omitempty("expires_in_path", &T::expires_in_path)};
  }
};

struct IdentityFromTokenRunConfig {
  std::string subject_path;
  std::string name_path;
  std::string email_path;

  template <class T = IdentityFromTokenRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("subject_path", &T::subject_path), omitempty("name_path", &T::name_path),
                      omitempty("email_path", &T::email_path)};
  }
};

struct OAuth2UpstreamRunConfig {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string client_id;
  std::string client_secret_file;
  std::string client_secret_env_var;
  std::string token_endpoint_auth_method;
  std::string redirect_uri;
  std::vector<std::string> scopes;
  std::optional<UserInfoRunConfig> userinfo;
  std::optional<TokenResponseMappingRunConfig> token_response_mapping;
  std::optional<IdentityFromTokenRunConfig> identity_from_token;
  std::map<std::string, std::string> additional_authorization_params;
  std::map<std::string, std::string> additional_token_params;
  bool omit_scope_on_refresh = false;
  std::optional<DcrUpstreamConfig> dcr_config;
  std::string ca_file_path;
  bool allow_private_ips = false;
  bool insecure_allow_http = false;

  template <class T = OAuth2UpstreamRunConfig>
  static constexpr auto rows() {
    return std::tuple{always("authorization_endpoint", &T::authorization_endpoint),
                      always("token_endpoint", &T::token_endpoint),
                      always("client_id", &T::client_id),
                      omitempty("client_secret_file", &T::client_secret_file),
                      omitempty("client_secret_env_var", &T::client_secret_env_var),
                      omitempty("token_endpoint_auth_method", &T::token_endpoint_auth_method).since(Set::kV0_55),
                      omitempty("redirect_uri", &T::redirect_uri),
                      omitempty("scopes", &T::scopes),
                      omitempty("userinfo", &T::userinfo),
                      omitempty("token_response_mapping", &T::token_response_mapping),
                      omitempty("identity_from_token", &T::identity_from_token),
                      omitempty("additional_authorization_params", &T::additional_authorization_params),
                      omitempty("additional_token_params", &T::additional_token_params).since(Set::kV0_55),
                      omitempty("omit_scope_on_refresh", &T::omit_scope_on_refresh).since(Set::kV0_55),
                      omitempty("dcr_config", &T::dcr_config),
                      omitempty("ca_file_path", &T::ca_file_path).since(Set::kV0_47),
                      omitempty("allow_private_ips", &T::allow_private_ips),
                      omitempty("insecure_allow_http", &T::insecure_allow_http)};
  }
};

struct UpstreamRunConfig {
  std::string name;
  std::string type;
  std::optional<OidcUpstreamRunConfig> oidc_config;
  std::optional<OAuth2UpstreamRunConfig> oauth2_config;

  template <class T = UpstreamRunConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("name", &T::name), always("type", &T::type), omitempty("oidc_config", &T::oidc_config),
                      omitempty("oauth2_config", &T::oauth2_config)};
  }
};

}  // namespace vmcp::model::authserver
