#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "core/admission/variable.h"
#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/operator/auth_server/auth_server.h"
#include "core/operator/auth_server/parts.h"
#include "core/operator/behaviour.h"
#include "core/text/nearest.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
using model::path_of;

constexpr std::string_view kUpstreamInject = "upstream_inject";

using StrategyVisitor = std::function<void(const FieldPath&, const model::config::BackendAuthStrategy&)>;

/// Every backend's strategy that takes its token from an upstream of the auth server, with the field that chose it.
void for_each_upstream_inject(const model::config::Config& config, const StrategyVisitor& visit) {
  if (!config.outgoing_auth) return;
  const FieldPath path = path_of<&model::VirtualMcpServerSpec::outgoing_auth>();
  const auto visit_inject = [&](const FieldPath& at, const model::config::BackendAuthStrategy& strategy) {
    if (strategy.type == kUpstreamInject) visit(at, strategy);
  };
  if (config.outgoing_auth->default_) {
    visit_inject(path / field<&model::OutgoingAuthConfig::default_>(), *config.outgoing_auth->default_);
  }
  for (const auto& [name, strategy] : config.outgoing_auth->backends) {
    visit_inject((path / field<&model::OutgoingAuthConfig::backends>()).key(name), strategy);
  }
}

/// An auth server must have something to issue tokens for. As validateAuthServerRunConfig.
void check_grants(const Context& context, const model::authserver::RunConfig& auth_server) {
  if (!auth_server.upstreams.empty()) return;
  if (behaviour_of(context.settings.release.set).counts_inbound_grants) {
    if (normalize(auth_server).stand_alone()) return;
    context.error("missing-field", auth_server_path<&model::EmbeddedAuthServerConfig::upstream_providers>(),
                  "an auth server without upstreams needs delegate clients or an issuer with a JWT bearer grant");
    return;
  }
  model::authserver::RunConfig without_inbound;
  without_inbound.delegate_clients = auth_server.delegate_clients;
  without_inbound.trusted_issuers = auth_server.trusted_issuers;
  if (normalize(without_inbound).stand_alone()) return;
  context.error("missing-field", auth_server_path<&model::EmbeddedAuthServerConfig::upstream_providers>(),
                "an auth server without upstreams needs spec.authServerConfig.delegateClients or a trusted issuer with "
                "a jwtBearerGrant; in this release what inboundGrants declares does not count");
}

void check_provider(const Context& context, const FieldPath& path, const std::string& provider,
                    const model::authserver::RunConfig& auth_server) {
  std::vector<std::string_view> names;
  for (const auto& upstream : auth_server.upstreams) names.push_back(upstream.name);
  const std::string_view resolved = provider.empty() ? std::string_view{"default"} : std::string_view{provider};
  if (std::ranges::find(names, resolved) != names.end()) return;
  context.error("unknown-upstream", path,
                diag::Message("this backend gets the token of upstream " + quoted(resolved) +
                              ", which spec.authServerConfig.upstreamProviders does not have")
                    .suggest(text::nearest(resolved, names)));
}

/// The middleware must accept the tokens that the auth server issues. As validateAuthServerIncomingAuthConsistency.
void check_incoming_auth(const Context& context, const model::config::OidcConfig& oidc,
                         const model::authserver::RunConfig& auth_server) {
  if (!admission::may_be_same(auth_server.issuer, oidc.issuer)) {
    context.error(
        "issuer-mismatch", auth_server_path<&model::EmbeddedAuthServerConfig::issuer>(),
        diag::Message("the auth server issues tokens as " + quoted(auth_server.issuer) +
                      ", but spec.incomingAuth.oidcConfigRef accepts only those of " + quoted(oidc.issuer))
            .because(context.reporter.related(
                *context.server.object,
                path_of<&model::VirtualMcpServerSpec::incoming_auth, &model::IncomingAuthConfig::oidc_config_ref>(),
                "accepted issuer given here")));
  }
  const auto is_audience = [&](const std::string& allowed) { return admission::may_be_same(allowed, oidc.audience); };
  if (!oidc.audience.empty() && std::ranges::none_of(auth_server.allowed_audiences, is_audience)) {
    context.error("audience-mismatch",
                  path_of<&model::VirtualMcpServerSpec::incoming_auth, &model::IncomingAuthConfig::oidc_config_ref,
                          &model::McpOidcConfigReference::audience>(),
                  diag::Message("audience " + quoted(oidc.audience) + " must equal the resource URL, " +
                                quoted(oidc.resource) + ", for which the auth server issues tokens")
                      .suggest(oidc.resource));
  }
}

}  // namespace

void validate_auth_server_integration(const Context& context, const model::config::Config& config,
                                      const std::optional<model::authserver::RunConfig>& auth_server) {
  if (!auth_server) {
    // A refused auth server has been reported; that backends miss it would be no news.
    if (context.spec().auth_server_config) return;
    for_each_upstream_inject(config, [&](const FieldPath& path, const auto&) {
      context.error("auth-server-required", path,
                    "this backend gets an upstream's token (upstreamInject), which needs a spec.authServerConfig");
    });
    return;
  }
  check_grants(context, *auth_server);
  const auto& incoming = config.incoming_auth;
  if (!incoming || incoming->type != "oidc") {
    context.error("oidc-required",
                  path_of<&model::VirtualMcpServerSpec::incoming_auth, &model::IncomingAuthConfig::type>(),
                  "an auth server needs incoming auth of type \"oidc\" to check the tokens that it issues");
  } else if (incoming->oidc) {
    check_incoming_auth(context, *incoming->oidc, *auth_server);
  }
  for_each_upstream_inject(config, [&](const FieldPath& path, const model::config::BackendAuthStrategy& strategy) {
    if (strategy.upstream_inject) {
      check_provider(context, path, strategy.upstream_inject->provider_name, *auth_server);
    }
  });
}

}  // namespace vmcp::op
