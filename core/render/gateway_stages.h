#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/cluster/cluster.h"
#include "core/diag/sink.h"
#include "core/emit/emit.h"
#include "core/operator/context.h"
#include "core/operator/members/member_status.h"
#include "core/operator/reconcile.h"
#include "core/operator/shared_verdicts.h"
#include "core/render/options.h"
#include "core/render/written_resources.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

/// The stages of one gateway, which may run on several threads at once, each for another.
namespace vmcp::render {

/// What they read, beside the gateway. All of it lives longer.
struct Surroundings {
  const cluster::Cluster& cluster;
  const Options& options;
  const source::Sources& sources;
  op::MemberStandings* members;
  op::SharedVerdicts* verdicts;
};

/// What is to be in the cluster because of a gateway.
struct Desired {
  op::Rendered rendered;
  const cluster::Object* given = nullptr;  ///< the gateway's Deployment in the input
  bool keeps_given = false;                ///< whether that one runs as it is: the input is only judged
  /// The Deployment that runs, where it is another than the operator's: that of the input, patched or not, or the
  /// operator's with what it leaves out.
  std::optional<yaml::Value> deployment = {};

  const yaml::Value& running() const { return deployment ? *deployment : rendered.deployment; }
};

/// Makes what the operator would, and patches or completes the Deployment as the options say. Nothing when the gateway
/// is refused; the findings say why. Adds to `brought` the bytes that the gateway takes from shared configs, refused or
/// not.
std::optional<Desired> reconcile(const Surroundings& around, const op::Server& server, std::size_t& brought,
                                 diag::Sink& sink);

/// Whether the API server would take the objects. A Deployment of the input that stays as it is gets judged with what
/// the operator writes into it, where that can be merged.
void judge_objects(const Surroundings& around, const Desired& desired, diag::Sink& sink);

/// Whether the pod would start and vmcp serve, which the render does not depend on.
void foretell_start(const Surroundings& around, const Desired& desired, diag::Sink& sink);

/// Takes what --emit asks for, in apply order.
std::vector<yaml::Value> take_objects(const Surroundings& around, Desired& desired, const WrittenResources& written,
                                      diag::Sink& sink);

/// What --annotate-origin says of `objects`, which were taken from it.
emit::Comments annotate(const Surroundings& around, const Desired& desired, std::span<const yaml::Value> objects,
                        diag::Sink& sink);

}  // namespace vmcp::render
