#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/operator/context.h"

namespace vmcp::op {

/// A member of the VirtualMCPServer's group.
struct Workload {
  std::variant<const cluster::Resource<model::McpServerSpec>*, const cluster::Resource<model::McpRemoteProxySpec>*,
               const cluster::Resource<model::McpServerEntrySpec>*>
      resource;

  /// The member when it is of that kind; null pointer otherwise.
  template <class Spec>
  const cluster::Resource<Spec>* as() const {
    const auto* held = std::get_if<const cluster::Resource<Spec>*>(&resource);
    return held == nullptr ? nullptr : *held;
  }

  const cluster::Object& object() const;
  const std::string& name() const { return object().name; }
  const std::optional<model::ExternalAuthConfigRef>& external_auth_config_ref() const;
};

/// The members of the group in the server's namespace: MCPServers, MCPRemoteProxies, MCPServerEntries, each by name.
/// As ListWorkloadsInGroup.
std::vector<Workload> list_workloads(const Context& context);

/// Whether a member of some group is missing from the cluster only because admission refused it.
bool has_refused_members(const Context& context);

}  // namespace vmcp::op
