#pragma once

#include <vector>

#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// ServiceAccount, Role and RoleBinding of the gateway's own service account (as ensureRBACResources). None when the
/// server names a service account of the user's, the empty name included.
std::vector<yaml::Value> rbac_for(const Context& context);

}  // namespace vmcp::op
