#include "core/operator/cross_references/check_names.h"

#include "core/operator/cross_references/surroundings.h"

namespace vmcp::op {

void check_names(const cluster::Cluster& cluster, const NameRules& rules, const admission::Reporter& reporter) {
  const Surroundings all(cluster, rules, reporter);
  check_references(all);
  check_workload_names(all);
  check_tool_names(all);
  check_upstream_names(all);
  check_template_names(all);
  check_required_parameters(all);
  check_secret_makers(all);
  check_redis_passwords(all);
  check_trailing_slashes(all);
  check_member_pods(all);
  check_gateway_users(all);
  check_well_known_words(all);
}

}  // namespace vmcp::op
