#pragma once

#include <cstddef>

#include "core/emit/dialect.h"
#include "core/release/release.h"

namespace vmcp::op {

/// Where the operators of the sets differ for every gateway, by name. What one set alone has a field for is a row of
/// core/model.
struct Behaviour {
  /// The Deployment's metadata carries a hash of the container's volumes and mounts.
  bool hashes_pod_volumes = false;
  /// Backends of config.yaml say whether their workload is ready.
  bool keeps_workload_status = true;
  /// The Secrets of members' own auth configs are wired with outgoing auth inline, too, and not those of members that
  /// spec.outgoingAuth.backends overrides.
  bool wires_workload_secrets_inline = false;
  /// The auth server's clients and issuers are held to all that vmcp asks of them, before anything is made.
  bool judges_clients_as_vmcp = false;
  /// Delegate clients and what trusted issuers may be exchanged for have moved to inboundGrants; the old places count.
  bool deprecates_grants_outside_inbound_grants = false;
  /// A gateway without upstreams may live on what inboundGrants declares.
  bool counts_inbound_grants = false;
  /// The operator's default redis may speak TLS.
  bool reads_default_redis_tls = false;
  /// Bytes of a Cedar policy that an MCPRemoteProxy states inline; zero: any.
  std::size_t longest_proxy_policy = 0;
  /// Of config.yaml and authserver-config.yaml.
  emit::Dialect yaml = emit::kYamlV3;
};

const Behaviour& behaviour_of(release::Set set);

}  // namespace vmcp::op
