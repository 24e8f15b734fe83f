#include "core/operator/members/workloads.h"

#include <algorithm>
#include <initializer_list>

namespace vmcp::op {
namespace {

template <class Spec>
void add_members(const Context& context, const std::string& group, std::vector<Workload>& out) {
  const auto members = context.cluster.members_of<Spec>(context.name_space(), group);
  out.reserve(out.size() + members.size());
  for (const cluster::Resource<Spec>* member : members) out.push_back({member});
}

}  // namespace

const cluster::Object& Workload::object() const {
  return *std::visit([](const auto* held) { return held->object; }, resource);
}

const std::optional<model::ExternalAuthConfigRef>& Workload::external_auth_config_ref() const {
  return std::visit(
      [](const auto* held) -> const std::optional<model::ExternalAuthConfigRef>& {
        return held->spec.external_auth_config_ref;
      },
      resource);
}

std::vector<Workload> list_workloads(const Context& context) {
  std::vector<Workload> members;
  if (!context.spec().group_ref || context.spec().group_ref->name.empty()) return members;
  const std::string& group = context.spec().group_ref->name;
  add_members<model::McpServerSpec>(context, group, members);
  add_members<model::McpRemoteProxySpec>(context, group, members);
  add_members<model::McpServerEntrySpec>(context, group, members);
  return members;
}

bool has_refused_members(const Context& context) {
  return std::ranges::any_of(std::initializer_list<std::string_view>{cluster::kKind<model::McpServerSpec>,
                                                                     cluster::kKind<model::McpRemoteProxySpec>,
                                                                     cluster::kKind<model::McpServerEntrySpec>},
                             [&](std::string_view kind) {
                               return context.cluster.has_refused(admission::kToolhiveGroup, kind,
                                                                  context.name_space());
                             });
}

}  // namespace vmcp::op
