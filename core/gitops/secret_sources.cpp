#include "core/gitops/secret_sources.h"

#include <algorithm>
#include <array>

#include "core/yaml/location.h"

namespace vmcp::gitops {
namespace {

struct Row {
  std::string_view group;
  std::string_view kind;
  std::string_view reference;
  std::string_view source;  ///< the kind where none is stated; or "Cluster" and that
};

constexpr std::array kRows = {
    Row{"external-secrets.io/", "ExternalSecret", "spec.secretStoreRef", "SecretStore"},
    Row{"external-secrets.io/", "ClusterExternalSecret", "spec.externalSecretSpec.secretStoreRef", "SecretStore"},
    Row{"cert-manager.io/", "Certificate", "spec.issuerRef", "Issuer"},
};

constexpr std::string_view kCluster = "Cluster";

bool is_of(std::string_view kind, const Row& row) {
  if (kind.starts_with(kCluster)) kind.remove_prefix(kCluster.size());
  return kind == row.source;
}

}  // namespace

SecretSource source_of(const yaml::Value& maker) {
  const std::string_view kind = maker.string_at("kind");
  const auto* const row = std::ranges::find_if(
      kRows, [&](const Row& one) { return one.kind == kind && maker.string_at("apiVersion").starts_with(one.group); });
  if (row == kRows.end()) return {};
  const yaml::Value* reference = yaml::find_location(maker, row->reference).value;
  const yaml::Value* name = reference == nullptr ? nullptr : reference->find("name");
  if (name == nullptr || !name->is_string()) return {};
  const std::string_view stated = reference->string_at("kind");
  // Another group has issuers of its own.
  const bool is_of_group = row->group.starts_with(reference->string_at("group"));
  if (!is_of_group || (!stated.empty() && !is_of(stated, *row))) return {};
  return {stated.empty() ? row->source : stated, name, row->reference};
}

bool is_secret_source(std::string_view kind) {
  return std::ranges::any_of(kRows, [&](const Row& row) { return is_of(kind, row); });
}

}  // namespace vmcp::gitops
