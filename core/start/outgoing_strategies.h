#pragma once

#include <vector>

#include "core/operator/external_auth.h"
#include "core/start/gateway.h"

namespace vmcp::start {

/// A strategy of config.yaml's outgoingAuth, and where it comes from.
struct StatedStrategy {
  const model::config::BackendAuthStrategy& strategy;
  const cluster::Object* object;         ///< the VirtualMCPServer or a member of the group
  diag::FieldPath path;                  ///< in `object`: the backend's auth, or the reference to `config`
  const op::ExternalAuthConfig* config;  ///< null pointer for type discovered

  /// Says that vmcp will not start because of a field of `config`.
  diag::Diagnostic& refuse(const Gateway& gateway, diag::Code code, const char* field, std::string message) const;
};

/// The default first, then the backends by name.
std::vector<StatedStrategy> stated_strategies(const Gateway& gateway);

}  // namespace vmcp::start
