#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/diag/field_path.h"
#include "core/operator/context.h"
#include "core/operator/reconcile.h"
#include "core/yaml/value.h"

namespace vmcp::start {

class Pod;

/// When vmcp misses what it needs.
enum class Urgency : std::uint8_t {
  kValueAtStart,  ///< it refuses to start without, or with an empty one
  kAtStart,       ///< it refuses to start without
  kLater,         ///< it serves, and what needs it fails
};

/// A field that explains a need.
struct Reason {
  const cluster::Object* object = nullptr;
  diag::FieldPath path;
  std::string message;
};

/// A variable that vmcp reads.
struct NeededVariable {
  std::string name = {};
  Urgency urgency = Urgency::kValueAtStart;
  std::string reader = {};    ///< `backend "docs"`
  diag::FieldPath path = {};  ///< of the VirtualMCPServer's field because of which
  bool wired = true;          ///< whether the operator sets it, so that a pod template must have taken it away
  std::vector<Reason> reasons = {};
  std::optional<yaml::Value> source = {};  ///< as an item of `env`, where a referenced object states it
};

/// A file that vmcp reads.
struct NeededFile {
  std::string file = {};  ///< absolute
  Urgency urgency = Urgency::kAtStart;
  std::string reader = {};
  diag::FieldPath path = {};
  std::vector<Reason> reasons = {};
};

struct Needs {
  std::vector<NeededVariable> variables;
  std::vector<NeededFile> files;
};

/// The variables and files that config.yaml and authserver-config.yaml name, in the order in which vmcp reads them
/// (as processBackendAuthStrategy of pkg/vmcp/config, NewEmbeddedAuthServer of pkg/authserver/runner,
/// NewTokenValidator of pkg/auth), then what the operator's own Deployment has besides for vmcp to read.
Needs needs_of(const op::Context& context, const op::Rendered& rendered);

bool is_missing(const NeededVariable& needed, const Pod& pod);

/// What a pod lacks of the needs, as a patch of its template: variables as the referenced objects state them, mounts
/// and volumes as the operator makes them. An empty mapping when there is nothing to add.
yaml::Value missing_wiring(const Needs& needs, const op::Rendered& rendered, const Pod& pod);

}  // namespace vmcp::start
