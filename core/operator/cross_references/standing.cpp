#include "core/operator/cross_references/standing.h"

#include "core/operator/lookups.h"

namespace vmcp::op {
namespace {

Standing absent(const cluster::Cluster& cluster, const Reference& reference, bool strict) {
  const auto& [group, kind, name_space, name] = reference.target;
  if (cluster.was_refused(group, kind, name_space, name)) return Standing::kRefused;
  if (cluster.may_be_wanting(group, kind, name_space, name)) return Standing::kRefused;
  const bool is_unknown = !cluster.unbuilt(name_space).empty() || cluster.may_be(group, kind, name_space, name);
  if (is_unknown || reference.absence == Absence::kElsewhere) return Standing::kAssumed;
  return reference.absence == Absence::kAssumed && !strict ? Standing::kAssumed : Standing::kMissing;
}

}  // namespace

Standing standing_of(const cluster::Cluster& cluster, const Reference& reference, bool strict) {
  const auto& [group, kind, name_space, name] = reference.target;
  const bool is_there = cluster.find(group, kind, name_space, name) != nullptr;
  const auto of = [&](const auto& keys) {
    if (!keys) return absent(cluster, reference, strict);
    if (reference.key && !keys->may_have(*reference.key)) return Standing::kKeyless;
    return is_there ? Standing::kPresent : Standing::kMade;
  };
  if (kind == "Secret") return of(cluster.secret(name_space, name));
  if (kind == "ConfigMap") return of(cluster.config_map(name_space, name));
  if (kind == "ServiceAccount" && !is_there && has_service_account(cluster, name_space, name)) return Standing::kMade;
  return is_there ? Standing::kPresent : absent(cluster, reference, strict);
}

std::string_view nearest_key(const cluster::Cluster& cluster, const Reference& reference) {
  const auto nearest = [&](const auto& keys) {
    return keys && reference.key ? keys->nearest(*reference.key) : std::string_view{};
  };
  const auto& [group, kind, name_space, name] = reference.target;
  return kind == "Secret" ? nearest(cluster.secret(name_space, name)) : nearest(cluster.config_map(name_space, name));
}

}  // namespace vmcp::op
