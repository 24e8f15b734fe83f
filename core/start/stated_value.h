#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/cluster/cluster.h"

namespace vmcp::start {

/// The bytes that a container finds below a key of a Secret or ConfigMap, when the input states them: nothing when the
/// object or key is absent, encrypted by SOPS, made by another object (ExternalSecret, SealedSecret), filled in by a
/// controller, or holds a placeholder that something substitutes. A Secret's bytes must never be shown, not even in
/// part.
std::optional<std::string> stated_secret(const cluster::Cluster& cluster, std::string_view name_space,
                                         std::string_view name, std::string_view key);
std::optional<std::string> stated_config_map(const cluster::Cluster& cluster, std::string_view name_space,
                                             std::string_view name, std::string_view key);

}  // namespace vmcp::start
