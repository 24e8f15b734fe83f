#include "core/start/incoming_auth.h"

#include <string>

#include "core/start/container_env.h"
#include "core/start/key_material.h"
#include "core/start/stated_value.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using OidcResource = cluster::Resource<model::McpOidcConfigSpec>;

constexpr std::string_view kGoogleTokenInfo = "https://oauth2.googleapis.com/tokeninfo";
constexpr std::string_view kDefaultBundleKey = "ca.crt";

const OidcResource* referenced_config(const Gateway& gateway) {
  const auto& incoming = gateway.context.spec().incoming_auth;
  if (!incoming || !incoming->oidc_config_ref) return nullptr;
  return gateway.context.cluster.find<model::McpOidcConfigSpec>(gateway.context.name_space(),
                                                                incoming->oidc_config_ref->name);
}

void refuse(const Gateway& gateway, const OidcResource& config, diag::Code code, const FieldPath& path,
            std::string message) {
  const auto& context = gateway.context;
  gateway.refuse(*config.object, code, path, std::move(message))
      .related.push_back(context.reporter.related(*context.server.object, FieldPath{"spec.incomingAuth.oidcConfigRef"},
                                                  "referenced from here"));
}

/// As networking's HttpClientBuilder.Build, which reads the bundle at once.
void check_bundle(const Gateway& gateway, const OidcResource& config, const model::config::OidcConfig& oidc) {
  if (!config.spec.inline_ || !config.spec.inline_->ca_bundle_ref) return;
  const auto& bundle = config.spec.inline_->ca_bundle_ref->config_map_ref;
  if (!bundle) return;
  const FieldPath path{"spec.inline.caBundleRef.configMapRef"};
  if (oidc.ca_bundle_path.find("..") != std::string::npos) {
    refuse(gateway, config, "invalid-value", path / "key",
           "\"" + oidc.ca_bundle_path + "\", where the bundle is mounted, must not have \"..\" in it");
    return;
  }
  const std::string_view key = bundle->key.empty() ? kDefaultBundleKey : std::string_view{bundle->key};
  const auto file = stated_config_map(gateway.context.cluster, gateway.context.name_space(), bundle->name, key);
  const Certificates found = file ? find_certificates(*file) : Certificates::kPresent;
  const std::string which = "key \"" + std::string(key) + "\" of ConfigMap \"" + bundle->name + "\" holds ";
  if (found == Certificates::kAbsent) {
    refuse(gateway, config, "no-certificate", path, which + "no PEM block with a certificate");
  } else if (found == Certificates::kStandIn) {
    gateway.context.reporter.warning(*config.object, "no-certificate", path,
                                     which + "what can only stand in for a certificate; vmcp would not start with it");
  }
}

/// As auth.NewTokenValidator.
void check_validator(const Gateway& gateway, const OidcResource& config, const model::config::OidcConfig& oidc) {
  if (oidc.issuer.empty()) {
    refuse(gateway, config, "missing-field", FieldPath{"spec.inline.issuer"}, "incoming auth needs an issuer");
  } else if (oidc.jwks_url.empty() && container_env(gateway.deployment, "TOOLHIVE_SKIP_OIDC_DISCOVERY") == "true") {
    refuse(gateway, config, "missing-field", FieldPath{"spec.inline.jwksUrl"},
           "with TOOLHIVE_SKIP_OIDC_DISCOVERY set to true, the URL of the issuer's keys must be given");
  }
  if (oidc.introspection_url == kGoogleTokenInfo &&
      oidc.audience.find_first_not_of(" \t\r\n\v\f") == std::string::npos) {
    gateway.refuse("missing-field", FieldPath{"spec.incomingAuth.oidcConfigRef.audience"},
                   "Google's introspection needs an audience, or the tokens of any client would be taken");
  }
}

}  // namespace

void check_incoming_auth(const Gateway& gateway) {
  const auto& incoming = gateway.config().incoming_auth;
  const OidcResource* config = referenced_config(gateway);
  if (!incoming || incoming->type != "oidc" || !incoming->oidc || config == nullptr) return;
  check_validator(gateway, *config, *incoming->oidc);
  check_bundle(gateway, *config, *incoming->oidc);
}

}  // namespace vmcp::start
