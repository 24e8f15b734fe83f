#include "core/operator/gateway_reporter.h"

#include <utility>

namespace vmcp::op {

void GatewayReporter::report(diag::Severity severity, const cluster::Object& object, diag::Code code,
                             const diag::FieldPath& path, diag::Message message, diag::ObjectField made) const {
  auto finding = reporter_.finding(severity, object, code, path, std::move(message));
  if (!finding) return;
  finding->resource = gateway_.id();
  finding->object = std::move(made);
  reporter_.add(*std::move(finding));
}

void GatewayReporter::report(diag::Severity severity, const Origin& origin, diag::Code code,
                             diag::Message message) const {
  if (auto reference = referenced_from(origin)) message.related.insert(message.related.begin(), *std::move(reference));
  report(severity, *origin.object, code, origin.path, std::move(message));
}

void GatewayReporter::report_all(diag::Severity severity, const diag::Sink& found) const {
  for (diag::Diagnostic finding : found.all()) {
    finding.severity = severity;
    finding.resource = gateway_.id();
    reporter_.add(std::move(finding));
  }
}

std::optional<diag::Related> GatewayReporter::referenced_from(const Origin& origin) const {
  if (origin.referrer == nullptr) return std::nullopt;
  return reporter_.related(*origin.referrer, origin.reference, "referenced from here");
}

}  // namespace vmcp::op
