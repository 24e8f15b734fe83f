#include "core/operator/cross_references/check_names.h"

#include <array>
#include <cstddef>

#include "core/operator/cross_references/surroundings.h"
#include "core/task/parallel.h"

namespace vmcp::op {
namespace {

constexpr std::array kChecks = {check_references,     check_workload_names,  check_tool_names,
                                check_upstream_names, check_template_names,  check_required_parameters,
                                check_secret_makers,  check_redis_passwords, check_trailing_slashes,
                                check_member_pods,    check_gateway_users,   check_well_known_words};

}  // namespace

void check_names(const cluster::Cluster& cluster, const NameRules& rules, const admission::Reporter& reporter) {
  const Surroundings all(cluster, rules, reporter);
  // Where there is little to look at a thread does not pay.
  constexpr std::size_t kLeast = 100;
  if (task::part_count(all.objects().size(), kLeast) == 1) {
    for (const auto check : kChecks) check(all);
    return;
  }
  std::array<diag::Sink, kChecks.size()> found;
  for (diag::Sink& sink : found) sink = reporter.apart();
  task::for_each_in_order(
      kChecks.size(), [&](std::size_t i) { kChecks[i](Surroundings(all, reporter.into(found[i]))); },
      [&](std::size_t i) { reporter.take(found[i]); });
}

}  // namespace vmcp::op
