#include "core/gitops/secret_sources.h"

#include <algorithm>
#include <array>

#include "core/yaml/fields.h"
#include "core/yaml/location.h"

namespace vmcp::gitops {
namespace {

struct Row {
  std::string_view group;
  std::string_view kind;
  std::string_view path;
  std::array<std::string_view, 2> of;  ///< the kinds that it names; the first where it states none
};

constexpr std::array<std::string_view, 2> kStores = {"SecretStore", "ClusterSecretStore"};
constexpr std::array<std::string_view, 2> kIssuers = {"Issuer", "ClusterIssuer"};

constexpr std::array kRows = {
    Row{"external-secrets.io/", "ExternalSecret", "spec.secretStoreRef.name", kStores},
    Row{"external-secrets.io/", "ClusterExternalSecret", "spec.externalSecretSpec.secretStoreRef.name", kStores},
    Row{"cert-manager.io/", "Certificate", "spec.issuerRef.name", kIssuers},
};

}  // namespace

SecretSource source_of(const yaml::Value& maker) {
  const std::string_view kind = maker.string_at("kind");
  const auto* const row = std::ranges::find_if(
      kRows, [&](const Row& one) { return one.kind == kind && maker.string_at("apiVersion").starts_with(one.group); });
  if (row == kRows.end()) return {};
  constexpr std::string_view kName = ".name";
  const yaml::Value* reference = yaml::find_location(maker, row->path.substr(0, row->path.size() - kName.size())).value;
  const yaml::Value* name = reference == nullptr ? nullptr : reference->find("name");
  if (name == nullptr || !name->is_string()) return {};
  // Another group has issuers of its own.
  const std::string_view group = reference->string_at("group");
  if (!group.empty() && !row->group.starts_with(group)) return {};
  const std::string_view stated = reference->string_at("kind");
  const auto* const of = stated.empty() ? row->of.begin() : std::ranges::find(row->of, stated);
  return of == row->of.end() ? SecretSource{} : SecretSource{*of, name, row->path};
}

bool is_secret_source(std::string_view kind) {
  return std::ranges::any_of(kRows, [&](const Row& row) { return std::ranges::find(row.of, kind) != row.of.end(); });
}

}  // namespace vmcp::gitops
