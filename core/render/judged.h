#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/cluster/cluster.h"
#include "core/diag/sink.h"
#include "core/operator/context.h"
#include "core/operator/reconcile.h"
#include "core/operator/wiring.h"

namespace vmcp::render {

/// What became of a gateway.
struct Verdict {
  const cluster::Object* gateway = nullptr;
  bool refused = false;  ///< errors keep it from being rendered
  std::string code;      ///< of the first of them; empty where it is not kept
  /// The Secrets and ConfigMaps that its pod reads because of the gateway itself or of the operator's environment: what
  /// it reads because of members and configs, those state. None of a gateway for which nothing was made.
  std::vector<op::Wire> wires;
};

/// `rendered` is a null pointer where nothing was made; `findings` are about the gateway since `mark`.
Verdict verdict_on(const op::Server& server, const op::Rendered* rendered, bool refused, const diag::Sink& findings,
                   diag::Sink::Mark mark);

/// A cluster, and what became of those of its gateways that the run is about, in input order.
struct Judged {
  std::unique_ptr<const cluster::Cluster> cluster;
  std::vector<Verdict> gateways;
};

}  // namespace vmcp::render
