#include "core/operator/incoming/oidc.h"

#include <string>
#include <string_view>

#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/go/url.h"
#include "core/model/path_of.h"
#include "core/operator/names.h"
#include "core/operator/references.h"
#include "core/operator/url_rules.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;
using model::InlineOidcSharedConfig;
using model::McpOidcConfigReference;
using model::path_of;
using model::config::OidcConfig;
using OidcResource = cluster::Resource<model::McpOidcConfigSpec>;

constexpr std::string_view kInlineType = "inline";
constexpr std::string_view kKubernetesIssuer = "https://kubernetes.default.svc";
constexpr std::string_view kKubernetesCaBundle = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";
constexpr std::string_view kCaBundleMountBase = "/config/certs/";
constexpr std::string_view kCaBundleDefaultKey = "ca.crt";
constexpr std::string_view kCaBundleVolumePrefix = "oidc-ca-bundle-";
constexpr std::size_t kVolumeNameLimit = 63;
constexpr std::string_view kServiceAccountType = "kubernetesServiceAccount";
constexpr std::string_view kClientSecretEnv = "VMCP_OIDC_CLIENT_SECRET";

/// The path of a field of the referenced config's inline block.
template <auto... kMembers>
FieldPath inline_path() {
  return path_of<&model::McpOidcConfigSpec::inline_, kMembers...>();
}

FieldPath reference_path() {
  return path_of<&model::VirtualMcpServerSpec::incoming_auth, &model::IncomingAuthConfig::oidc_config_ref>();
}

const model::McpOidcConfigReference* reference(const Context& context) {
  const auto& incoming = context.spec().incoming_auth;
  return incoming && incoming->oidc_config_ref ? &*incoming->oidc_config_ref : nullptr;
}

/// The referenced config's inline block, when it has that type; reports nothing.
const model::InlineOidcSharedConfig* inline_config(const OidcResource& config) {
  return config.spec.type == kInlineType && config.spec.inline_ ? &*config.spec.inline_ : nullptr;
}

std::string ca_bundle_key(const model::ConfigMapKeySelector& bundle) {
  return bundle.key.empty() ? std::string(kCaBundleDefaultKey) : bundle.key;
}

const model::ConfigMapKeySelector* ca_bundle(const model::InlineOidcSharedConfig& config) {
  return config.ca_bundle_ref && config.ca_bundle_ref->config_map_ref ? &*config.ca_bundle_ref->config_map_ref
                                                                      : nullptr;
}

/// An error in the referenced config, which the gateway suffers from.
void refuse(const Context& context, const OidcResource& config, diag::Code code, const FieldPath& path,
            std::string message) {
  const admission::Reporter& reporter = context.reporter;
  reporter.error(*config.object, code, path,
                 diag::Message(std::move(message))
                     .because(reporter.related(*context.server.object, reference_path(), "referenced from here")));
}

/// What the config's own controller refuses; a gateway waits for it to be Valid. As validateOIDCConfigSpec.
void validate_url(const Context& context, const OidcResource& config, const FieldPath& path, const std::string& text) {
  if (text.empty()) return;

  const go::url::Parsed url = go::url::parse(text);
  if (const auto problem = http_url_problem(url)) {
    refuse(context, config, "invalid-url", path, quoted(text) + " is no URL that can be used here: " + *problem);
  } else if (url->scheme == "http" && !config.spec.inline_->insecure_allow_http) {
    refuse(context, config, "insecure-url", path,
           quoted(text) + " uses http; use https, or set insecureAllowHTTP: true for development");
  }
}

/// A field of the referenced config.
Origin shared_origin(const Context& context, const OidcResource& config, const FieldPath& path) {
  return {config.object, path, context.server.object, reference_path()};
}

Reader token_check(Urgency urgency) {
  return {"the check of incoming tokens", urgency, reference_path() / field<&McpOidcConfigReference::name>()};
}

/// Notes the file of certificates. The middleware of type oidc reads it at once. As newOIDCAuthMiddleware.
void wire_ca_file(const Context& context, Wire file) {
  file.use = Use::kIncomingAuth;
  if (context.spec().incoming_auth->type == "oidc") file.reader = token_check(Urgency::kAtStart);
  wire(context, Concern::kIncomingAuth, std::move(file));
}

/// A config without a spec has no type, which neither its controller nor the resolver takes. As ResolveFromConfigRef.
bool has_known_type(const Context& context, const OidcResource& config) {
  const std::string& type = config.spec.type;
  if (type == kInlineType || type == kServiceAccountType) return true;
  refuse(
      context, config, "unsupported-type", FieldPath{"spec.type"},
      "found " + quoted(type) + ", expected " + std::string(kInlineType) + " or " + std::string(kServiceAccountType));
  return false;
}

/// As ValidateCABundleSource.
void wire_ca_bundle(const Context& context, const OidcResource& config) {
  const auto& source = config.spec.inline_->ca_bundle_ref;
  if (!source) return;
  const FieldPath path = inline_path<&InlineOidcSharedConfig::ca_bundle_ref>();
  if (!source->config_map_ref) {
    refuse(context, config, "invalid-value", path, "caBundleRef must name a ConfigMap in configMapRef");
    return;
  }
  const std::string& name = source->config_map_ref->name;
  const std::size_t limit = kVolumeNameLimit - kCaBundleVolumePrefix.size();
  if (name.empty()) {
    refuse(context, config, "invalid-value", path / field<&model::CaBundleSource::config_map_ref>(),
           "configMapRef must have a name");
  } else if (name.size() > limit) {
    refuse(context, config, "invalid-value",
           path / field<&model::CaBundleSource::config_map_ref, &model::ConfigMapKeySelector::name>(),
           quoted(name) + " is too long to be part of a volume's name: found " + std::to_string(name.size()) +
               " characters, expected at most " + std::to_string(limit));
  } else {
    std::string key = ca_bundle_key(*source->config_map_ref);
    Wire file = Wire::file(Content::config_map(name, key), std::string(kCaBundleMountBase) + name, key,
                           std::string(kCaBundleVolumePrefix) + name, false);
    file.origin = shared_origin(context, config, path / field<&model::CaBundleSource::config_map_ref>());
    file.lookup = Lookup::kExpected;
    context.notes->config.note(path_of<&model::config::Config::incoming_auth, &model::config::IncomingAuthConfig::oidc,
                                       &OidcConfig::ca_bundle_path>(),
                               file.origin, Origins::Extent::kWhole);
    wire_ca_file(context, std::move(file));
  }
}

