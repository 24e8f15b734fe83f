#include "core/operator/written_names.h"

#include <algorithm>
#include <array>
#include <span>

namespace vmcp::op {
namespace {

constexpr std::array<std::string_view, 2> kVariablePrefixes = {"TOOLHIVE_", "VMCP_"};
constexpr std::string_view kSecretPrefix = "TOOLHIVE_SECRET_";
constexpr std::string_view kHeaderSecretPrefix = "TOOLHIVE_SECRET_HEADER_FORWARD_";

/// What vmcp v0.47.0 reads and the operator never writes.
constexpr std::array<std::string_view, 11> kUserVariables = {"TOOLHIVE_DEV",
                                                             "TOOLHIVE_DISABLE_ENV_FALLBACK",
                                                             "TOOLHIVE_HEALTH_CHECK_",
                                                             "TOOLHIVE_NETWORK_PROXY",
                                                             "TOOLHIVE_OIDC_CLIENT_SECRET",
                                                             "TOOLHIVE_PROXY_REQUEST_TIMEOUT",
                                                             "TOOLHIVE_SECRETS_PASSWORD",
                                                             "TOOLHIVE_SKIP_",
                                                             "TOOLHIVE_TOKEN_AUTH_RETRYING_",
                                                             "TOOLHIVE_TOKEN_REFRESH_",
                                                             "TOOLHIVE_USAGE_METRICS_ENABLED"};

struct VolumeName {
  std::string_view prefix;
  std::string_view directory;  ///< where the operator mounts it, if the name alone does not tell
};
constexpr std::array<VolumeName, 6> kVolumes = {{{"authserver-", ""},
                                                 {"redis-tls-", ""},
                                                 {"session-redis-tls-ca", ""},
                                                 {"oidc-ca-", ""},
                                                 {"otel-ca-bundle-", "/config/certs/otel/"},
                                                 {"ca-bundle-", "/etc/toolhive/ca-bundles/"}}};

bool starts_with_any(std::string_view name, std::span<const std::string_view> prefixes) {
  return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
}

const VolumeName* find_volume(std::string_view name) {
  const auto* found =
      std::ranges::find_if(kVolumes, [&](const VolumeName& row) { return name.starts_with(row.prefix); });
  return found == kVolumes.end() ? nullptr : found;
}

}  // namespace

bool is_operator_variable(std::string_view name) {
  if (name.starts_with(kSecretPrefix)) return name.starts_with(kHeaderSecretPrefix);
  return starts_with_any(name, kVariablePrefixes) && !starts_with_any(name, kUserVariables);
}

bool is_operator_volume(std::string_view name) { return find_volume(name) != nullptr; }

bool is_operator_mount(std::string_view volume, std::string_view mount_path) {
  const VolumeName* row = find_volume(volume);
  return row != nullptr && mount_path.starts_with(row->directory);
}

}  // namespace vmcp::op
