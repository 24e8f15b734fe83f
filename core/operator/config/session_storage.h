#pragma once

#include <optional>

#include "core/model/vmcp_config.h"
#include "core/operator/context.h"

namespace vmcp::op {

/// As validateSessionStorageForReplicas: warns about several replicas that do not share their sessions.
void validate_session_storage(const Context& context);

/// As convertSessionStorage: the redis that the spec names, or the operator's default redis, even where the spec
/// asks for memory.
std::optional<model::config::SessionStorageConfig> convert_session_storage(const Context& context);

/// Notes that redis' password and the certificate of its CA; the password of the default redis is wired up only when
/// the spec says nothing about session storage. As buildRedisPasswordEnvVar and SessionRedisTLSVolumesWithDefault.
void wire_session_storage(const Context& context);

}  // namespace vmcp::op
