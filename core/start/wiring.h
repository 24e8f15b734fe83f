#pragma once

#include "core/start/gateway.h"

namespace vmcp::start {

/// Holds the Deployment that is going to run against what vmcp reads there: every variable that a config names is set,
/// every file lies under a mount, every mount has its volume, and vmcp listens where the Service and the probes look.
/// What is missing and known from the objects around is suggested as YAML, once: as spec.podTemplateSpec, or as a patch
/// of the user's own Deployment.
void check_wiring(const Gateway& gateway);

}  // namespace vmcp::start
