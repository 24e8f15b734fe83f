#include "core/operator/members/group.h"

#include "core/model/path_of.h"
#include "core/operator/references.h"

namespace vmcp::op {

using model::path_of;

void validate_group_ref(const Context& context) {
  const auto& reference = context.spec().group_ref;
  if (!reference || reference->name.empty()) return;
  // A group in the input is Ready: its controller only counts members.
  if (context.cluster.find<model::McpGroupSpec>(context.name_space(), reference->name) != nullptr) return;
  report_absent(context, *context.server.object,
                path_of<&model::VirtualMcpServerSpec::group_ref, &model::McpGroupRef::name>(),
                cluster::kKind<model::McpGroupSpec>, reference->name,
                context.settings.strict ? diag::Severity::kError : diag::Severity::kWarning);
}

}  // namespace vmcp::op
