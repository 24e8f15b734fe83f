#include "core/start/stated_value.h"

#include <algorithm>
#include <array>

#include "core/go/base64.h"
#include "core/text/ascii.h"
#include "core/yaml/value.h"

namespace vmcp::start {
namespace {

using yaml::Value;

/// Marks by which a controller is asked to fill an object with certificates.
constexpr std::array<std::string_view, 3> kInjectionMarks = {"config.openshift.io/inject-trusted-cabundle",
                                                             "service.beta.openshift.io/inject-cabundle",
                                                             "cert-manager.io/inject-ca-from"};

const Value* find(const Value& root, std::string_view first, std::string_view second) {
  const Value* value = root.find(first);
  return value == nullptr ? nullptr : value->find(second);
}

bool is_filled_in(const Value& root) {
  return std::ranges::any_of(kInjectionMarks, [&](std::string_view mark) {
    const Value* labels = find(root, "metadata", "labels");
    const Value* annotations = find(root, "metadata", "annotations");
    return (labels != nullptr && labels->find(mark) != nullptr) ||
           (annotations != nullptr && annotations->find(mark) != nullptr);
  });
}

std::optional<std::string> text_of(const Value* value) {
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return value->as_string();
}

std::optional<std::string> bytes_of(const Value* value) {
  const auto text = text_of(value);
  return text ? go::decode_base64(*text) : std::nullopt;
}

/// Whether something puts the bytes of another text into the place of this one before a container finds it: Flux
/// (`${NAME}`), the Argo CD Vault Plugin (`<path:secret/data/app#key>`, `<key | base64decode>`), bank-vaults
/// (`vault:secret/data/app#key`), vals (`ref+vault://...`) or SOPS, also where a build has kept what it encrypts
/// without its metadata.
bool is_placeholder(std::string_view text) {
  const bool is_of_plugin = text.starts_with('<') && text.ends_with('>');
  return is_of_plugin || text.find("${") != std::string_view::npos || text.find("<path:") != std::string_view::npos ||
         text.starts_with("vault:") || text.starts_with("ref+") || text.starts_with("ENC[AES256_GCM,");
}

std::optional<std::string> unless_placeholder(std::optional<std::string> value) {
  if (value && is_placeholder(text::trim(*value))) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::string> stated_secret(const cluster::Cluster& cluster, std::string_view name_space,
                                         std::string_view name, std::string_view key) {
  const cluster::Object* secret = cluster.find("", "Secret", name_space, name);
  if (secret == nullptr || secret->value.find("sops") != nullptr || is_filled_in(secret->value)) return std::nullopt;
  if (cluster.is_filled_in("Secret", name_space, name)) return std::nullopt;
  auto text = text_of(cluster.entry(*secret, "stringData", key));
  return unless_placeholder(text ? std::move(text) : bytes_of(cluster.entry(*secret, "data", key)));
}

std::optional<std::string> stated_config_map(const cluster::Cluster& cluster, std::string_view name_space,
                                             std::string_view name, std::string_view key) {
  const cluster::Object* config_map = cluster.find("", "ConfigMap", name_space, name);
  if (config_map == nullptr || is_filled_in(config_map->value)) return std::nullopt;
  if (cluster.is_filled_in("ConfigMap", name_space, name)) return std::nullopt;
  auto text = text_of(cluster.entry(*config_map, "data", key));
  return unless_placeholder(text ? std::move(text) : bytes_of(cluster.entry(*config_map, "binaryData", key)));
}

}  // namespace vmcp::start
