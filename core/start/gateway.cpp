#include "core/start/gateway.h"

#include <utility>

namespace vmcp::start {

diag::Diagnostic& Gateway::refuse(const cluster::Object& object, diag::Code code, const diag::FieldPath& path,
                                  std::string message) const {
  const admission::Reporter& reporter = context.reporter;
  diag::Diagnostic& finding = severity == diag::Severity::kError
                                  ? reporter.error(object, code, path, std::move(message))
                                  : reporter.warning(object, code, path, std::move(message));
  finding.resource = context.server.object->id();
  return finding;
}

}  // namespace vmcp::start
