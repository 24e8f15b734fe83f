#pragma once

#include <functional>

#include "core/admission/reporter.h"
#include "core/cluster/cluster.h"
#include "core/diag/diagnostic.h"
#include "core/diag/field_path.h"

namespace vmcp::op {

/// How the names in ToolHive objects are judged.
struct NameRules {
  bool strict = false;  ///< what a cluster is expected to hold has to be in the input, too
  /// Of what keeps a workload of the input from running: a name that strict mode asks for, or a Secret's key.
  diag::Severity unmet = diag::Severity::kWarning;
  bool pods = true;  ///< whether names in the pod templates of gateways are judged
  /// Whether the run is about a gateway; the names in others are not judged.
  std::function<bool(const cluster::Object&)> is_wanted;
  /// Whether a field has been spoken of already: what else is wrong with its name would say so again.
  std::function<bool(const cluster::Object&, const diag::FieldPath&)> told;
};

/// Holds the names in ToolHive objects that name something which the input should hold against the input, whichever
/// object has them, whether or not a gateway leads there, and whether or not the API server has refused the object:
/// references to objects and keys, workloads and tools of gateways, upstreams, steps and parameters in templates, keys
/// in those of what makes a Secret, and its fields; and holds the Services and Deployments that routes and alike name
/// against those that the operator makes; and what two fields say of one thing. What is assumed is said once
/// for each object that is missing. Needs the findings of the stages before it to be there (`told`). Reports warnings,
/// and errors where `unmet` is one.
void check_names(const cluster::Cluster& cluster, const NameRules& rules, const admission::Reporter& reporter);

}  // namespace vmcp::op
