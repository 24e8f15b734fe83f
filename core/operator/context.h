#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/admission/reporter.h"
#include "core/cluster/cluster.h"
#include "core/diag/code.h"
#include "core/diag/field_path.h"
#include "core/operator/gateway_reporter.h"
#include "core/operator/origins.h"
#include "core/operator/settings.h"
#include "core/operator/wiring.h"

namespace vmcp::op {

using Server = cluster::Resource<model::VirtualMcpServerSpec>;

/// What the concerns of the reconciler note beside the objects that they make.
struct Notes {
  Origins config;       ///< of config.yaml
  Origins auth_server;  ///< of authserver-config.yaml
  Wiring wiring;
  /// Of the CA bundles of the auth server's upstreams and issuers; empty without any.
  std::string ca_checksum;
  /// Whether something that the gateway refers to is in the input but cannot be used, so that its absence was not
  /// reported: what is made without it is not what would be made.
  bool incomplete = false;
};

class MemberStandings;
class SharedVerdicts;

/// What every concern of the reconciler reads: the VirtualMCPServer, the cluster around it, the settings, and
/// where its findings and notes go. Nothing else changes while a server is reconciled.
struct Context {
  const Server& server;
  const cluster::Cluster& cluster;
  const Settings& settings;
  const admission::Reporter& reporter;
  Notes* notes = nullptr;              ///< null pointer in the stages after reconcile, which only read
  MemberStandings* members = nullptr;  ///< null pointer: each member is judged anew
  SharedVerdicts* verdicts = nullptr;  ///< null pointer: each text is judged anew
  std::size_t* brought = nullptr;      ///< counts the bytes that configs which gateways share bring to this one

  const std::string& name() const { return server.name(); }
  const std::string& name_space() const { return server.name_space(); }
  const model::VirtualMcpServerSpec& spec() const { return server.spec; }

  GatewayReporter gateway_reporter() const { return {reporter, *server.object}; }
  /// Reports a finding about the VirtualMCPServer itself.
  void error(diag::Code code, const diag::FieldPath& path, diag::Message message) const {
    gateway_reporter().error(code, path, std::move(message));
  }
  void warning(diag::Code code, const diag::FieldPath& path, diag::Message message) const {
    gateway_reporter().warning(code, path, std::move(message));
  }
};

}  // namespace vmcp::op
