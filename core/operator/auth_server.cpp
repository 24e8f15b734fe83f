#include "core/operator/auth_server.h"

#include <string>

#include "core/diag/quoted.h"
#include "core/go/url.h"
#include "core/operator/auth_server_parts.h"
#include "core/operator/url_rules.h"

namespace vmcp::op {
namespace {

using diag::quoted;
namespace out = model::authserver;

constexpr std::string_view kSchemaVersion = "v0.1.0";

/// The secret of a confidential client must not travel over plain http. As ValidateConfidentialClientTransport.
void validate_secret_transport(const Context& context, const model::EmbeddedAuthServerConfig& config,
                               bool loopback_issuer) {
  const bool delegates = !config.delegate_clients.empty();
  if (!config.allow_confidential_client_registration && !delegates) return;
  const std::string who = delegates ? "delegateClients" : "allowConfidentialClientRegistration";
  if (config.insecure_allow_http) {
    context.error("insecure-secret-transport", auth_server_path() / "insecureAllowHTTP",
                  who + " cannot be combined with insecureAllowHTTP: client secrets would be sent over plain http");
  } else if (loopback_issuer && !config.insecure_allow_confidential_over_loopback_http) {
    context.error("insecure-secret-transport", auth_server_path() / "issuer",
                  who + " cannot be combined with the http issuer " + quoted(config.issuer) +
                      " unless insecureAllowConfidentialOverLoopbackHTTP is set");
  }
}

std::optional<out::SigningKeyRunConfig> signing_keys(const model::EmbeddedAuthServerConfig& config) {
  if (config.signing_key_secret_refs.empty()) return std::nullopt;
  out::SigningKeyRunConfig result{std::string(kSigningKeyDirectory), signing_key_file(0), {}};
  for (std::size_t i = 1; i < config.signing_key_secret_refs.size(); ++i) {
    result.fallback_key_files.push_back(signing_key_file(i));
  }
  return result;
}

/// What the incoming OIDC block says about the tokens that the auth server is to issue.
/// As deriveAllowedAudiences, deriveResourceURL and deriveScopesSupported.
const model::config::OidcConfig* incoming_oidc(const model::config::Config& config) {
  return config.incoming_auth && config.incoming_auth->oidc ? &*config.incoming_auth->oidc : nullptr;
}

/// The operator judges these through RunConfig.Validate, and the resource only together with them. A gateway without a
/// resource is refused anyway, and every audience would be wrong for it.
void validate_clients_and_issuers(const Context& context, const out::RunConfig& config) {
  if (config.allowed_audiences.empty()) return;
  if (config.delegate_clients.empty() && config.trusted_issuers.empty()) return;
  for (const std::string& audience : config.allowed_audiences) {
    if (const auto problem = audience_problem(audience)) {
      context.error("invalid-url", diag::FieldPath{"spec.incomingAuth.oidcConfigRef.resourceUrl"},
                    quoted(audience) + " is no resource that tokens can be issued for: " + *problem);
    }
  }
  validate_delegate_clients(context, config);
  validate_trusted_issuers(context, config);
}

}  // namespace

void validate_auth_server(const Context& context) {
  if (!context.spec().auth_server_config) return;
  const model::EmbeddedAuthServerConfig& config = *context.spec().auth_server_config;
  const go::url::Parsed issuer = go::url::parse(config.issuer);
  const bool http = issuer && issuer->scheme == "http" && !issuer->host.empty();
  const bool loopback = http && is_loopback_host(issuer->hostname());
  if (http && !loopback && !config.insecure_allow_http) {
    context.error("insecure-url", auth_server_path() / "issuer",
                  quoted(config.issuer) +
                      " uses http outside of localhost; use https, or set "
                      "spec.authServerConfig.insecureAllowHTTP: true inside a trusted cluster");
  }
  validate_secret_transport(context, config, loopback);
  validate_upstreams(context, config.upstream_providers);
  wire_auth_server(context);
}

std::optional<out::RunConfig> convert_auth_server(const Context& context, const model::config::Config& config) {
  if (!context.spec().auth_server_config) return std::nullopt;
  const model::EmbeddedAuthServerConfig& source = *context.spec().auth_server_config;
  const std::size_t errors = context.reporter.error_count();
  out::RunConfig result;
  result.schema_version = kSchemaVersion;
  result.issuer = source.issuer;
  result.authorization_endpoint_base_url = source.authorization_endpoint_base_url;
  result.signing_key_config = signing_keys(source);
  for (std::size_t i = 0; i < source.hmac_secret_refs.size(); ++i) {
    result.hmac_secret_files.push_back(std::string(kHmacDirectory) + '/' + hmac_file(i));
  }
  if (const auto& lifespans = source.token_lifespans) {
    result.token_lifespans = {lifespans->access_token_lifespan, lifespans->refresh_token_lifespan,
                              lifespans->auth_code_lifespan};
  }
  std::string resource;
  if (const auto* oidc = incoming_oidc(config)) {
    resource = oidc->resource;
    result.scopes_supported = oidc->scopes;
  }
  if (!resource.empty()) result.allowed_audiences = {resource};
  result.upstreams = convert_upstreams(source.upstream_providers, resource);
  result.baseline_client_scopes = source.baseline_client_scopes;
  if (source.storage) result.storage = convert_storage(context, *source.storage);
  result.disable_upstream_token_injection = source.disable_upstream_token_injection;
  if (source.cimd && source.cimd->enabled) {
    result.cimd = {source.cimd->enabled, source.cimd->cache_max_size, source.cimd->cache_fallback_ttl};
  }
  result.insecure_allow_http = source.insecure_allow_http;
  result.trusted_issuers = convert_trusted_issuers(source.trusted_issuers);
  result.allow_confidential_client_registration = source.allow_confidential_client_registration;
  result.force_confidential_redirect_uris = source.force_confidential_redirect_uris;
  result.insecure_allow_confidential_over_loopback_http = source.insecure_allow_confidential_over_loopback_http;
  result.delegate_clients = convert_delegate_clients(source.delegate_clients);
  validate_clients_and_issuers(context, result);
  if (context.reporter.error_count() != errors) return std::nullopt;
  return result;
}

}  // namespace vmcp::op
