#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// The port on which a gateway serves, in its pod and in its Service.
inline constexpr std::int64_t kGatewayPort = 4483;

/// The container of the pod in which vmcp runs.
inline constexpr std::string_view kGatewayContainer = "vmcp";

/// Names of the objects that belong to the VirtualMCPServer `server` (as vmcpConfigMapName and its siblings).
std::string config_map_name(std::string_view server);
std::string service_name(std::string_view server);
std::string own_service_account_name(std::string_view server);
std::string session_secret_name(std::string_view server);

/// The service account that the pod runs as: the user's, if one is named, else its own (as serviceAccountNameForVmcp).
std::string service_account_name(const Context& context);

/// Labels of the Deployment, its pods and the Service (as labelsForVirtualMCPServer).
yaml::Value gateway_labels(std::string_view server);

/// The start of an object: apiVersion, kind, name and namespace.
yaml::Value object_of(std::string_view api_version, std::string_view kind, std::string_view name,
                      std::string_view name_space);

}  // namespace vmcp::op
