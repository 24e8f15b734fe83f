#pragma once

#include <optional>

#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// The Deployment of the gateway's name and namespace in the input; null pointer when there is none.
const cluster::Object* given_deployment(const Context& context);

/// That Deployment as Kubernetes reads it: null is absent. Nothing when it holds a value that Kubernetes cannot read,
/// which is reported where it stands.
std::optional<yaml::Value> read_deployment(const Context& context, const cluster::Object& given);

/// `rendered` merged over `present`, which read_deployment has made of `given`, as a strategic merge: what it does not
/// mention is kept; what only the operator writes and no longer renders (volumes, the vmcp container's mounts and
/// variables) is removed, and so is what only an API server writes (status, uid, ...). Patching the result again
/// changes nothing. Nothing when they cannot be merged, which is reported.
std::optional<yaml::Value> patch_deployment(const Context& context, const cluster::Object& given, yaml::Value present,
                                            const yaml::Value& rendered);

/// The auth server's volumes, mounts and variables of `wiring` alone, as a strategic merge patch of a Deployment with a
/// container `vmcp`; nothing for a gateway without an auth server.
std::optional<yaml::Value> auth_server_patch(const Context& context, const Wiring& wiring);

}  // namespace vmcp::op
