#include <algorithm>
#include <cstddef>
#include <string>

#include "core/go/duration.h"
#include "core/model/path_of.h"
#include "core/operator/auth_server/auth_server.h"
#include "core/operator/auth_server/parts.h"
#include "core/operator/behaviour.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using model::field;
namespace out = model::authserver;

template <auto... kMembers>
FieldPath inbound_path(const auto&... steps) {
  return auth_server_path<&model::EmbeddedAuthServerConfig::inbound_grants, kMembers...>(steps...);
}

std::optional<out::TokenExchangeInboundGrantRunConfig> convert(
    const std::optional<model::TokenExchangeInboundGrantConfig>& grant) {
  if (!grant) return std::nullopt;
  out::TokenExchangeInboundGrantRunConfig result;
  result.delegate_clients = convert_delegate_clients(grant->delegate_clients);
  for (const auto& policy : grant->issuer_policies) {
    result.issuer_policies.push_back({policy.issuer_ref, policy.expected_audience, policy.actor_claim,
                                      policy.allowed_actors, policy.actor_matcher, policy.allowed_delegate_clients,
                                      policy.allow_may_act});
  }
  return result;
}

std::optional<out::JwtBearerInboundGrantRunConfig> convert(
    const std::optional<model::JwtBearerInboundGrantConfig>& grant) {
  if (!grant) return std::nullopt;
  out::JwtBearerInboundGrantRunConfig result;
  for (const auto& policy : grant->issuer_policies) {
    auto& converted = result.issuer_policies.emplace_back();
    converted.issuer_ref = policy.issuer_ref;
    if (policy.max_assertion_age) {
      converted.max_assertion_age = go::format_duration(policy.max_assertion_age->nanoseconds);
    }
    converted.subject_bindings = convert_subject_bindings(policy.subject_bindings);
    converted.accepted_audiences = policy.accepted_audiences;
  }
  return result;
}

Grants::Issuer* find(std::vector<Grants::Issuer>& issuers, const std::string& name) {
  const auto found =
      std::ranges::find_if(issuers, [&](const Grants::Issuer& candidate) { return candidate.issuer.name == name; });
  return found == issuers.end() ? nullptr : &*found;
}

void apply(const out::TokenExchangeInboundGrantRunConfig& grant, Grants& grants) {
  const FieldPath path = inbound_path<&model::InboundGrantsConfig::token_exchange>();
  grants.clients = grant.delegate_clients;
  grants.clients_path = path / field<&model::TokenExchangeInboundGrantConfig::delegate_clients>();
  for (std::size_t i = 0; i < grant.issuer_policies.size(); ++i) {
    const auto& policy = grant.issuer_policies[i];
    Grants::Issuer* target = find(grants.issuers, policy.issuer_ref);
    if (target == nullptr) continue;
    target->exchange_path = (path / field<&model::TokenExchangeInboundGrantConfig::issuer_policies>())[i];
    target->issuer.expected_audience = policy.expected_audience;
    target->issuer.actor_claim = policy.actor_claim;
    target->issuer.allowed_actors = policy.allowed_actors;
    target->issuer.actor_matcher = policy.actor_matcher;
    target->issuer.allowed_delegate_clients = policy.allowed_delegate_clients;
    target->issuer.allow_may_act = policy.allow_may_act;
  }
}

void apply(const out::JwtBearerInboundGrantRunConfig& grant, Grants& grants) {
  for (std::size_t i = 0; i < grant.issuer_policies.size(); ++i) {
    const auto& policy = grant.issuer_policies[i];
    Grants::Issuer* target = find(grants.issuers, policy.issuer_ref);
    if (target == nullptr) continue;
    target->assertion_path =
        inbound_path<&model::InboundGrantsConfig::jwt_bearer, &model::JwtBearerInboundGrantConfig::issuer_policies>(i);
    target->issuer.jwt_bearer_grant = {policy.max_assertion_age, policy.subject_bindings, policy.accepted_audiences};
  }
}

/// Whether an issuer has what stands in policies of inboundGrants.tokenExchange today.
bool exchanges_tokens(const model::TrustedIssuerConfig& issuer) {
  return !issuer.expected_audience.empty() || !issuer.actor_claim.empty() || !issuer.allowed_actors.empty() ||
         !issuer.actor_matcher.empty() || !issuer.allowed_delegate_clients.empty() || issuer.allow_may_act;
}

