#include "core/start/tool_sites.h"

#include <utility>

namespace vmcp::start {

diag::Diagnostic& ToolSite::refuse(const Gateway& gateway, diag::Code code, const diag::FieldPath& field,
                                   std::string message) const {
  diag::Diagnostic& finding = gateway.refuse(*object, code, field, std::move(message));
  if (referenced_from) finding.related.push_back(*referenced_from);
  return finding;
}

ToolSite tool_site(const Gateway& gateway, std::size_t index) {
  const op::Context& context = gateway.context;
  const model::config::Config& stated = context.spec().config;
  const diag::FieldPath config("spec.config");
  if (index < stated.composite_tools.size()) {
    return {context.server.object, (config / "compositeTools")[index], std::nullopt};
  }
  // The operator appends the referenced ones, all of which it has found.
  const std::size_t reference = index - stated.composite_tools.size();
  const auto* definition = context.cluster.find<model::config::CompositeToolConfig>(
      context.name_space(), stated.composite_tool_refs[reference].name);
  return {definition->object, diag::FieldPath("spec"),
          context.reporter.related(*context.server.object, (config / "compositeToolRefs")[reference] / "name",
                                   "referenced from here")};
}

}  // namespace vmcp::start
