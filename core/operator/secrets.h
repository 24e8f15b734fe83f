#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/cluster/cluster.h"

namespace vmcp::op {

/// What the input says about a Secret: its keys, never their values.
struct SecretKeys {
  std::set<std::string, std::less<>> names;
  /// Whether `names` is all there is; an ExternalSecret may fetch keys that it does not name.
  bool complete = true;

  bool may_have(std::string_view key) const { return !complete || names.contains(key); }
};

/// The keys of a Secret as the objects that make it state them: a Secret (SOPS-encrypted or not), SealedSecret,
/// ExternalSecret or ClusterExternalSecret. Nothing when no object makes it.
std::optional<SecretKeys> find_secret(const cluster::Cluster& cluster, std::string_view name_space,
                                      std::string_view name);

}  // namespace vmcp::op
