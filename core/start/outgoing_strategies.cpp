#include "core/start/outgoing_strategies.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/operator/workloads.h"

namespace vmcp::start {
namespace {

using model::config::BackendAuthStrategy;

const op::ExternalAuthConfig* find_config(const Gateway& gateway,
                                          const std::optional<model::ExternalAuthConfigRef>& reference) {
  if (!reference) return nullptr;
  return gateway.context.cluster.find<model::McpExternalAuthConfigSpec>(gateway.context.name_space(), reference->name);
}

StatedStrategy by_server(const Gateway& gateway, const BackendAuthStrategy& strategy, const diag::FieldPath& path,
                         const model::BackendAuthConfig& auth) {
  const op::ExternalAuthConfig* config =
      auth.type == "discovered" ? nullptr : find_config(gateway, auth.external_auth_config_ref);
  return {strategy, gateway.context.server.object,
          config == nullptr ? path / "type" : path / "externalAuthConfigRef" / "name", config};
}

}  // namespace

diag::Diagnostic& StatedStrategy::refuse(const Gateway& gateway, diag::Code code, const char* field,
                                         std::string message) const {
  diag::Diagnostic& finding = gateway.refuse(*config->object, code, diag::FieldPath(field), std::move(message));
  finding.related.push_back(gateway.context.reporter.related(*object, path, "referenced from here"));
  return finding;
}

std::vector<StatedStrategy> stated_strategies(const Gateway& gateway) {
  std::vector<StatedStrategy> result;
  const auto& spec = gateway.context.spec().outgoing_auth;
  if (!spec) return result;
  const model::config::OutgoingAuthConfig& auth = *gateway.config().outgoing_auth;
  const diag::FieldPath path("spec.outgoingAuth");
  if (auth.default_) result.push_back(by_server(gateway, *auth.default_, path / "default", *spec->default_));
  const std::vector<op::Workload> members = op::list_workloads(gateway.context);
  for (const auto& [name, strategy] : auth.backends) {
    if (const auto stated = spec->backends.find(name); stated != spec->backends.end()) {
      result.push_back(by_server(gateway, strategy, (path / "backends").key(name), stated->second));
      continue;
    }
    for (const op::Workload& member : members) {
      const auto* config = member.name() == name ? find_config(gateway, member.external_auth_config_ref()) : nullptr;
      if (config == nullptr) continue;
      result.push_back({strategy, &member.object(), diag::FieldPath("spec.externalAuthConfigRef.name"), config});
      break;
    }
  }
  return result;
}

}  // namespace vmcp::start