/// vmcp's middleware knows the variable's name, but does not read it.
void wire_client_secret(const Context& context, const OidcResource& config) {
  const auto& secret = config.spec.inline_->client_secret_ref;
  if (!secret) return;
  Wire variable = Wire::variable(std::string(kClientSecretEnv), Content::secret(*secret));
  variable.origin = shared_origin(context, config, inline_path<&InlineOidcSharedConfig::client_secret_ref>());
  variable.lookup = Lookup::kRequired;
  variable.use = Use::kIncomingAuth;
  variable.reader = token_check(Urgency::kLater);
  wire(context, Concern::kIncomingAuth, std::move(variable));
}

/// As resolveFromInlineSharedConfig.
void apply_inline(const model::InlineOidcSharedConfig& config, model::config::OidcConfig& result) {
  result.issuer = config.issuer;
  result.jwks_url = config.jwks_url;
  result.introspection_url = config.introspection_url;
  result.client_id = config.client_id;
  if (config.client_secret_ref) result.client_secret_env = kClientSecretEnv;
  if (const auto* bundle = ca_bundle(config)) {
    result.ca_bundle_path = std::string(kCaBundleMountBase) + bundle->name + '/' + ca_bundle_key(*bundle);
  }
  result.jwks_allow_private_ip = config.jwks_allow_private_ip;
  result.protected_resource_allow_private_ip = config.protected_resource_allow_private_ip;
  result.insecure_allow_http = config.insecure_allow_http;
}

/// As resolveFromK8sServiceAccountConfig.
void apply_service_account(const model::KubernetesServiceAccountOidcConfig& config, model::config::OidcConfig& result) {
  result.issuer = config.issuer.empty() ? kKubernetesIssuer : config.issuer;
  result.jwks_url = config.jwks_url;
  result.introspection_url = config.introspection_url;
  if (config.use_cluster_auth.value_or(true)) {
    result.ca_bundle_path = kKubernetesCaBundle;
    result.jwks_allow_private_ip = true;
  }
}

/// The config's block calls its fields as vmcp does, but for those that the gateway itself states.
void note_origins(const Context& context, const OidcResource& config, const FieldPath& block) {
  const FieldPath oidc = path_of<&model::config::Config::incoming_auth, &model::config::IncomingAuthConfig::oidc>();
  Origins& origins = context.notes->config;
  origins.note(oidc, shared_origin(context, config, block));
  const auto by_gateway = [&](std::string_view key, std::string_view stated) {
    origins.note(oidc / key, {context.server.object, reference_path() / stated, nullptr, {}});
  };
  by_gateway(field<&OidcConfig::audience>(), field<&McpOidcConfigReference::audience>());
  by_gateway(field<&OidcConfig::resource>(), field<&McpOidcConfigReference::resource_url>());
  by_gateway(field<&OidcConfig::scopes>(), field<&McpOidcConfigReference::scopes>());
}

/// As createServiceURL: not the URL of the Service that the operator makes, which is called `vmcp-NAME`.
std::string default_resource_url(const Context& context) {
  return "http://" + context.name() + '.' + context.name_space() + ".svc.cluster.local:" + std::to_string(kGatewayPort);
}

}  // namespace

std::optional<model::config::OidcConfig> convert_oidc(const Context& context) {
  const model::McpOidcConfigReference* name = reference(context);
  if (name == nullptr) return std::nullopt;
  const auto* config = resolve<model::McpOidcConfigSpec>(
      context, *context.server.object, reference_path() / field<&McpOidcConfigReference::name>(), name->name);
  if (config == nullptr || !has_known_type(context, *config)) return std::nullopt;

  model::config::OidcConfig result;
  result.audience = name->audience;
  result.resource = name->resource_url.empty() ? default_resource_url(context) : name->resource_url;
  result.scopes = name->scopes;
  if (const auto* shared = inline_config(*config)) {
    note_origins(context, *config, inline_path<>());
    validate_url(context, *config, inline_path<&InlineOidcSharedConfig::issuer>(), shared->issuer);
    validate_url(context, *config, inline_path<&InlineOidcSharedConfig::jwks_url>(), shared->jwks_url);
    wire_ca_bundle(context, *config);
    wire_client_secret(context, *config);
    apply_inline(*shared, result);
  } else {
    apply_service_account(config->spec.kubernetes_service_account.value_or(model::KubernetesServiceAccountOidcConfig{}),
                          result);
    if (!result.ca_bundle_path.empty()) {
      Wire file{.kind = Wire::Kind::kFile, .name = result.ca_bundle_path};
      file.wired = Wired::kByKubelet;
      wire_ca_file(context, std::move(file));
    }
    note_origins(context, *config, path_of<&model::McpOidcConfigSpec::kubernetes_service_account>());
  }
  return result;
}

}  // namespace vmcp::op
