#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/quoted.h"
#include "core/go/base64.h"
#include "core/go/pem.h"
#include "core/go/x509.h"
#include "core/kube/checksum.h"
#include "core/model/path_of.h"
#include "core/operator/auth_server/parts.h"
#include "core/operator/references.h"
#include "core/operator/shared_verdicts.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using model::field;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n\v\f\r") == std::string_view::npos; }

/// What keeps a text from being a list of certificates and nothing else. As validatePEMCertificates.
std::optional<std::string> bundle_problem(std::string_view text) {
  if (is_blank(text)) return "it is empty";
  while (!is_blank(text)) {
    const auto block = go::decode_pem(text);
    if (!block) return "it holds something that is no PEM block";
    if (block->type != "CERTIFICATE")
      return "it holds a PEM block " + quoted(block->type) + ", expected \"CERTIFICATE\"";
    if (!go::is_certificate(block->bytes)) return "it holds a PEM block that is no X.509 certificate";
  }
  return std::nullopt;
}

/// The bytes at a key of a ConfigMap; nothing when it has none.
std::optional<std::string> content_of(const Context& context, const cluster::Object& config_map, std::string_view key) {
  const yaml::Value* text = context.cluster.entry(config_map, "data", key);
  if (text != nullptr && text->is_string()) return std::string(text->as_string());
  const yaml::Value* bytes = context.cluster.entry(config_map, "binaryData", key);
  if (bytes == nullptr || !bytes->is_string()) return std::nullopt;
  return go::decode_base64(bytes->as_string());
}

struct Bundle {
  std::optional<std::string> content = {};  ///< nothing when the ConfigMap has no such key
  std::optional<std::string> problem = {};
};

/// A bundle, and whose text it is.
struct Resolved {
  const cluster::Object* config_map;
  std::string key;
  std::shared_ptr<const Bundle> bundle;
};

/// The bundle that `path` refers to; nothing when it is refused (then reported). As ResolveCABundle.
std::optional<Resolved> resolve(const Context& context, const FieldPath& path, const model::CaBundleSource& reference) {
  if (!reference.config_map_ref) {
    context.error("invalid-value", path, "caBundleRef must name a ConfigMap in configMapRef");
    return std::nullopt;
  }
  const model::ConfigMapKeySelector& selector = *reference.config_map_ref;
  const FieldPath selector_path = path / field<&model::CaBundleSource::config_map_ref>();
  if (selector.optional.value_or(false)) {
    context.error("invalid-value", selector_path / field<&model::ConfigMapKeySelector::optional>(),
                  "a CA bundle of the auth server cannot be optional");
    return std::nullopt;
  }
  const cluster::Object* config_map = resolve_config_map(
      context, *context.server.object, selector_path / field<&model::ConfigMapKeySelector::name>(), selector.name);
  if (config_map == nullptr) return std::nullopt;
  const std::string_view key = selector.key.empty() ? kBundleKey : std::string_view{selector.key};
  auto bundle = shared_verdict(context, *config_map, key, [&] {
    Bundle result{content_of(context, *config_map, key)};
    if (result.content) result.problem = bundle_problem(*result.content);
    return result;
  });
  if (!bundle->content) {
    context.error("config-map-key-missing", selector_path / field<&model::ConfigMapKeySelector::key>(),
                  diag::Message("ConfigMap " + quoted(selector.name) + " has no key " + quoted(key))
                      .suggest(context.cluster.config_map(context.name_space(), selector.name)->nearest(key)));
    return std::nullopt;
  }
  if (bundle->problem) {
    context.error(
        "no-certificate", selector_path,
        "key " + quoted(key) + " of ConfigMap " + quoted(selector.name) + " is no CA bundle: " + *bundle->problem);
    return std::nullopt;
  }
  return Resolved{config_map, std::string(key), std::move(bundle)};
}

const std::optional<model::CaBundleSource>& reference_of(const model::UpstreamProviderConfig& upstream) {
  static const std::optional<model::CaBundleSource> kNone;
  if (upstream.oidc_config) return upstream.oidc_config->ca_bundle_ref;
  return upstream.oauth2_config ? upstream.oauth2_config->ca_bundle_ref : kNone;
}

}  // namespace

std::string CaMounts::path(std::size_t index) const {
  return std::string(directory) + '/' + std::to_string(index) + '/' + std::string(kBundleFile);
}

std::vector<CaBundle> ca_bundles(const model::EmbeddedAuthServerConfig& config) {
  std::vector<CaBundle> bundles;
  for (std::size_t i = 0; i < config.upstream_providers.size(); ++i) {
    const model::UpstreamProviderConfig& upstream = config.upstream_providers[i];
    const auto& reference = reference_of(upstream);
    if (!reference) continue;
    using Upstream = model::UpstreamProviderConfig;
    const std::string_view key = upstream.oidc_config
                                     ? field<&Upstream::oidc_config, &model::OidcUpstreamConfig::ca_bundle_ref>()
                                     : field<&Upstream::oauth2_config, &model::OAuth2UpstreamConfig::ca_bundle_ref>();
    bundles.push_back({Use::kUpstreamCa, &kUpstreamCa, i,
                       auth_server_path<&model::EmbeddedAuthServerConfig::upstream_providers>(i) / key, &*reference,
                       "upstream " + quoted(upstream.name)});
  }
  for (std::size_t i = 0; i < config.trusted_issuers.size(); ++i) {
    const auto& reference = config.trusted_issuers[i].ca_bundle_ref;
    if (!reference) continue;
    bundles.push_back({Use::kIssuerCa, &kIssuerCa, i,
                       auth_server_path<&model::EmbeddedAuthServerConfig::trusted_issuers,
                                        &model::TrustedIssuerConfig::ca_bundle_ref>(i),
                       &*reference, "trusted issuer " + std::to_string(i)});
  }
  return bundles;
}

void read_ca_bundles(const Context& context, const model::EmbeddedAuthServerConfig& config) {
  std::vector<Resolved> all;
  std::optional<std::size_t> first_issuer;
  std::string names;  // of all texts that are hashed, in their order
  for (const CaBundle& bundle : ca_bundles(config)) {
    std::optional<Resolved> resolved = resolve(context, bundle.path, *bundle.reference);
    if (!resolved) continue;
    if (bundle.use == Use::kIssuerCa && !first_issuer) {
      first_issuer = all.size();
      names.push_back('\0');
    }
    names.append(resolved->config_map->name).append("/").append(resolved->key).push_back('\0');
    all.push_back(*std::move(resolved));
  }
  if (all.empty()) return;
  context.notes->ca_checksum = *shared_verdict(context, *all.front().config_map, names, [&] {
    std::string hashed;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i == first_issuer) hashed.append("trustedIssuers").push_back('\0');
      hashed.append(*all[i].bundle->content).push_back('\0');
    }
    return kube::sha256_hex(hashed);
  });
}

}  // namespace vmcp::op
