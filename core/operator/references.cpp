#include "core/operator/references.h"

#include "core/diag/nearest.h"

namespace vmcp::op {
namespace {

constexpr std::string_view kToolHiveGroup = "toolhive.stacklok.dev";

/// Reports a reference to an object that the input does not hold.
void report_absent(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                   std::string_view group, std::string_view kind, std::string_view name) {
  diag::Diagnostic& finding = context.reporter.error(
      from, "reference-not-found", path,
      std::string(kind) + " \"" + std::string(name) + "\" not found in namespace \"" + from.name_space + '"');
  const auto elsewhere = context.cluster.namespaces_with(group, kind, name);
  if (!elsewhere.empty()) {
    finding.message += "; there is one in namespace";
    for (std::size_t i = 0; i < elsewhere.size(); ++i) {
      finding.message.append(i == 0 ? " \"" : ", \"").append(elsewhere[i]).append("\"");
    }
    finding.message += ", but references stay within their namespace";
    return;
  }
  finding.suggestion = diag::nearest(name, context.cluster.names(group, kind, from.name_space));
  if (!finding.suggestion.empty()) finding.message += "; did you mean \"" + finding.suggestion + "\"?";
}

}  // namespace

template <class Spec>
const cluster::Resource<Spec>* resolve(const Context& context, const cluster::Object& from, const diag::FieldPath& path,
                                       std::string_view name) {
  const cluster::Resource<Spec>* found = context.cluster.find<Spec>(from.name_space, name);
  if (found == nullptr) report_absent(context, from, path, kToolHiveGroup, cluster::kKind<Spec>, name);
  return found;
}

template const cluster::Resource<model::McpExternalAuthConfigSpec>* resolve(const Context&, const cluster::Object&,
                                                                            const diag::FieldPath&, std::string_view);
template const cluster::Resource<model::McpOidcConfigSpec>* resolve(const Context&, const cluster::Object&,
                                                                    const diag::FieldPath&, std::string_view);
template const cluster::Resource<model::McpAuthzConfigSpec>* resolve(const Context&, const cluster::Object&,
                                                                     const diag::FieldPath&, std::string_view);
template const cluster::Resource<model::McpTelemetryConfigSpec>* resolve(const Context&, const cluster::Object&,
                                                                         const diag::FieldPath&, std::string_view);
template const cluster::Resource<model::McpToolConfigSpec>* resolve(const Context&, const cluster::Object&,
                                                                    const diag::FieldPath&, std::string_view);
template const cluster::Resource<model::config::CompositeToolConfig>* resolve(const Context&, const cluster::Object&,
                                                                              const diag::FieldPath&,
                                                                              std::string_view);
template const cluster::Resource<model::EmbeddingServerSpec>* resolve(const Context&, const cluster::Object&,
                                                                      const diag::FieldPath&, std::string_view);
template const cluster::Resource<model::McpGroupSpec>* resolve(const Context&, const cluster::Object&,
                                                               const diag::FieldPath&, std::string_view);

const cluster::Object* resolve_config_map(const Context& context, const cluster::Object& from,
                                          const diag::FieldPath& path, std::string_view name) {
  const cluster::Object* found = context.cluster.find("", "ConfigMap", from.name_space, name);
  if (found == nullptr) report_absent(context, from, path, "", "ConfigMap", name);
  return found;
}

bool require_secret_key(const Context&, const cluster::Object&, const diag::FieldPath&, std::string_view,
                        std::string_view) {
  return true;
}

void expect_secret_key(const Context&, const cluster::Object&, const diag::FieldPath&, std::string_view,
                       std::string_view) {}

void expect_config_map_key(const Context&, const cluster::Object&, const diag::FieldPath&, std::string_view,
                           std::string_view) {}

}  // namespace vmcp::op
