#include "core/start/gateway.h"

#include <algorithm>
#include <utility>

#include "core/model/kinds.h"
#include "core/start/container.h"

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

diag::Diagnostic& Gateway::refuse(const op::Origin& origin, diag::Code code, std::string message) const {
  diag::Diagnostic& finding = refuse(*origin.object, code, origin.path, std::move(message));
  if (auto reference = referenced_from(origin)) finding.related.push_back(*std::move(reference));
  return finding;
}

std::optional<diag::Related> Gateway::referenced_from(const op::Origin& origin) const {
  if (origin.referrer == nullptr) return std::nullopt;
  return context.reporter.related(*origin.referrer, origin.reference, "referenced from here");
}

void Gateway::refuse_all(const diag::Sink& found) const {
  for (diag::Diagnostic finding : found.all()) {
    finding.severity = severity;
    finding.resource = context.server.object->id();
    context.reporter.add(std::move(finding));
  }
}

bool Gateway::is_operators_own() const {
  return given != nullptr &&
         std::ranges::any_of(items_of(given->value.find("metadata"), "ownerReferences"), [](const yaml::Value& owner) {
           return owner.string_at("kind") == model::kKind<model::VirtualMcpServerSpec>;
         });
}

}  // namespace vmcp::start
