#pragma once

#include <optional>
#include <vector>

#include "core/kube/pod.h"
#include "core/model/vmcp_config.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// As validateSessionStorageForReplicas: warns about several replicas that do not share their sessions.
void validate_session_storage(const Context& context);

/// As convertSessionStorage: the redis that the spec names, or the operator's default redis, even where the spec
/// asks for memory.
std::optional<model::config::SessionStorageConfig> convert_session_storage(const Context& context);

/// As buildRedisPasswordEnvVar: the password of that redis. The default redis' password only when the spec says
/// nothing about session storage.
std::vector<kube::EnvVar> session_storage_env(const Context& context);

/// The password of the redis that convert_session_storage names, mounted or not; reports nothing.
std::optional<kube::EnvVar> session_password(const Context& context);

}  // namespace vmcp::op
