#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "core/diag/quoted.h"
#include "core/go/duration.h"
#include "core/go/url.h"
#include "core/model/path_of.h"
#include "core/operator/auth_server/parts.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
namespace out = model::authserver;

constexpr std::size_t kRegistrationUrlLimit = 2048;
constexpr std::size_t kSoftwareStatementLimit = 16384;

/// Parameters of an authorization request that the auth server sets itself. As ReservedAuthorizationParams.
constexpr std::array<std::string_view, 8> kReservedParameters = {
    "client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_type", "scope", "state"};
/// Those of a token request. As ReservedTokenParams.
constexpr std::array<std::string_view, 10> kReservedTokenParameters = {
    "client_assertion", "client_assertion_type", "client_id",     "client_secret", "code", "code_verifier",
    "grant_type",       "redirect_uri",          "refresh_token", "scope"};
constexpr std::string_view kResourceParameter = "resource";

std::string redirect_uri(const std::string& own, std::string resource) {
  if (!own.empty() || resource.empty()) return own;
  resource.resize(resource.find_last_not_of('/') + 1);
  return resource + "/oauth/callback";
}

std::optional<out::UserInfoRunConfig> convert(const std::optional<model::UserInfoConfig>& config) {
  if (!config) return std::nullopt;
  out::UserInfoRunConfig result{config->endpoint_url, config->http_method, config->additional_headers, {}};
  if (const auto& fields = config->field_mapping) {
    result.field_mapping = {fields->subject_fields, fields->name_fields, fields->email_fields};
  }
  return result;
}

out::DcrUpstreamConfig convert(const model::DcrUpstreamConfig& config, const std::string& upstream) {
  out::DcrUpstreamConfig result;
  result.discovery_url = config.discovery_url;
  result.registration_endpoint = config.registration_endpoint;
  result.rotation_key = config.rotation_key;
  result.registration_probe = config.registration_probe;
  if (const auto& interval = config.registration_probe_interval) {
    result.registration_probe_interval = go::format_duration(interval->nanoseconds);
  }
  if (config.initial_access_token_ref) result.initial_access_token_env_var = registration_token_env_name(upstream);
  result.software_id = config.software_id;
  result.software_statement = config.software_statement;
  return result;
}

out::OidcUpstreamRunConfig convert(const model::OidcUpstreamConfig& config, const std::string& upstream,
                                   std::size_t index, const std::string& resource) {
  out::OidcUpstreamRunConfig result;
  result.issuer_url = config.issuer_url;
  result.client_id = config.client_id;
  if (config.client_secret_ref) result.client_secret_env_var = client_secret_env_name(upstream);
  result.redirect_uri = redirect_uri(config.redirect_uri, resource);
  result.scopes = config.scopes;
  result.userinfo_override = convert(config.user_info_override);
  result.additional_authorization_params = config.additional_authorization_params;
  result.additional_token_params = config.additional_token_params;
  result.omit_scope_on_refresh = config.omit_scope_on_refresh;
  result.subject_claim = config.subject_claim;
  if (config.dcr_config) result.dcr_config = convert(*config.dcr_config, upstream);
  if (config.ca_bundle_ref) result.ca_file_path = kUpstreamCa.path(index);
  result.allow_private_ips = config.allow_private_ips;
  return result;
}

out::OAuth2UpstreamRunConfig convert(const model::OAuth2UpstreamConfig& config, const std::string& upstream,
                                     std::size_t index, const std::string& resource) {
  out::OAuth2UpstreamRunConfig result;
  result.authorization_endpoint = config.authorization_endpoint;
  result.token_endpoint = config.token_endpoint;
  result.client_id = config.client_id;
  if (config.client_secret_ref) result.client_secret_env_var = client_secret_env_name(upstream);
  result.token_endpoint_auth_method = config.token_endpoint_auth_method;
  result.redirect_uri = redirect_uri(config.redirect_uri, resource);
  result.scopes = config.scopes;
  result.userinfo = convert(config.user_info);
  if (const auto& mapping = config.token_response_mapping) {
    result.token_response_mapping = {mapping->access_token_path, mapping->scope_path, mapping->refresh_token_path,
                                     mapping->expires_in_path};
  }
  if (const auto& identity = config.identity_from_token) {
    result.identity_from_token = {identity->subject_path, identity->name_path, identity->email_path};
  }
  result.additional_authorization_params = config.additional_authorization_params;
  result.additional_token_params = config.additional_token_params;
  result.omit_scope_on_refresh = config.omit_scope_on_refresh;
  if (config.dcr_config) result.dcr_config = convert(*config.dcr_config, upstream);
  if (config.ca_bundle_ref) result.ca_file_path = kUpstreamCa.path(index);
  result.allow_private_ips = config.allow_private_ips;
  result.insecure_allow_http = config.insecure_allow_http;
  return result;
}

