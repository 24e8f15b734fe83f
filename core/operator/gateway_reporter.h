#pragma once

#include <optional>
#include <utility>

#include "core/admission/reporter.h"
#include "core/cluster/cluster.h"
#include "core/diag/code.h"
#include "core/diag/field_path.h"
#include "core/operator/origins.h"

namespace vmcp::op {

/// Reports what one VirtualMCPServer suffers from, wherever that stands: at a field of its own, at one of an object
/// that it refers to, or at one of its files, which come from those. The finding's resource is the VirtualMCPServer all
/// the same: it is what is not made or does not start.
class GatewayReporter {
 public:
  /// `reporter` tells the stage; both live longer.
  GatewayReporter(const admission::Reporter& reporter, const cluster::Object& gateway)
      : reporter_(reporter), gateway_(gateway) {}

  /// At a field of its own.
  void error(diag::Code code, const diag::FieldPath& path, diag::Message message) const {
    reporter_.error(gateway_, code, path, std::move(message));
  }
  void warning(diag::Code code, const diag::FieldPath& path, diag::Message message) const {
    reporter_.warning(gateway_, code, path, std::move(message));
  }
  /// At a field of any object; `made` is what would be refused in one that is made of them.
  void report(diag::Severity severity, const cluster::Object& object, diag::Code code, const diag::FieldPath& path,
              diag::Message message, diag::ObjectField made = {}) const;
  /// Where the operator has noted that something comes from, with the reference to that before other places.
  void report(diag::Severity severity, const Origin& origin, diag::Code code, diag::Message message) const;
  /// At a field of a file.
  void report(diag::Severity severity, const Origins& file, const diag::FieldPath& path, diag::Code code,
              diag::Message message) const {
    report(severity, file.of(path), code, std::move(message));
  }
  /// What a check has found on its own, with that severity.
  void report_all(diag::Severity severity, const diag::Sink& found) const;

  /// The reference to an origin, if there is one, as a place that explains a finding.
  std::optional<diag::Related> referenced_from(const Origin& origin) const;

 private:
  const admission::Reporter& reporter_;
  const cluster::Object& gateway_;
};

}  // namespace vmcp::op
