#include "core/operator/oidc.h"

#include <string>
#include <string_view>

#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/go/url.h"
#include "core/operator/references.h"
#include "core/operator/url_rules.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using OidcResource = cluster::Resource<model::McpOidcConfigSpec>;

constexpr std::string_view kInlineType = "inline";
constexpr std::string_view kKubernetesIssuer = "https://kubernetes.default.svc";
constexpr std::string_view kKubernetesCaBundle = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";
constexpr std::string_view kCaBundleMountBase = "/config/certs/";
constexpr std::string_view kCaBundleDefaultKey = "ca.crt";
constexpr std::string_view kCaBundleVolumePrefix = "oidc-ca-bundle-";
constexpr std::size_t kVolumeNameLimit = 63;
constexpr std::string_view kClientSecretEnv = "VMCP_OIDC_CLIENT_SECRET";
constexpr int kProxyPort = 4483;

FieldPath reference_path() { return FieldPath{"spec.incomingAuth.oidcConfigRef"}; }

const model::McpOidcConfigReference* reference(const Context& context) {
  const auto& incoming = context.spec().incoming_auth;
  return incoming && incoming->oidc_config_ref ? &*incoming->oidc_config_ref : nullptr;
}

/// The referenced config's inline block, when it has that type; reports nothing.
const model::InlineOidcSharedConfig* inline_config(const OidcResource& config) {
  return config.spec.type == kInlineType && config.spec.inline_ ? &*config.spec.inline_ : nullptr;
}

const model::InlineOidcSharedConfig* referenced_inline_config(const Context& context) {
  const auto* name = reference(context);
  if (name == nullptr) return nullptr;
  const auto* config = context.cluster.find<model::McpOidcConfigSpec>(context.name_space(), name->name);
  return config == nullptr ? nullptr : inline_config(*config);
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
  context.reporter.error(*config.object, code, path, std::move(message))
      .related.push_back(context.reporter.related(*context.server.object, reference_path(), "referenced from here"));
}

/// What the config's own controller refuses; a gateway waits for it to be Valid. As validateOIDCConfigSpec.
void validate_url(const Context& context, const OidcResource& config, std::string_view field, const std::string& text) {
  if (text.empty()) return;
  const FieldPath path = FieldPath{"spec.inline"} / field;
  const go::url::Parsed url = go::url::parse(text);
  if (const auto problem = http_url_problem(url)) {
    refuse(context, config, "invalid-url", path, quoted(text) + " is no URL that can be used here: " + *problem);
  } else if (url->scheme == "http" && !config.spec.inline_->insecure_allow_http) {
    refuse(context, config, "insecure-url", path,
           quoted(text) + " uses http; use https, or set insecureAllowHTTP: true for development");
  }
}

/// As ValidateCABundleSource.
void validate_ca_bundle(const Context& context, const OidcResource& config) {
  const auto& source = config.spec.inline_->ca_bundle_ref;
  if (!source) return;
  const FieldPath path{"spec.inline.caBundleRef"};
  if (!source->config_map_ref) {
    refuse(context, config, "invalid-value", path, "caBundleRef must name a ConfigMap in configMapRef");
    return;
  }
  const std::string& name = source->config_map_ref->name;
  const std::size_t limit = kVolumeNameLimit - kCaBundleVolumePrefix.size();
  if (name.empty()) {
    refuse(context, config, "invalid-value", path / "configMapRef", "configMapRef must have a name");
  } else if (name.size() > limit) {
    refuse(context, config, "invalid-value", path / "configMapRef" / "name",
           quoted(name) + " is too long to be part of a volume's name: found " + std::to_string(name.size()) +
               " characters, expected at most " + std::to_string(limit));
  } else {
    expect_config_map_key(context, *config.object, path / "configMapRef", name, ca_bundle_key(*source->config_map_ref));
  }
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

/// As createServiceURL: not the URL of the Service that the operator makes, which is called `vmcp-NAME`.
std::string default_resource_url(const Context& context) {
  return "http://" + context.name() + '.' + context.name_space() + ".svc.cluster.local:" + std::to_string(kProxyPort);
}

}  // namespace

std::optional<model::config::OidcConfig> convert_oidc(const Context& context) {
  const model::McpOidcConfigReference* name = reference(context);
  if (name == nullptr) return std::nullopt;
  const auto* config =
      resolve<model::McpOidcConfigSpec>(context, *context.server.object, reference_path() / "name", name->name);
  if (config == nullptr) return std::nullopt;

  model::config::OidcConfig result;
  result.audience = name->audience;
  result.resource = name->resource_url.empty() ? default_resource_url(context) : name->resource_url;
  result.scopes = name->scopes;
  if (const auto* shared = inline_config(*config)) {
    validate_url(context, *config, "issuer", shared->issuer);
    validate_url(context, *config, "jwksUrl", shared->jwks_url);
    validate_ca_bundle(context, *config);
    if (shared->client_secret_ref) {
      require_secret_key(context, *config->object, FieldPath{"spec.inline.clientSecretRef"},
                         shared->client_secret_ref->name, shared->client_secret_ref->key);
    }
    apply_inline(*shared, result);
  } else {
    apply_service_account(config->spec.kubernetes_service_account.value_or(model::KubernetesServiceAccountOidcConfig{}),
                          result);
  }
  return result;
}

kube::Volumes oidc_volumes(const Context& context) {
  const auto* config = referenced_inline_config(context);
  const auto* bundle = config == nullptr ? nullptr : ca_bundle(*config);
  if (bundle == nullptr) return {};
  const std::string key = ca_bundle_key(*bundle);
  kube::Volume volume;
  volume.name = std::string(kCaBundleVolumePrefix) + bundle->name;
  volume.object = bundle->name;
  volume.items = {{key, key}};
  kube::VolumeMount mount;
  mount.name = volume.name;
  mount.mount_path = std::string(kCaBundleMountBase) + bundle->name;
  mount.read_only = true;
  return {{std::move(volume)}, {std::move(mount)}};
}

std::vector<kube::EnvVar> oidc_env(const Context& context) {
  const auto* config = referenced_inline_config(context);
  if (config == nullptr || !config->client_secret_ref) return {};
  return {kube::EnvVar::from_secret(std::string(kClientSecretEnv), config->client_secret_ref->name,
                                    config->client_secret_ref->key)};
}

}  // namespace vmcp::op