using Parameters = std::map<std::string, std::string>;

void validate_reserved(const Context& context, const FieldPath& path, const Parameters& parameters,
                       std::span<const std::string_view> reserved) {
  for (const auto& [key, value] : parameters) {
    if (std::ranges::find(reserved, key) == reserved.end()) continue;
    context.error("reserved-parameter", path.key(key),
                  "parameter " + quoted(key) + " is set by the auth server itself and cannot be overridden");
  }
}

/// As validateResourceIndicator.
std::optional<std::string> resource_problem(const std::string& resource) {
  if (resource.empty()) return "it must not be empty";
  const go::url::Parsed url = go::url::parse(resource);
  if (!url) return url.error;
  if (!url->is_abs()) return "it must be an absolute URI";
  if (resource.find('#') != std::string::npos) return "it must not have a fragment";
  return std::nullopt;
}

/// As ValidateAdditionalAuthorizationParams and ValidateAdditionalTokenParams.
template <class Config>
void validate_parameters(const Context& context, const FieldPath& path, const Config& config) {
  const Parameters& token = config.additional_token_params;
  validate_reserved(context, path / field<&Config::additional_authorization_params>(),
                    config.additional_authorization_params, kReservedParameters);
  const FieldPath token_path = path / field<&Config::additional_token_params>();
  validate_reserved(context, token_path, token, kReservedTokenParameters);
  const auto resource = token.find(std::string(kResourceParameter));
  if (resource == token.end()) return;
  if (const auto problem = resource_problem(resource->second)) {
    context.error("invalid-url", token_path.key(kResourceParameter),
                  quoted(resource->second) + " is no resource that tokens can be asked for: " + *problem);
  }
}

/// Admission counts characters, the operator bytes. As ValidateOAuth2DCRConfig and ValidateOIDCDCRConfig.
void validate_length(const Context& context, const FieldPath& path, const std::string& value, std::size_t limit) {
  if (value.size() <= limit) return;
  context.error("too-long", path,
                "found " + std::to_string(value.size()) + " bytes, expected at most " + std::to_string(limit));
}

void validate_registration(const Context& context, const FieldPath& path, const model::DcrUpstreamConfig& config) {
  validate_length(context, path / field<&model::DcrUpstreamConfig::discovery_url>(), config.discovery_url,
                  kRegistrationUrlLimit);
  validate_length(context, path / field<&model::DcrUpstreamConfig::registration_endpoint>(),
                  config.registration_endpoint, kRegistrationUrlLimit);
  validate_length(context, path / field<&model::DcrUpstreamConfig::software_statement>(), config.software_statement,
                  kSoftwareStatementLimit);
}

}  // namespace

std::vector<out::UpstreamRunConfig> convert_upstreams(const std::vector<model::UpstreamProviderConfig>& upstreams,
                                                      const std::string& resource) {
  std::vector<out::UpstreamRunConfig> result;
  for (const auto& upstream : upstreams) {
    const std::size_t index = result.size();
    auto& converted = result.emplace_back(out::UpstreamRunConfig{upstream.name, upstream.type, {}, {}});
    if (upstream.oidc_config) converted.oidc_config = convert(*upstream.oidc_config, upstream.name, index, resource);
    if (upstream.oauth2_config)
      converted.oauth2_config = convert(*upstream.oauth2_config, upstream.name, index, resource);
  }
  return result;
}

void validate_upstreams(const Context& context, const std::vector<model::UpstreamProviderConfig>& upstreams) {
  for (std::size_t i = 0; i < upstreams.size(); ++i) {
    const FieldPath path = auth_server_path<&model::EmbeddedAuthServerConfig::upstream_providers>(i);
    if (const auto& oidc = upstreams[i].oidc_config) {
      const FieldPath config = path / field<&model::UpstreamProviderConfig::oidc_config>();
      validate_parameters(context, config, *oidc);
      if (oidc->dcr_config) {
        validate_registration(context, config / field<&model::OidcUpstreamConfig::dcr_config>(), *oidc->dcr_config);
      }
    }
    const auto& oauth2 = upstreams[i].oauth2_config;
    if (!oauth2) continue;
    const FieldPath config = path / field<&model::UpstreamProviderConfig::oauth2_config>();
    validate_parameters(context, config, *oauth2);
    if (oauth2->dcr_config) {
      validate_registration(context, config / field<&model::OAuth2UpstreamConfig::dcr_config>(), *oauth2->dcr_config);
    }
    if (!oauth2->user_info && !oauth2->identity_from_token) {
      context.warning("synthesized-identity", config,
                      "upstream " + quoted(upstreams[i].name) +
                          " has neither userInfo nor identityFromToken; its users get a subject made from the access "
                          "token, without name and email");
    }
  }
}

}  // namespace vmcp::op
