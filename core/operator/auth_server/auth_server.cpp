#include "core/operator/auth_server/auth_server.h"

#include <algorithm>
#include <string>

#include "core/diag/quoted.h"
#include "core/diag/sink.h"
#include "core/go/url.h"
#include "core/model/path_of.h"
#include "core/operator/auth_server/parts.h"
#include "core/operator/behaviour.h"
#include "core/operator/url_rules.h"

namespace vmcp::op {
namespace {

using diag::quoted;
using model::path_of;
namespace out = model::authserver;

constexpr std::string_view kSchemaVersion = "v0.1.0";

/// The secret of a confidential client must not travel over plain http. As ValidateConfidentialClientTransport.
void validate_secret_transport(const Context& context, const model::EmbeddedAuthServerConfig& config,
                               const go::url::Parsed& issuer, bool loopback_issuer) {
  const bool delegates = !delegate_clients(config).first.empty();
  if (!config.allow_confidential_client_registration && !delegates) return;
  const std::string who = delegates ? "delegateClients" : "allowConfidentialClientRegistration";
  if (behaviour_of(context.settings.release.set).judges_clients_as_vmcp) {
    const bool is_plain = issuer && issuer->scheme == "http";
    if (!issuer || (is_plain && (issuer->user || !issuer->raw_query.empty() || !issuer->fragment.empty()))) {
      context.error("invalid-url", auth_server_path<&model::EmbeddedAuthServerConfig::issuer>(),
                    who + " needs an issuer with a plain URL");
    } else if (is_plain && issuer->host.empty()) {
      context.error("insecure-secret-transport", auth_server_path<&model::EmbeddedAuthServerConfig::issuer>(),
                    who + " cannot be combined with an http issuer outside of localhost");
    }
  }
  if (config.insecure_allow_http) {
    context.error("insecure-secret-transport",
                  auth_server_path<&model::EmbeddedAuthServerConfig::insecure_allow_http>(),
                  who + " cannot be combined with insecureAllowHTTP: client secrets would be sent over plain http");
  } else if (loopback_issuer && !config.insecure_allow_confidential_over_loopback_http) {
    context.error("insecure-secret-transport", auth_server_path<&model::EmbeddedAuthServerConfig::issuer>(),
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
  if (config.delegate_clients.empty() && config.trusted_issuers.empty() && !config.inbound_grants) return;
  for (const std::string& audience : config.allowed_audiences) {
    if (const auto problem = audience_problem(audience)) {
      context.error("invalid-url",
                    path_of<&model::VirtualMcpServerSpec::incoming_auth, &model::IncomingAuthConfig::oidc_config_ref,
                            &model::McpOidcConfigReference::resource_url>(),
                    quoted(audience) + " is no resource that tokens can be issued for: " + *problem);
    }
  }
  const Grants grants = normalize(config);
  validate_delegate_clients(context, config, grants);
  validate_trusted_issuers(context, config, grants);
}

/// As validateSPIFFENotYetEnforced; admission has seen to it that clients come with a trust domain.
void validate_spiffe(const Context& context, const model::EmbeddedAuthServerConfig& config) {
  if (config.spiffe_trust_domains.empty()) return;
  context.error("unsupported-type", auth_server_path<&model::EmbeddedAuthServerConfig::spiffe_trust_domains>(),
                "SPIFFE clients are admitted, but the operator refuses them as long as ToolHive verifies no SVIDs; "
                "leave out spiffeTrustDomains and inboundGrants.spiffeClientAuth");
}

/// As buildRegistrationRateLimitRunConfig. Go's Duration.Seconds adds the rest to the whole seconds.
std::optional<out::RegistrationRateLimitRunConfig> convert_rate_limit(
    const std::optional<model::config::RateLimitBucket>& bucket) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  if (!bucket) return std::nullopt;
  const std::int64_t period = bucket->refill_period.nanoseconds;
  const std::int64_t whole = period / kSecond;
  const double seconds = static_cast<double>(whole) + static_cast<double>(period % kSecond) / 1e9;
  return out::RegistrationRateLimitRunConfig{bucket->max_tokens / seconds, bucket->max_tokens};
}

std::optional<out::GroupBasedFilterConfig> convert_upstream_filter(
    const std::optional<model::AuthServerUpstreamFilterConfig>& filter) {
  if (!filter) return std::nullopt;
  out::GroupBasedFilterConfig result{filter->claim, {}, filter->default_upstreams};
  for (const auto& rule : filter->rules) result.rules.push_back({rule.groups, rule.upstream_providers});
  return result;
}

/// As applySimpleAuthServerConfigFields and the rest of BuildAuthServerRunConfig that only copies.
void copy_fields(const model::EmbeddedAuthServerConfig& source, out::RunConfig& result) {
  result.schema_version = kSchemaVersion;
  result.issuer = source.issuer;
  result.authorization_endpoint_base_url = source.authorization_endpoint_base_url;
  result.baseline_client_scopes = source.baseline_client_scopes;
  result.disable_upstream_token_injection = source.disable_upstream_token_injection;
  result.insecure_allow_http = source.insecure_allow_http;
  result.allow_confidential_client_registration = source.allow_confidential_client_registration;
  result.allow_private_key_jwt_registration = source.allow_private_key_jwt_registration;
  result.force_confidential_redirect_uris = source.force_confidential_redirect_uris;
  result.insecure_allow_confidential_over_loopback_http = source.insecure_allow_confidential_over_loopback_http;
  if (source.tls_listener) {
    const std::string directory = std::string(kTlsListenerDirectory) + '/';
    result.tls_listener = {directory + std::string(kTlsCertificateFile), directory + std::string(kTlsKeyFile)};
  }
}

void copy_clients_and_issuers(const model::EmbeddedAuthServerConfig& source, out::RunConfig& result) {
  result.trusted_issuers = convert_trusted_issuers(source.trusted_issuers);
  result.delegate_clients = convert_delegate_clients(source.delegate_clients);
  result.inbound_grants = convert_inbound_grants(source.inbound_grants);
}

}  // namespace

void validate_auth_server(const Context& context) {
  if (!context.spec().auth_server_config) return;
  const model::EmbeddedAuthServerConfig& config = *context.spec().auth_server_config;
  const go::url::Parsed issuer = go::url::parse(config.issuer);
  const bool http = issuer && issuer->scheme == "http" && !issuer->host.empty();
  const bool loopback = http && is_loopback_host(issuer->hostname());
  if (http && !loopback && !config.insecure_allow_http) {
    context.error("insecure-url", auth_server_path<&model::EmbeddedAuthServerConfig::issuer>(),
                  quoted(config.issuer) +
                      " uses http outside of localhost; use https, or set "
                      "spec.authServerConfig.insecureAllowHTTP: true inside a trusted cluster");
  }
  validate_secret_transport(context, config, issuer, loopback);
  validate_spiffe(context, config);
  validate_upstreams(context, config.upstream_providers);
  read_ca_bundles(context, config);
  wire_auth_server(context);
}

std::optional<out::RunConfig> convert_auth_server(const Context& context, const model::config::Config& config) {
  if (!context.spec().auth_server_config) return std::nullopt;
  const model::EmbeddedAuthServerConfig& source = *context.spec().auth_server_config;
  const admission::Reporter::Mark mark = context.reporter.mark();
  out::RunConfig result;
  copy_fields(source, result);
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
  result.upstream_filter = convert_upstream_filter(context.spec().auth_server_upstream_filter);
  if (source.storage) result.storage = convert_storage(context, *source.storage);
  if (source.cimd && source.cimd->enabled) {
    result.cimd = {source.cimd->enabled, source.cimd->cache_max_size, source.cimd->cache_fallback_ttl};
  }
  copy_clients_and_issuers(source, result);
  result.registration_rate_limit = convert_rate_limit(source.registration_rate_limit);
  validate_clients_and_issuers(context, result);
  if (context.reporter.has_errors_since(mark)) return std::nullopt;
  return result;
}

std::optional<std::string> auth_server_fault(const Context& context, const model::EmbeddedAuthServerConfig& config,
                                             const std::string& resource, const std::vector<std::string>& scopes) {
  diag::Sink findings;
  const admission::Reporter reporter = context.reporter.into(findings);
  Notes notes;
  const Context member{context.server, context.cluster, context.settings, reporter, &notes};
  validate_spiffe(member, config);
  read_ca_bundles(member, config);
  out::RunConfig run;
  copy_fields(config, run);
  copy_clients_and_issuers(config, run);
  run.allowed_audiences = {resource};
  run.scopes_supported = scopes;
  validate_clients_and_issuers(member, run);
  const auto error = std::ranges::find(findings.all(), diag::Severity::kError, &diag::Diagnostic::severity);
  if (error == findings.all().end()) return std::nullopt;
  return error->message;
}

}  // namespace vmcp::op
