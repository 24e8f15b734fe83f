#include <algorithm>
#include <set>
#include <string>

#include "core/admission/variable.h"
#include "core/cel/actor_matcher.h"
#include "core/diag/quoted.h"
#include "core/go/duration.h"
#include "core/model/path_of.h"
#include "core/operator/auth_server/parts.h"
#include "core/operator/behaviour.h"
#include "core/operator/url_rules.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
namespace out = model::authserver;

out::JwtBearerGrantPolicy convert(const model::JwtBearerGrantConfig& grant) {
  out::JwtBearerGrantPolicy result;
  if (grant.max_assertion_age) result.max_assertion_age = go::format_duration(grant.max_assertion_age->nanoseconds);
  result.subject_bindings = convert_subject_bindings(grant.subject_bindings);
  result.accepted_audiences = grant.accepted_audiences;
  return result;
}

/// Why a text cannot name an external issuer, unlike the own issuer even on localhost with https only, and with a
/// trailing slash if it likes. As ValidateTrustedIssuerURL.
std::optional<std::string> issuer_problem(const out::TrustedIssuer& issuer, const Behaviour& behaviour) {
  const go::url::Parsed url = go::url::parse(issuer.issuer_url);
  if (auto problem = http_url_problem(url)) return problem;
  if (behaviour.judges_clients_as_vmcp && url->hostname().empty()) return "its host is missing";
  if (!url->raw_query.empty()) return "it must not have a query";
  if (!url->fragment.empty()) return "it must not have a fragment";
  if (url->user) return "it must not hold credentials";
  if (url->scheme == "http" && !issuer.insecure_allow_http) return "it must use https, or set insecureAllowHTTP: true";
  return std::nullopt;
}

/// As tokenexchange's ValidateJWKSURL.
std::optional<std::string> key_set_problem(const out::TrustedIssuer& issuer, const Behaviour& behaviour) {
  if (issuer.jwks_url.empty()) return std::nullopt;
  const go::url::Parsed url = go::url::parse(issuer.jwks_url);
  if (auto problem = http_url_problem(url)) return problem;
  if (behaviour.judges_clients_as_vmcp) {
    if (url->hostname().empty()) return "its host is missing";
    if (!url->fragment.empty()) return "it must not have a fragment";
  }
  if (url->user) return "it must not hold credentials";
  if (url->scheme == "http" && !issuer.insecure_allow_http) return "it must use https, or set insecureAllowHTTP: true";
  const std::optional<go::Ip> address = go::parse_ip(url->hostname());
  if (address && !issuer.allow_private_ips && is_private_address(*address)) {
    return "its address is private; set allowPrivateIPs: true to use it";
  }
  return std::nullopt;
}

/// As validateJWTBearerGrantPolicy: subjects may ask for this gateway only, and assertions must be meant for the auth
/// server, not for this gateway.
void validate_grant(const Context& context, const FieldPath& path, const out::JwtBearerGrantPolicy& grant,
                    const std::vector<std::string>& resources) {
  // Its fields have the names of those of an issuer's own jwtBearerGrant.
  using Policy = model::JwtBearerIssuerPolicyConfig;
  const auto is_resource = [&](const std::string& url) { return std::ranges::find(resources, url) != resources.end(); };
  for (std::size_t i = 0; i < grant.subject_bindings.size(); ++i) {
    const auto& allowed = grant.subject_bindings[i].allowed_resources;
    for (std::size_t j = 0; j < allowed.size(); ++j) {
      const FieldPath at = ((path / field<&Policy::subject_bindings>())[i] /
                            field<&model::JwtBearerSubjectBinding::allowed_resources>())[j];
      if (const auto problem = audience_problem(allowed[j])) {
        context.error("invalid-url", at, quoted(allowed[j]) + " is no resource: " + *problem);
      } else if (std::ranges::none_of(
                     resources, [&](const std::string& one) { return admission::may_be_same(one, allowed[j]); })) {
        context.error("audience-not-allowed", at,
                      "resource " + quoted(allowed[j]) + " is not the resource URL of this gateway");
      }
    }
  }
  for (std::size_t i = 0; i < grant.accepted_audiences.size(); ++i) {
    const std::string& audience = grant.accepted_audiences[i];
    const FieldPath at = (path / field<&Policy::accepted_audiences>())[i];
    if (const auto problem = audience_problem(audience)) {
      context.error("invalid-url", at, quoted(audience) + " is no audience: " + *problem);
    } else if (is_resource(audience)) {
      context.error("audience-not-allowed", at,
                    quoted(audience) +
                        " is the resource URL of this gateway; an accepted audience names the auth "
                        "server, or tokens for the gateway could be replayed as assertions");
    }
  }
}

}  // namespace

