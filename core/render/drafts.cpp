#include "core/render/drafts.h"

#include <map>
#include <optional>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/reporter.h"
#include "core/operator/composite_tools/composite_tool_validation.h"
#include "core/operator/composite_tools/composite_tools.h"
#include "core/operator/config/aggregation.h"
#include "core/operator/pod_template.h"
#include "core/render/gateways.h"
#include "core/render/refusal.h"

namespace vmcp::render {
namespace {

/// What stands for itself in a gateway, whatever is wrong with its group and its auth.
void judge_parts(const op::Server& gateway, const cluster::Cluster& cluster, const Options& options,
                 const admission::Reporter& reporter) {
  op::Notes notes;
  const op::Context context{gateway, cluster, options.settings, reporter, &notes};
  op::validate_aggregation(context);
  op::validate_composite_tools(context);
  op::validate_composite_tool_refs(context);
  op::validate_pod_template(context);
}

/// Adds the findings of `found` that do not follow from the refusal of `object`.
void add_unless_consequence(const Refusal& refusal, const cluster::Object& object, const diag::Sink& found,
                            diag::Sink& sink) {
  for (const diag::Diagnostic& finding : found.all()) {
    if (finding.resource != object.id() || !refusal.leads_to(finding)) sink.add(finding);
  }
}

}  // namespace

void judge_drafts(const std::function<void(const op::Server&, diag::Sink&)>& judge, const cluster::Cluster& cluster,
                  const Options& options, const source::Sources& sources, diag::Sink& sink) {
  const std::map<diag::ResourceId, Refusal> refusals = refusals_in(sink.all());
  const auto refusal_of = [&](const cluster::Object& object) {
    const auto found = refusals.find(object.id());
    Refusal refusal = found == refusals.end() ? Refusal() : found->second;
    if (admission::is_in_no_place(object)) refusal.add_namespace();
    return refusal;
  };
  std::vector<const cluster::Object*> drafts = cluster.repeated_objects();
  for (const cluster::Object& object : cluster.refused_objects()) drafts.push_back(&object);
  for (const cluster::Object* object : drafts) {
    if (!is_wanted(*object, options)) continue;
    const std::optional<op::Server> gateway = cluster.draft<model::VirtualMcpServerSpec>(*object);
    if (!gateway) continue;
    const Refusal refusal = refusal_of(*object);
    diag::Sink found;
    if (refusal.leaves_only_parts()) {
      judge_parts(*gateway, cluster, options, {found, sources, diag::Stage::kOperator});
    } else {
      judge(*gateway, found);
    }
    add_unless_consequence(refusal, *object, found, sink);
  }
  if (options.start == Start::kOff) return;
  for (const cluster::Object* object : drafts) {
    const auto definition = cluster.draft<model::config::CompositeToolConfig>(*object);
    if (!definition) continue;
    diag::Sink found;
    const admission::Reporter reporter(found, sources, diag::Stage::kStart);
    op::validate_composite_tool({reporter, *object, {}}, diag::FieldPath("spec"), definition->spec);
    add_unless_consequence(refusal_of(*object), *object, found, sink);
  }
}

}  // namespace vmcp::render
