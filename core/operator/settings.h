#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/release/release.h"

namespace vmcp::op {

enum class Platform : std::uint8_t { kKubernetes, kOpenShift };

/// The operator's own surroundings: its release, its environment (`--operator-env`) and the platform it detects.
struct Settings {
  release::Release release = release::kDefault;
  /// Refuse what is absent from the input though a cluster may hold it (MCPGroups, Secrets, CA ConfigMaps).
  bool strict = false;
  Platform platform = Platform::kKubernetes;
  std::string vmcp_image;                               ///< VMCP_IMAGE
  std::vector<std::string> default_image_pull_secrets;  ///< TOOLHIVE_DEFAULT_IMAGE_PULL_SECRETS
  std::string default_redis_address;                    ///< TOOLHIVE_DEFAULT_REDIS_ADDR
  std::string default_redis_secret_name;                ///< TOOLHIVE_DEFAULT_REDIS_SECRET_NAME
  std::string default_redis_secret_key;                 ///< TOOLHIVE_DEFAULT_REDIS_SECRET_KEY
  std::string default_redis_tls_enabled;                ///< TOOLHIVE_DEFAULT_REDIS_TLS_ENABLED
  std::string default_redis_ca_secret_name;             ///< TOOLHIVE_DEFAULT_REDIS_TLS_CA_SECRET_NAME
  std::string default_redis_ca_secret_key;              ///< TOOLHIVE_DEFAULT_REDIS_TLS_CA_SECRET_KEY
};

/// The variables of the operator's environment that Settings holds.
std::span<const std::string_view> environment_names();

/// Takes over one variable of the operator's environment as the operator reads it. False for a name that is none
/// of environment_names().
bool apply_environment(std::string_view name, std::string_view value, Settings& settings);

/// Whether the default redis speaks TLS, in releases whose operator asks.
bool default_redis_has_tls(const Settings& settings);

/// Why an operator in these surroundings does not even start; nothing when it does. As LoadDefaultRedisConfigFromEnv.
std::optional<std::string> environment_problem(const Settings& settings);

}  // namespace vmcp::op
