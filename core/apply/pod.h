#pragma once

#include "core/apply/refusals.h"

namespace vmcp::apply {

/// As ValidatePodTemplateSpec of a Deployment: metadata that Kubernetes reads, and the whole pod.
void check_pod_template(const Node& pod_template, Refusals& refusals);

}  // namespace vmcp::apply