/// Tells which fields of an auth server, which stands at a path, have a successor among the inbound grants.
template <class Warn>
void for_each_older_grant(const model::EmbeddedAuthServerConfig& config, const FieldPath& at, const Warn& warn_at) {
  const auto warn = [&](bool stated, const FieldPath& path, const FieldPath& successor, bool holds_the_same = false) {
    if (!stated) return;
    diag::Message message = "this field is deprecated; write " + successor.str() + " instead";
    if (holds_the_same) message.cured_by({diag::Cure::Kind::kMove, successor.str(), {}});
    warn_at(path, std::move(message));
  };
  const FieldPath inbound = at / field<&model::EmbeddedAuthServerConfig::inbound_grants>();
  const FieldPath exchange = inbound / "tokenExchange";
  // The API server takes no exchange of tokens that is written half here and half there.
  const bool moves_alone = std::ranges::none_of(config.trusted_issuers, exchanges_tokens);
  warn(!config.delegate_clients.empty(), at / "delegateClients", exchange / "delegateClients", moves_alone);
  for (std::size_t i = 0; i < config.trusted_issuers.size(); ++i) {
    const model::TrustedIssuerConfig& issuer = config.trusted_issuers[i];
    const FieldPath path = (at / "trustedIssuers")[i];
    const FieldPath policies = exchange / "issuerPolicies";
    warn(!issuer.expected_audience.empty(), path / "expectedAudience", policies);
    warn(!issuer.actor_claim.empty(), path / "actorClaim", policies);
    warn(!issuer.allowed_actors.empty(), path / "allowedActors", policies);
    warn(!issuer.actor_matcher.empty(), path / "actorMatcher", policies);
    warn(!issuer.allowed_delegate_clients.empty(), path / "allowedDelegateClients", policies);
    warn(issuer.allow_may_act, path / "allowMayAct", policies);
    warn(issuer.jwt_bearer_grant.has_value(), path / "jwtBearerGrant", inbound / "jwtBearer" / "issuerPolicies");
  }
}

}  // namespace

void warn_of_older_grants(const Context& context) {
  const auto& config = context.spec().auth_server_config;
  if (!config || !behaviour_of(context.settings.release.set).deprecates_grants_outside_inbound_grants) return;
  for_each_older_grant(*config, auth_server_path(), [&](const FieldPath& path, diag::Message message) {
    context.warning("deprecated-field", path, std::move(message));
  });
}

void warn_of_older_grants(const cluster::Cluster& cluster, release::Set set, const Told& told,
                          const admission::Reporter& reporter) {
  if (!behaviour_of(set).deprecates_grants_outside_inbound_grants) return;
  for (const cluster::Object& object : cluster.objects()) {
    if (object.group() != admission::kToolhiveGroup || object.kind != model::kKind<model::McpExternalAuthConfigSpec>)
      continue;
    const auto* config = cluster.find<model::McpExternalAuthConfigSpec>(object.name_space, object.name);
    if (config == nullptr || !config->spec.embedded_auth_server) continue;
    for_each_older_grant(*config->spec.embedded_auth_server,
                         model::path_of<&model::McpExternalAuthConfigSpec::embedded_auth_server>(),
                         [&](const FieldPath& path, diag::Message message) {
                           if (told(object, path)) return;
                           reporter.warning(object, "deprecated-field", path, std::move(message));
                         });
  }
}

std::vector<out::JwtBearerSubjectBinding> convert_subject_bindings(
    const std::vector<model::JwtBearerSubjectBinding>& bindings) {
  std::vector<out::JwtBearerSubjectBinding> result;
  for (const auto& binding : bindings) result.push_back({binding.subject, binding.allowed_resources});
  return result;
}

std::optional<out::InboundGrantsRunConfig> convert_inbound_grants(
    const std::optional<model::InboundGrantsConfig>& grants) {
  if (!grants) return std::nullopt;
  return out::InboundGrantsRunConfig{convert(grants->token_exchange), convert(grants->jwt_bearer)};
}

std::pair<const std::vector<model::DelegateClientConfig>&, FieldPath> delegate_clients(
    const model::EmbeddedAuthServerConfig& config) {
  if (config.inbound_grants && config.inbound_grants->token_exchange) {
    return {config.inbound_grants->token_exchange->delegate_clients,
            inbound_path<&model::InboundGrantsConfig::token_exchange,
                         &model::TokenExchangeInboundGrantConfig::delegate_clients>()};
  }
  return {config.delegate_clients, auth_server_path<&model::EmbeddedAuthServerConfig::delegate_clients>()};
}

bool Grants::stand_alone() const {
  return !clients.empty() || std::ranges::any_of(issuers, [](const Issuer& candidate) {
    return candidate.issuer.jwt_bearer_grant.has_value();
  });
}

Grants normalize(const out::RunConfig& config) {
  Grants grants{config.delegate_clients, auth_server_path<&model::EmbeddedAuthServerConfig::delegate_clients>(), {}};
  for (const out::TrustedIssuer& issuer : config.trusted_issuers) {
    const FieldPath path = auth_server_path<&model::EmbeddedAuthServerConfig::trusted_issuers>(grants.issuers.size());
    grants.issuers.push_back({issuer, path, path, path / field<&model::TrustedIssuerConfig::jwt_bearer_grant>()});
  }
  if (!config.inbound_grants) return grants;
  if (config.inbound_grants->token_exchange) apply(*config.inbound_grants->token_exchange, grants);
  if (config.inbound_grants->jwt_bearer) apply(*config.inbound_grants->jwt_bearer, grants);
  return grants;
}

}  // namespace vmcp::op
