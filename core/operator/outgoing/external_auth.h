#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/kube/pod.h"
#include "core/model/vmcp_auth.h"
#include "core/operator/context.h"

namespace vmcp::op {

using ExternalAuthConfig = cluster::Resource<model::McpExternalAuthConfigSpec>;

/// What is wrong with an MCPExternalAuthConfig.
struct ExternalAuthFault {
  diag::FieldPath path;  ///< in the MCPExternalAuthConfig
  std::string message;
};

/// Why the config's Valid condition is False; nothing when it is True. As MCPExternalAuthConfig.Validate and the
/// reconciler's triage of obo, less what is said about an embedded auth server (such a config is of no use to a
/// backend in any case).
std::optional<ExternalAuthFault> external_auth_fault(const model::McpExternalAuthConfigSpec& spec);

/// Whether vmcp has a strategy for the config's type. As converters.Registry.GetConverter, with the obo of a build
/// without a handler.
bool is_convertible(const model::McpExternalAuthConfigSpec& spec);

/// The strategy for a convertible config: Secrets stand as the names of the variables that external_auth_env mounts,
/// those of xaa left out. As vmcpconfig.Converter.convertExternalAuthConfigToStrategy.
model::config::BackendAuthStrategy to_strategy(const ExternalAuthConfig& config);

/// The same with the names for xaa. As VirtualMCPServerReconciler.convertExternalAuthConfigToStrategy.
model::config::BackendAuthStrategy to_inline_strategy(const ExternalAuthConfig& config);

/// A Secret that a config refers to.
struct ExternalAuthSecret {
  diag::FieldPath path;  ///< of the reference, in the MCPExternalAuthConfig
  std::string variable;
  model::SecretKeyRef reference;
};

/// The Secrets that a backend strategy of the config needs, in the order in which they are mounted. As
/// getExternalAuthConfigSecretEnvVars.
std::vector<ExternalAuthSecret> external_auth_secrets(const ExternalAuthConfig& config);

}  // namespace vmcp::op
