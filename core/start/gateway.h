#pragma once

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
  void refuse(diag::Code code, const diag::FieldPath& path, diag::Message message) const {
    refuse(*context.server.object, code, path, std::move(message));
  }
  /// As above, at a field of an object that the gateway refers to.
  void refuse(const cluster::Object& object, diag::Code code, const diag::FieldPath& path,
              diag::Message message) const {
    context.gateway_reporter().report(severity, object, code, path, std::move(message));
  }
  /// As above, where the operator has noted that something comes from, with the reference to that.
  void refuse(const op::Origin& origin, diag::Code code, diag::Message message) const {
    context.gateway_reporter().report(severity, origin, code, std::move(message));
  }
  /// As above, for a field of config.yaml.
  void refuse_written(diag::Code code, const diag::FieldPath& path, diag::Message message) const {
    context.gateway_reporter().report(severity, rendered.notes.config, path, code, std::move(message));
  }
  /// Says so with what a check of the operator's has found.
  void refuse_all(const diag::Sink& found) const { context.gateway_reporter().report_all(severity, found); }
};

}  // namespace vmcp::start
