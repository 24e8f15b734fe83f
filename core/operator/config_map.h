#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/model/auth_server_run_config.h"
#include "core/model/vmcp_config.h"
#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// What all values of a ConfigMap may have together, in bytes (MaxSecretSize in Kubernetes' ValidateConfigMap).
inline constexpr std::size_t kLargestConfigMap = 1048576;

/// The annotation of the ConfigMap with the checksum of its content.
inline constexpr std::string_view kContentChecksum = "toolhive.stacklok.dev/content-checksum";

/// Its labels (as labelsForVmcpConfig).
yaml::Value config_labels(std::string_view server);

/// The ConfigMap that the gateway reads when it starts: `config.yaml`, and `authserver-config.yaml` with an embedded
/// auth server; annotated with the checksum of its content (as ensureVmcpConfigConfigMap).
yaml::Value config_map_for(const Context& context, const model::config::Config& config,
                           const std::optional<model::authserver::RunConfig>& auth_server);

/// What all values of a ConfigMap have together, in bytes.
std::size_t content_size(const yaml::Value& config_map);

/// The checksum that a ConfigMap made by config_map_for() is annotated with.
std::string_view content_checksum(const yaml::Value& config_map);

}  // namespace vmcp::op
