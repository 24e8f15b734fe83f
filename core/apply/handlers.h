#pragma once

#include <cstdint>

#include "core/apply/refusals.h"

namespace vmcp::apply {

/// As validateLivenessProbe, validateReadinessProbe and validateStartupProbe of a container.
void check_probes(const Node& container, Refusals& refusals);
/// As validateLifecycle; `grace_period` in seconds, of the pod.
void check_lifecycle(const Node& container, std::int64_t grace_period, Refusals& refusals);
/// Probes and lifecycle, which a container that runs to its end cannot have.
void forbid_handlers(const Node& container, Refusals& refusals);

/// Whether a lifecycle or probe is there when it is judged: the API server drops stop signals before, whose feature
/// gate is off, and a lifecycle that has nothing else (as dropContainerStopSignals).
bool is_kept(const Node& handler);

}  // namespace vmcp::apply
