#include "core/operator/lookups.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vmcp::op {
namespace {

/// A reference without a name leads to nothing in every cluster.
bool is_assumed(const Context& context, std::string_view name) { return !context.settings.strict && !name.empty(); }

/// The kinds that the operator makes service accounts for, and what their names end in (as
/// mcpServerServiceAccountName, ProxyRunnerServiceAccountName, proxyRunnerServiceAccountNameForRemoteProxy,
/// vmcpServiceAccountName and registryapi.GetServiceAccountName).
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOperatorsAccounts = {
    {{"MCPServer", "-sa"},
     {"MCPServer", "-proxy-runner"},
     {"MCPRemoteProxy", "-remote-proxy-runner"},
     {"VirtualMCPServer", "-vmcp"},
     {"MCPRegistry", "-registry-api"}}};

}  // namespace

bool holds_secret(const Context& context, std::string_view name) {
  return is_assumed(context, name) || context.cluster.secret(context.name_space(), name).has_value();
}

bool holds_secret_key(const Context& context, std::string_view name, std::string_view key) {
  const auto keys = context.cluster.secret(context.name_space(), name);
  return keys ? keys->may_have(key) : is_assumed(context, name);
}

bool holds_config_map(const Context& context, std::string_view name) {
  return is_assumed(context, name) || context.cluster.config_map(context.name_space(), name).has_value();
}

bool holds_config_map_key(const Context& context, std::string_view name, std::string_view key) {
  const auto keys = context.cluster.config_map(context.name_space(), name);
  return keys ? keys->text.may_have(key) : is_assumed(context, name);
}

bool has_service_account(const cluster::Cluster& cluster, std::string_view name_space, std::string_view name) {
  if (name == "default" || cluster.find("", "ServiceAccount", name_space, name) != nullptr) return true;
  return std::ranges::any_of(kOperatorsAccounts, [&](const auto& row) {
    const auto& [kind, ending] = row;
    if (!name.ends_with(ending)) return false;
    const std::string_view owner = name.substr(0, name.size() - ending.size());
    return cluster.find(admission::kToolhiveGroup, kind, name_space, owner) != nullptr ||
           cluster.was_refused(admission::kToolhiveGroup, kind, name_space, owner);
  });
}

}  // namespace vmcp::op
