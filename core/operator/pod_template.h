#pragma once

#include <string>

#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// Refuses a spec.podTemplateSpec that Kubernetes' PodTemplateSpec cannot hold (as validateAndUpdatePodTemplateStatus).
void validate_pod_template(const Context& context);

/// Merges the server's spec.podTemplateSpec over the operator's pod template (as applyPodTemplateSpecToDeployment).
/// Without one, or when it is refused, the template comes back as it was.
yaml::Value apply_pod_template(const Context& context, yaml::Value pod_template);

}  // namespace vmcp::op
