#pragma once

#include <string_view>
#include <vector>

#include "core/apply/refusals.h"
#include "core/yaml/value.h"

namespace vmcp::apply {

/// The path of what is wrong with an object as a whole, as the API server has it.
inline constexpr std::string_view kWholeObject = "[]";

/// Why an API server of Kubernetes 1.36 would refuse to create `object`, which must be one that the operator makes: a
/// ServiceAccount, Role, RoleBinding, ConfigMap, Service or Deployment, as its Go type writes it. Empty when it would
/// take it. What only a cluster knows (quotas, policies, admission plugins) is not judged.
std::vector<Refusal> refusals_of(const yaml::Value& object);

}  // namespace vmcp::apply
