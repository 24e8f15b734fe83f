#include "core/operator/behaviour.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace vmcp::op {
namespace {

using release::Set;

constexpr Behaviour behaviour_at(Set set) {
  Behaviour behaviour;
  if (release::since(Set::kV0_47).holds(set)) {
    behaviour.hashes_pod_volumes = true;                        // buildPodVolumesForVmcp
    behaviour.judges_clients_as_vmcp = true;                    // ValidateInboundGrants, RunConfig.Validate
    behaviour.deprecates_grants_outside_inbound_grants = true;  // deprecatedInboundGrantFields
  }
  if (release::since(Set::kV0_57).holds(set)) {
    behaviour.wires_workload_secrets_inline = true;  // discoverExternalAuthConfigSecrets
    behaviour.yaml = emit::kYamlV3Breaks;
  }
  if (release::since(Set::kV0_59).holds(set))
    behaviour.reads_default_redis_tls = true;  // LoadDefaultRedisConfigFromEnv
  if (release::since(Set::kV0_60).holds(set)) {
    behaviour.keeps_workload_status = false;
    behaviour.yaml = emit::kYamlV3Merge;
  }
  if (release::since(Set::kV0_62).holds(set)) {
    behaviour.counts_inbound_grants = true;     // validateAuthServerRunConfig
    behaviour.longest_proxy_policy = 8 * 1024;  // ValidateCedarPolicies
  }
  return behaviour;
}

constexpr auto kBehaviours = [] {
  std::array<Behaviour, release::kSets.size()> behaviours;
  std::ranges::transform(release::kSets, behaviours.begin(), behaviour_at);
  return behaviours;
}();

}  // namespace

const Behaviour& behaviour_of(Set set) { return kBehaviours[static_cast<std::size_t>(set)]; }

}  // namespace vmcp::op