std::vector<out::TrustedIssuer> convert_trusted_issuers(const std::vector<model::TrustedIssuerConfig>& issuers) {
  std::vector<out::TrustedIssuer> result;
  for (const auto& issuer : issuers) {
    const std::size_t index = result.size();
    out::TrustedIssuer& converted = result.emplace_back();
    converted.name = issuer.name;
    converted.issuer_url = issuer.issuer_url;
    converted.expected_audience = issuer.expected_audience;
    converted.jwks_url = issuer.jwks_url;
    converted.insecure_allow_http = issuer.insecure_allow_http;
    converted.allow_private_ips = issuer.allow_private_ips;
    if (issuer.ca_bundle_ref) converted.ca_file_path = kIssuerCa.path(index);
    converted.actor_claim = issuer.actor_claim;
    converted.allowed_actors = issuer.allowed_actors;
    converted.actor_matcher = issuer.actor_matcher;
    converted.allowed_delegate_clients = issuer.allowed_delegate_clients;
    converted.allow_may_act = issuer.allow_may_act;
    if (issuer.jwt_bearer_grant) converted.jwt_bearer_grant = convert(*issuer.jwt_bearer_grant);
  }
  return result;
}

void validate_trusted_issuers(const Context& context, const out::RunConfig& config, const Grants& grants) {
  const Behaviour& behaviour = behaviour_of(context.settings.release.set);
  std::set<std::string_view> seen;
  for (const auto& [issuer, path, exchange_path, assertion_path] : grants.issuers) {
    // The URLs are not repeated in these messages: they may hold a password.
    if (const auto problem = issuer_problem(issuer, behaviour)) {
      context.error("invalid-url", path / field<&model::TrustedIssuerConfig::issuer_url>(),
                    "this URL names no issuer that can be trusted: " + *problem);
    }
    if (const auto problem = key_set_problem(issuer, behaviour)) {
      context.error("invalid-url", path / field<&model::TrustedIssuerConfig::jwks_url>(),
                    "keys cannot be read from this URL: " + *problem);
    }
    if (behaviour.judges_clients_as_vmcp && issuer.expected_audience.empty() && !issuer.jwt_bearer_grant) {
      context.error("missing-field", path,
                    "no grant takes this issuer's tokens: neither a token exchange, which needs an "
                    "expected audience, nor a JWT bearer grant");
    }
    if (issuer.issuer_url == config.issuer) {
      context.error("self-trusted-issuer", path / field<&model::TrustedIssuerConfig::issuer_url>(),
                    "this is the auth server's own issuer, whose tokens are trusted anyway");
    }
    if (!seen.insert(issuer.issuer_url).second) {
      context.error("duplicate-list-item", path / field<&model::TrustedIssuerConfig::issuer_url>(),
                    "this issuer is given more than once");
    }
    if (const auto problem = cel::check_actor_matcher(issuer.actor_matcher)) {
      context.error("invalid-actor-matcher",
                    exchange_path / field<&model::TokenExchangeIssuerPolicyConfig::actor_matcher>(),
                    "this CEL expression does not compile: " + *problem);
    }
    if (issuer.jwt_bearer_grant) {
      validate_grant(context, assertion_path, *issuer.jwt_bearer_grant, config.allowed_audiences);
    }
  }
}

}  // namespace vmcp::op
