#pragma once

#include <cstdint>

#include "core/apply/mounts.h"
#include "core/apply/refusals.h"

namespace vmcp::apply {

/// What the rules of a container have to know of its pod.
struct PodFacts {
  const Volumes& volumes;
  std::int64_t grace_period;  ///< terminationGracePeriodSeconds
  bool host_users;
};

/// As validateContainers, validateInitContainers and validateEphemeralContainers.
void check_containers(const Node& pod, const PodFacts& facts, Refusals& refusals);

}  // namespace vmcp::apply
