#pragma once

#include <vector>

#include "core/apply/refusals.h"
#include "core/yaml/value.h"

namespace vmcp::apply {

/// What an API server of Kubernetes 1.36 warns of when it takes a Deployment (as GetWarningsForPodTemplate, but for IP
/// addresses that are written unusually). Where it names a whole volume, the path leads to the item in it.
std::vector<Refusal> warnings_of(const yaml::Value& deployment);

}  // namespace vmcp::apply
