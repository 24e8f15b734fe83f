#pragma once

#include <optional>

#include "core/apply/cause.h"
#include "core/diag/diagnostic.h"
#include "core/operator/context.h"
#include "core/operator/reconcile.h"

namespace vmcp::start {

/// Foretells whether the kubelet finds what the pod is made of: every Secret and ConfigMap that a variable or volume
/// names, whoever named it, with the key, unless it is optional. One that is in the input without the key is reported
/// with that `severity`; one that is not is assumed with a warning, in strict mode reported as well. Without a severity
/// only that is said which is assumed. `context` speaks for stage `pod`.
void check_pod_sources(const op::Context& context, const op::Rendered& rendered, const apply::Subject& subject,
                       std::optional<diag::Severity> severity);

}  // namespace vmcp::start
