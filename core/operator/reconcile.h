#pragma once

#include <optional>
#include <vector>

#include "core/kube/pod.h"
#include "core/model/auth_server_run_config.h"
#include "core/model/vmcp_config.h"
#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// What the operator would create for one VirtualMCPServer.
struct Rendered {
  const Server* server = nullptr;
  std::vector<yaml::Value> rbac;  ///< ServiceAccount, Role, RoleBinding; empty with a service account of the user's
  yaml::Value config_map;
  yaml::Value service;
  yaml::Value deployment;
  /// What config_map holds as text, for the start stage.
  model::config::Config config;
  std::optional<model::authserver::RunConfig> auth_server;
  Notes notes;
};

/// As VirtualMCPServerReconciler.Reconcile, in the steady state. Nothing when the operator would end without a
/// Deployment; the findings say why. Nothing either when the input has something that the gateway may need, but that
/// could not be read or was refused: findings elsewhere say so, and what is made without it would mislead. So every
/// reference of a gateway that comes through has been resolved, or may be assumed.
std::optional<Rendered> reconcile(const Context& context);

}  // namespace vmcp::op
