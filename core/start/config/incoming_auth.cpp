#include "core/start/config/incoming_auth.h"

#include <string>

#include "core/diag/quoted.h"
#include "core/model/path_of.h"
#include "core/start/auth_server/key_material.h"
#include "core/start/container.h"
#include "core/start/private_hosts.h"
#include "core/start/stated_value.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using model::field;
using model::path_of;
constexpr std::string_view kGoogleTokenInfo = "https://oauth2.googleapis.com/tokeninfo";
const FieldPath kOidc = path_of<&model::config::Config::incoming_auth, &model::config::IncomingAuthConfig::oidc>();

/// As networking's HttpClientBuilder.Build, which reads the bundle at once.
void check_bundle(const Gateway& gateway, const op::Wire& bundle) {
  if (bundle.name.find("..") != std::string::npos) {
    op::Origin key = bundle.origin;
    key.path = key.path / field<&model::ConfigMapKeySelector::key>();
    gateway.refuse(key, "invalid-value",
                   "\"" + bundle.name + "\", where the bundle is mounted, must not have \"..\" in it");
    return;
  }
  const op::Content& content = bundle.content;
  const op::Context& context = gateway.context;
  const auto found = judged_config_map<find_certificates>(context, content).value_or(Certificates::kPresent);
  const std::string which = "key \"" + content.key + "\" of ConfigMap \"" + content.object + "\" holds ";
  if (found == Certificates::kAbsent) {
    gateway.refuse(bundle.origin, "no-certificate", which + "no PEM block with a certificate");
  } else if (found == Certificates::kStandIn) {
    context.reporter.warning(*bundle.origin.object, "no-certificate", bundle.origin.path,
                             which + "what can only stand in for a certificate; vmcp would not start with it");
  }
}

/// As auth.NewTokenValidator.
void check_validator(const Gateway& gateway, const model::config::OidcConfig& oidc) {
  if (oidc.issuer.empty()) {
    gateway.refuse_written("missing-field", kOidc / field<&model::config::OidcConfig::issuer>(),
                           "incoming auth needs an issuer");
  } else if (oidc.jwks_url.empty() && container_env(gateway.deployment, "TOOLHIVE_SKIP_OIDC_DISCOVERY") == "true") {
    gateway.refuse_written("missing-field", kOidc / field<&model::config::OidcConfig::jwks_url>(),
                           "with TOOLHIVE_SKIP_OIDC_DISCOVERY set to true, the URL of the issuer's keys must be given");
  }
  if (oidc.introspection_url == kGoogleTokenInfo &&
      oidc.audience.find_first_not_of(" \t\r\n\v\f") == std::string::npos) {
    gateway.refuse_written("missing-field", kOidc / field<&model::config::OidcConfig::audience>(),
                           "Google's introspection needs an audience, or the tokens of any client would be taken");
  }
}

/// Keys are fetched from the issuer, or from where it says that they are; those of the gateway's own auth server are at
/// hand. As networking's protectedDialerControl.
void check_issuer_network(const Gateway& gateway, const model::config::OidcConfig& oidc) {
  if (oidc.jwks_allow_private_ip || gateway.rendered.auth_server) return;
  const bool states_keys = !oidc.jwks_url.empty();
  const std::string& url = states_keys ? oidc.jwks_url : oidc.issuer;
  if (!is_in_private_network(url)) return;
  const op::Origin origin = gateway.rendered.notes.config.of(kOidc / (states_keys ? "jwksUrl" : "issuer"));
  gateway.context.reporter.warning(*origin.object, "private-address", origin.path,
                                   diag::quoted(url) +
                                       " leads into a private network, from which vmcp does not fetch keys; set "
                                       "jwksAllowPrivateIP: true to let it");
}

}  // namespace

void check_incoming_auth(const Gateway& gateway) {
  const auto& incoming = gateway.config().incoming_auth;
  if (!incoming || incoming->type != "oidc" || !incoming->oidc) return;
  check_validator(gateway, *incoming->oidc);
  check_issuer_network(gateway, *incoming->oidc);
  for (const op::Wire& row : gateway.rendered.notes.wiring.rows(op::Concern::kIncomingAuth)) {
    if (row.kind == op::Wire::Kind::kFile && row.wired == op::Wired::kByOperator) check_bundle(gateway, row);
  }
}

}  // namespace vmcp::start
