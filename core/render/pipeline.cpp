#include "core/render/pipeline.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/admission/lower.h"
#include "core/admission/reporter.h"
#include "core/admission/schemas.h"
#include "core/admission/unread_texts.h"
#include "core/cluster/cluster.h"
#include "core/operator/config_map.h"
#include "core/render/admit_all.h"
#include "core/render/drafts.h"
#include "core/render/gateway_stages.h"
#include "core/render/gateways.h"
#include "core/render/names.h"
#include "core/render/parallel.h"
#include "core/render/stated_releases.h"
#include "core/render/suppression.h"
#include "core/render/written_resources.h"

namespace vmcp::render {
namespace {

/// The options with the release that is reproduced: what is asked for, what the input states, or the default.
Options with_release(Options options, const StatedReleases& stated, diag::Sink& sink) {
  if (!options.release) options.release = stated.choose(sink);
  options.settings.release = options.release.value_or(release::kDefault);
  return options;
}

Result count(const Admitted& admitted, std::size_t skipped, const Options& options) {
  Result result;
  result.release = options.settings.release;
  result.objects_refused = admitted.refused.size();
  result.objects_read = admitted.objects.size() + result.objects_refused;
  result.documents_skipped = skipped + admitted.skipped;
  result.gateways_refused = static_cast<std::size_t>(std::ranges::count_if(
      admitted.refused, [&](const admission::Object& object) { return is_wanted(object, options); }));
  return result;
}

bool can_operate(const op::Settings& settings, diag::Sink& sink) {
  const auto problem = op::environment_problem(settings);
  if (problem) {
    report_input_error("invalid-value", "the operator does not start in this environment: " + *problem, sink);
  }
  return !problem;
}

}  // namespace

Result run(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
           const admission::Schemas* crds, const Options& options, diag::Sink& sink) {
  return run(read_inputs(files, sources, inputs, options, sink), sources, crds, options, sink);
}

Result run(Documents read, const source::Sources& sources, const admission::Schemas* crds, const Options& asked,
           diag::Sink& sink) {
  const Options options = with_release(asked, read.stated, sink);
  const admission::Schemas builtin = admission::Schemas::builtin(options.settings.release.set);
  const admission::Schemas& schemas = crds != nullptr ? *crds : builtin;
  suppress_as_annotated(read.documents, options.default_namespace, sources, sink);
  admission::UnreadTexts unread(read.unread);
  admission::lower_auth_server_refs(read.documents, options.default_namespace, unread, sources, sink);
  const WrittenResources written = written_resources(read.documents, options);

  const admission::Reporter reporter(sink, sources, diag::Stage::kOperator);
  const op::DroppedFields dropped(schemas, builtin, reporter);
  Admitted admitted = admit_all(std::move(read.documents), read.walked, schemas, options, dropped, sources, sink);
  Result result = count(admitted, read.skipped, options);
  const cluster::Cluster cluster(std::move(admitted.objects), reporter, admitted.refused, std::move(unread),
                                 options.settings.release.set);
  const std::vector<const op::Server*> gateways = select(cluster, admitted.refused, options, sink);
  result.gateways = gateways.size();
  if (!can_operate(options.settings, sink)) return result;
  warn_of_deployments(gateways, cluster, dropped);
  if (options.judge_only) require_deployments(gateways, cluster, reporter, options.require_deployment);

  const Surroundings around{cluster, options, sources};
  const auto make = [&](const op::Server& server, diag::Sink& findings) -> Made {
    const diag::Sink::Mark mark = findings.mark();
    std::optional<Desired> desired = reconcile(around, server, findings);
    if (!desired) return {};
    judge_objects(around, *desired, findings);
    foretell_start(around, *desired, findings);
    const std::size_t bytes = op::content_size(desired->rendered.config_map);
    if (options.judge_only || findings.has_reported_errors_since(mark)) return {{}, bytes};
    return {take_objects(around, *std::move(desired), written, findings), bytes};
  };
  Output output = make_all(gateways, options.format, make, sink);
  judge_drafts(make, cluster, options, sources, sink);
  judge_names(cluster, options, sources, sink);
  result.manifests = std::move(output.manifests);
  result.objects = std::move(output.objects);
  return result;
}

}  // namespace vmcp::render
