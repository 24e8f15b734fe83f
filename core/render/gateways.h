#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/admission/object.h"
#include "core/cluster/cluster.h"
#include "core/diag/code.h"
#include "core/diag/sink.h"
#include "core/gitops/kustomization.h"
#include "core/operator/context.h"
#include "core/operator/dropped_fields.h"
#include "core/render/options.h"

namespace vmcp::render {

using Gateways = std::span<const cluster::Object* const>;

/// An error that no object is to blame for.
void report_input_error(diag::Code code, std::string message, diag::Sink& sink);

/// Whether an object is a gateway that the run is about.
bool is_wanted(const admission::Object& object, const Options& options);

/// What the clusters of a run have together.
struct Found {
  std::size_t gateways = 0;
  std::set<std::string> named;              ///< of `options.only`
  std::map<std::string, std::string> near;  ///< by the others of `options.only`: what may have been meant
};

/// The gateways of a cluster that the run is about, in input order. `refused` counts as found, too.
std::vector<const cluster::Object*> select(const cluster::Cluster& cluster, std::span<const admission::Object> refused,
                                           const Options& options, Found& found);

/// That there is no gateway, or none of a name that was asked for, is an error. It may be where `kustomizations` lead
/// out of the input.
void report_absent(const Found& found, const gitops::Kustomizations& kustomizations, const Options& options,
                   diag::Sink& sink);

/// Warns of what Kubernetes drops of the Deployments that the input has of gateways.
void warn_of_deployments(Gateways gateways, const cluster::Cluster& cluster, const op::DroppedFields& dropped);

/// Reports gateways without a Deployment in the input, where one has to be. kustomize leaves out functions without a
/// word when it may not run them, and then builds gateways without their Deployment; where the input has the Deployment
/// of one gateway, it is taken to have all that there are.
void require_deployments(Gateways gateways, const cluster::Cluster& cluster, const admission::Reporter& reporter,
                         bool require);

}  // namespace vmcp::render
