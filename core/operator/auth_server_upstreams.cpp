#include <algorithm>
#include <array>
#include <string>

#include "core/diag/quoted.h"
#include "core/operator/auth_server_parts.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
namespace out = model::authserver;

constexpr std::size_t kRegistrationUrlLimit = 2048;
constexpr std::size_t kSoftwareStatementLimit = 16384;

/// Parameters of an authorization request that the auth server sets itself.
constexpr std::array<std::string_view, 8> kReservedParameters = {
    "client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_type", "scope", "state"};

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
  if (config.initial_access_token_ref) result.initial_access_token_env_var = registration_token_env_name(upstream);
  result.software_id = config.software_id;
  result.software_statement = config.software_statement;
  return result;
}

out::OidcUpstreamRunConfig convert(const model::OidcUpstreamConfig& config, const std::string& upstream,
                                   const std::string& resource) {
  out::OidcUpstreamRunConfig result;
  result.issuer_url = config.issuer_url;
  result.client_id = config.client_id;
  if (config.client_secret_ref) result.client_secret_env_var = client_secret_env_name(upstream);
  result.redirect_uri = redirect_uri(config.redirect_uri, resource);
  result.scopes = config.scopes;
  result.userinfo_override = convert(config.user_info_override);
  result.additional_authorization_params = config.additional_authorization_params;
  result.subject_claim = config.subject_claim;
  return result;
}

out::OAuth2UpstreamRunConfig convert(const model::OAuth2UpstreamConfig& config, const std::string& upstream,
                                     const std::string& resource) {
  out::OAuth2UpstreamRunConfig result;
  result.authorization_endpoint = config.authorization_endpoint;
  result.token_endpoint = config.token_endpoint;
  result.client_id = config.client_id;
  if (config.client_secret_ref) result.client_secret_env_var = client_secret_env_name(upstream);
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
  if (config.dcr_config) result.dcr_config = convert(*config.dcr_config, upstream);
  result.allow_private_ips = config.allow_private_ips;
  result.insecure_allow_http = config.insecure_allow_http;
  return result;
}

void validate_parameters(const Context& context, const FieldPath& path,
                         const std::map<std::string, std::string>& parameters) {
  for (const auto& [key, value] : parameters) {
    if (std::ranges::find(kReservedParameters, key) == kReservedParameters.end()) continue;
    context.error("reserved-parameter", (path / "additionalAuthorizationParams").key(key),
                  "parameter " + quoted(key) + " is set by the auth server itself and cannot be overridden");
  }
}

/// Admission counts characters, the operator bytes. As ValidateOAuth2DCRConfig.
void validate_length(const Context& context, const FieldPath& path, const std::string& value, std::size_t limit) {
  if (value.size() <= limit) return;
  context.error("too-long", path,
                "found " + std::to_string(value.size()) + " bytes, expected at most " + std::to_string(limit));
}

}  // namespace

std::vector<out::UpstreamRunConfig> convert_upstreams(const std::vector<model::UpstreamProviderConfig>& upstreams,
                                                      const std::string& resource) {
  std::vector<out::UpstreamRunConfig> result;
  for (const auto& upstream : upstreams) {
    auto& converted = result.emplace_back(out::UpstreamRunConfig{upstream.name, upstream.type, {}, {}});
    if (upstream.oidc_config) converted.oidc_config = convert(*upstream.oidc_config, upstream.name, resource);
    if (upstream.oauth2_config) converted.oauth2_config = convert(*upstream.oauth2_config, upstream.name, resource);
  }
  return result;
}

void validate_upstreams(const Context& context, const std::vector<model::UpstreamProviderConfig>& upstreams) {
  for (std::size_t i = 0; i < upstreams.size(); ++i) {
    const FieldPath path = (auth_server_path() / "upstreamProviders")[i];
    if (const auto& oidc = upstreams[i].oidc_config) {
      validate_parameters(context, path / "oidcConfig", oidc->additional_authorization_params);
    }
    const auto& oauth2 = upstreams[i].oauth2_config;
    if (!oauth2) continue;
    validate_parameters(context, path / "oauth2Config", oauth2->additional_authorization_params);
    if (const auto& registration = oauth2->dcr_config) {
      const FieldPath dcr = path / "oauth2Config" / "dcrConfig";
      validate_length(context, dcr / "discoveryUrl", registration->discovery_url, kRegistrationUrlLimit);
      validate_length(context, dcr / "registrationEndpoint", registration->registration_endpoint,
                      kRegistrationUrlLimit);
      validate_length(context, dcr / "softwareStatement", registration->software_statement, kSoftwareStatementLimit);
    }
    if (!oauth2->user_info && !oauth2->identity_from_token) {
      context.warning("synthesized-identity", path / "oauth2Config",
                      "upstream " + quoted(upstreams[i].name) +
                          " has neither userInfo nor identityFromToken; its users get a subject made from the access "
                          "token, without name and email");
    }
  }
}

}  // namespace vmcp::op
