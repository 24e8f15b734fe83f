#pragma once

#include <vector>

#include "core/apply/refusals.h"
#include "core/yaml/value.h"

namespace vmcp::apply {

/// Why an API server of Kubernetes 1.36 would refuse to create `object`, which must be one that the operator makes: a
/// ServiceAccount, Role, RoleBinding, ConfigMap, Service or Deployment, as its Go type writes it. Empty when it would
/// take it. What only a cluster knows (quotas, policies, admission plugins) is not judged.
std::vector<Refusal> refusals_of(const yaml::Value& object);

}  // namespace vmcp::apply
