#pragma once

#include <optional>

#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// The Deployment of the gateway's name and namespace in the input; null pointer when there is none.
const cluster::Object* given_deployment(const Context& context);

/// `rendered` merged over the Deployment that is there already, as a strategic merge: what it does not mention is kept;
/// what only the operator writes and no longer renders (volumes, the vmcp container's mounts and variables) is removed,
/// and so is what only an API server writes (status, uid, ...). Patching the result again changes nothing. A Deployment
/// that Kubernetes could not read is reported, and `rendered` comes back.
yaml::Value patch_deployment(const Context& context, const cluster::Object& given, const yaml::Value& rendered);

/// The auth server's volumes, mounts and variables of `wiring` alone, as a strategic merge patch of a Deployment with a
/// container `vmcp`; nothing for a gateway without an auth server.
std::optional<yaml::Value> auth_server_patch(const Context& context, const Wiring& wiring);

}  // namespace vmcp::op
