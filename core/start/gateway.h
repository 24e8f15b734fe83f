#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/diag/code.h"
#include "core/diag/diagnostic.h"
#include "core/diag/field_path.h"
#include "core/diag/sink.h"
#include "core/operator/context.h"
#include "core/operator/reconcile.h"
#include "core/yaml/value.h"

namespace vmcp::start {

/// What every check of this stage reads: a gateway as the operator made it, the Deployment that is going to run, and
/// the cluster around them. Nothing here changes.
struct Gateway {
  const op::Context& context;  ///< its reporter speaks for stage `start`
  const op::Rendered& rendered;
  const yaml::Value& deployment;           ///< the one that runs: the operator's, patched or not, or the user's own
  diag::Severity severity;                 ///< of a finding after which vmcp does not serve
  const cluster::Object* given = nullptr;  ///< where `deployment` stands in the input, if it is the user's own

  const model::config::Config& config() const { return rendered.config; }

  /// Whether the user's own Deployment is a copy of one that an operator keeps.
  bool is_operators_own() const;

  /// Says that vmcp will not start, at the field of the VirtualMCPServer that has to change.
  diag::Diagnostic& refuse(diag::Code code, const diag::FieldPath& path, std::string message) const {
    return refuse(*context.server.object, code, path, std::move(message));
  }
  /// As above, at a field of an object that the gateway refers to. The finding's resource is the gateway all the same:
  /// it is what does not start.
  diag::Diagnostic& refuse(const cluster::Object& object, diag::Code code, const diag::FieldPath& path,
                           std::string message) const;
  /// As above, where the operator has noted that something comes from, with the reference to that.
  diag::Diagnostic& refuse(const op::Origin& origin, diag::Code code, std::string message) const;
  /// As above, for a field of config.yaml.
  diag::Diagnostic& refuse_written(diag::Code code, const diag::FieldPath& path, std::string message) const {
    return refuse(rendered.notes.config.of(path), code, std::move(message));
  }
  /// The reference to an origin, if there is one, as a place that explains a finding.
  std::optional<diag::Related> referenced_from(const op::Origin& origin) const;
  /// Says so with what a check of the operator's has found.
  void refuse_all(const diag::Sink& found) const;
};

}  // namespace vmcp::start
