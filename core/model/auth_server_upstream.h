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

  template <class T = UserInfoFieldMapping>
  static constexpr auto rows() {
    return std::tuple{omitempty("subjectFields", &T::subject_fields), omitempty("nameFields", &T::name_fields),
                      omitempty("emailFields", &T::email_fields)};
  }
};

struct UserInfoConfig {
  std::string endpoint_url;
  std::string http_method;
  std::map<std::string, std::string> additional_headers;
  std::optional<UserInfoFieldMapping> field_mapping;

  template <class T = UserInfoConfig>
  static constexpr auto rows() {
    return std::tuple{always("endpointUrl", &T::endpoint_url), omitempty("httpMethod", &T::http_method),
                      omitempty("additionalHeaders", &T::additional_headers),
                      omitempty("fieldMapping", &T::field_mapping)};
  }
};

struct DcrUpstreamConfig {
  std::string discovery_url;
  std::string registration_endpoint;
  std::string rotation_key;
  std::string registration_probe;
  std::optional<MetaDuration> registration_probe_interval;
  std::optional<SecretKeyRef> initial_access_token_ref;
  std::string software_id;
  std::string software_statement;

  template <class T = DcrUpstreamConfig>
  static constexpr auto rows() {
    return std::tuple{omitempty("discoveryUrl", &T::discovery_url),
                      omitempty("registrationEndpoint", &T::registration_endpoint),
                      omitempty("rotationKey", &T::rotation_key).since(Set::kV0_55),
                      omitempty("registrationProbe", &T::registration_probe).since(Set::kV0_57),
                      omitempty("registrationProbeInterval", &T::registration_probe_interval).since(Set::kV0_59),
                      omitempty("initialAccessTokenRef", &T::initial_access_token_ref),
                      omitempty("softwareId", &T::software_id),
                      omitempty("softwareStatement", &T::software_statement)};
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
  std::map<std::string, std::string> additional_token_params;
  bool omit_scope_on_refresh = false;
  std::string subject_claim;
  std::optional<DcrUpstreamConfig> dcr_config;
  std::optional<CaBundleSource> ca_bundle_ref;
  bool allow_private_ips = false;

  template <class T = OidcUpstreamConfig>
  static constexpr auto rows() {
    return std::tuple{always("issuerUrl", &T::issuer_url),
                      always("clientId", &T::client_id),
                      omitempty("clientSecretRef", &T::client_secret_ref),
                      omitempty("redirectUri", &T::redirect_uri),
                      omitempty("scopes", &T::scopes),
                      omitempty("userInfoOverride", &T::user_info_override),
                      omitempty("additionalAuthorizationParams", &T::additional_authorization_params),
                      omitempty("additionalTokenParams", &T::additional_token_params).since(Set::kV0_55),
                      omitempty("omitScopeOnRefresh", &T::omit_scope_on_refresh).since(Set::kV0_55),
                      omitempty("subjectClaim", &T::subject_claim),
                      omitempty("dcrConfig", &T::dcr_config).since(Set::kV0_55),
                      omitempty("caBundleRef", &T::ca_bundle_ref).since(Set::kV0_47),
                      omitempty("allowPrivateIPs", &T::allow_private_ips).since(Set::kV0_47)};
  }
};

struct TokenResponseMapping {
  std::string access_token_path;
  std::string scope_path;
  std::string refresh_token_path;
  std::string expires_in_path;

  template <class T = TokenResponseMapping>
  static constexpr auto rows() {
    return std::tuple{always("accessTokenPath", &T::access_token_path), omitempty("scopePath", &T::scope_path),
                      omitempty("refreshTokenPath", &T::refresh_token_path),
                      omitempty("expiresInPath", &T::expires_in_path)};
  }
};

struct IdentityFromTokenConfig {
  std::string subject_path;
  std::string name_path;
  std::string email_path;

  template <class T = IdentityFromTokenConfig>
  static constexpr auto rows() {
    return std::tuple{always("subjectPath", &T::subject_path), omitempty("namePath", &T::name_path),
                      omitempty("emailPath", &T::email_path)};
  }
};

struct OAuth2UpstreamConfig {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::optional<UserInfoConfig> user_info;
  std::string client_id;
  std::optional<SecretKeyRef> client_secret_ref;
  std::string token_endpoint_auth_method;
  std::string redirect_uri;
  std::vector<std::string> scopes;
  std::optional<TokenResponseMapping> token_response_mapping;
  std::optional<IdentityFromTokenConfig> identity_from_token;
  std::map<std::string, std::string> additional_authorization_params;
  std::map<std::string, std::string> additional_token_params;
  bool omit_scope_on_refresh = false;
  bool insecure_allow_http = false;
  bool allow_private_ips = false;
  std::optional<CaBundleSource> ca_bundle_ref;
  std::optional<DcrUpstreamConfig> dcr_config;

  template <class T = OAuth2UpstreamConfig>
  static constexpr auto rows() {
    return std::tuple{always("authorizationEndpoint", &T::authorization_endpoint),
                      always("tokenEndpoint", &T::token_endpoint),
                      omitempty("userInfo", &T::user_info),
                      omitempty("clientId", &T::client_id),
                      omitempty("clientSecretRef", &T::client_secret_ref),
                      omitempty("tokenEndpointAuthMethod", &T::token_endpoint_auth_method).since(Set::kV0_55),
                      omitempty("redirectUri", &T::redirect_uri),
                      omitempty("scopes", &T::scopes),
                      omitempty("tokenResponseMapping", &T::token_response_mapping),
                      omitempty("identityFromToken", &T::identity_from_token),
                      omitempty("additionalAuthorizationParams", &T::additional_authorization_params),
                      omitempty("additionalTokenParams", &T::additional_token_params).since(Set::kV0_55),
                      omitempty("omitScopeOnRefresh", &T::omit_scope_on_refresh).since(Set::kV0_55),
                      omitempty("insecureAllowHTTP", &T::insecure_allow_http),
                      omitempty("allowPrivateIPs", &T::allow_private_ips),
                      omitempty("caBundleRef", &T::ca_bundle_ref).since(Set::kV0_47),
                      omitempty("dcrConfig", &T::dcr_config)};
  }
};

struct UpstreamProviderConfig {
  std::string name;
  std::string type;
  std::optional<OidcUpstreamConfig> oidc_config;
  std::optional<OAuth2UpstreamConfig> oauth2_config;

  template <class T = UpstreamProviderConfig>
  static constexpr auto rows() {
    return std::tuple{always("name", &T::name), always("type", &T::type), omitempty("oidcConfig", &T::oidc_config),
                      omitempty("oauth2Config", &T::oauth2_config)};
  }
};

}  // namespace vmcp::model
