#include "core/render/pipeline.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/lower.h"
#include "core/admission/reporter.h"
#include "core/admission/schemas.h"
#include "core/admission/unread_texts.h"
#include "core/cluster/cluster.h"
#include "core/emit/emit.h"
#include "core/gitops/overlays.h"
#include "core/gitops/placement.h"
#include "core/gitops/stated_releases.h"
#include "core/operator/config_map.h"
#include "core/operator/dropped_fields.h"
#include "core/render/admit_all.h"
#include "core/render/drafts.h"
#include "core/render/gateway_stages.h"
#include "core/render/gateways.h"
#include "core/render/judged.h"
#include "core/render/names.h"
#include "core/render/parallel.h"
#include "core/render/suppression.h"
#include "core/render/written_resources.h"

namespace vmcp::render {
namespace {

using yaml::Value;

/// The options with the release that is reproduced: what is asked for, what the input states, or the default.
Options with_release(Options options, const gitops::StatedReleases& stated, diag::Sink& sink) {
  if (!options.release) {
    options.release = stated.choose(sink);
    options.older = stated.older();
  }
  options.settings.release = options.release.value_or(release::kDefault);
  return options;
}

bool can_operate(const op::Settings& settings, diag::Sink& sink) {
  const auto problem = op::environment_problem(settings);
  if (problem) {
    report_input_error("invalid-value", "the operator does not start in this environment: " + *problem, sink);
  }
  return !problem;
}

/// The names of all objects, for what is to be suppressed of one.
std::set<ObjectName> names_of(const std::vector<gitops::World>& clusters, const Options& options) {
  std::set<ObjectName> names;
  for (const gitops::World& cluster : clusters) {
    for (const yaml::Document& document : cluster.documents) {
      const admission::Object object = admission::identify(document.root, {options.default_namespace});
      names.emplace(object.name_space, object.name);
    }
  }
  return names;
}

/// What all clusters of a run read.
struct Given {
  const gitops::Documents& read;  ///< but for the documents, which are in the clusters
  const source::Sources& sources;
  const admission::Schemas& builtin;
  const admission::Schemas& schemas;
  const Options& options;
};

/// What was found and made in all clusters.
struct Total {
  Found found;
  Result result;
  Output output;
  std::vector<Outcome> refused;  ///< the gateways that were not admitted
  admission::Effort effort;
};

/// What the variables, volumes and image pull secrets of all gateways take that one's pod needs, about twice over: they
/// cost more than a config's text.
std::size_t wired_bytes(const op::Wiring& wiring, const op::Settings& settings) {
  constexpr std::size_t kForOne = 256;
  std::size_t count = settings.default_image_pull_secrets.size();
  for (const std::vector<op::Wire>& rows : wiring.all()) count += rows.size();
  return kForOne * count;
}

/// All stages of one gateway.
Made make_gateway(const Surroundings& around, const op::Server& server, const WrittenResources& written,
                  diag::Sink& findings) {
  const Options& options = around.options;
  const diag::Sink::Mark mark = findings.mark();
  const auto is_refused = [&] { return findings.has_reported_errors_since(mark); };
  Made made;
  made.outcome.name_space = server.name_space();
  made.outcome.name = server.name();
  std::optional<Desired> desired = reconcile(around, server, made.config_bytes, findings);
  if (desired) {
    judge_objects(around, *desired, findings);
    const bool is_made = !is_refused();
    foretell_start(around, *desired, findings);
    if (is_made) made.outcome.fate = is_refused() ? Fate::kWillNotStart : Fate::kStarts;
    made.config_bytes =
        op::content_size(desired->rendered.config_map) + wired_bytes(desired->rendered.notes.wiring, options.settings);
  }
  if (options.keep_clusters) {
    made.verdict = verdict_on(server, desired ? &desired->rendered : nullptr, is_refused(), findings, mark);
  }
  if (made.outcome.fate != Fate::kRefused && !options.judge_only) {
    made.objects = take_objects(around, *desired, written, findings);
    made.comments = annotate(around, *desired, made.objects, findings);
  }
  made.outcome.objects = made.objects.size();
  if (options.keep_findings) {
    made.outcome.findings.assign(findings.first_since(mark), findings.all().end());
  }
  return made;
}

/// All stages after reading, of one cluster.
void run_cluster(gitops::World world, const Given& given, Total& total, diag::Sink& sink) {
  const Options& options = given.options;
  admission::UnreadTexts unread(given.read.unread);
  admission::lower_auth_server_refs(world.documents, options.default_namespace, unread, given.sources, sink);
  const WrittenResources written = written_resources(world.documents, options);
  std::shared_ptr<const cluster::BuildNotes> notes = std::move(world.notes);
  total.result.rewritten.objects.merge(world.rewritten);
  total.result.documents_skipped += world.excluded;

  const admission::Reporter reporter(sink, given.sources, diag::Stage::kOperator);
  const op::DroppedFields dropped(given.schemas, given.builtin, reporter);
  Admitted admitted =
      admit_all(std::move(world), {given.read.walked, given.read.misspelt, given.builtin, given.schemas, given.sources},
                options, total.effort, sink);
  auto kept =
      std::make_unique<const cluster::Cluster>(std::move(admitted.objects), reporter, admitted.refused,
                                               std::move(unread), options.settings.release.set, std::move(notes));
  const cluster::Cluster& cluster = *kept;
  const std::vector<const cluster::Object*> gateways = select(cluster, admitted.refused, options, total.found);
  total.result.objects_read += admitted.objects_read;
  total.result.objects_refused += admitted.objects_refused;
  total.result.gateways_refused += admitted.gateways_refused;
  total.result.documents_skipped += admitted.skipped;
  total.found.gateways += admitted.gateways_of_older;
  total.result.gateways += gateways.size() + admitted.gateways_of_older;
  for (const admission::Object& object : admitted.refused) {
    if (is_wanted(object, options)) total.refused.push_back({object.name_space, object.name});
  }
  if (!can_operate(options.settings, sink)) return;
  warn_of_deployments(gateways, cluster, dropped);
  // What a walk finds is not what one build has made.
  if (options.judge_only && (options.require_deployment || given.read.walked.empty())) {
    require_deployments(gateways, cluster, reporter, options.require_deployment);
  }

  // Where findings are kept by gateway, each hears of its members itself.
  op::MemberStandings members(options.keep_findings);
  op::SharedVerdicts verdicts;
  const Surroundings around{cluster, options, given.sources, &members, &verdicts};
  const auto make_of = [&](const op::Server& server, diag::Sink& findings) {
    return make_gateway(around, server, written, findings);
  };
  const auto make = [&](const cluster::Object& gateway, diag::Sink& findings) {
    Made made = make_of(cluster.decoded(gateway), findings);
    if (options.gateways_done != nullptr) ++*options.gateways_done;
    return made;
  };
  Output output = make_all(gateways, options, make, sink);
  judge_drafts(make_of, cluster, options, given.sources, sink);
  judge_names(cluster, options, given.sources, sink);
  if (options.keep_clusters) total.result.clusters.push_back({std::move(kept), std::exchange(output.verdicts, {})});
  total.output.append(std::move(output), options);
}

/// What does not follow from objects being judged without those that they are meant to stand beside. What is to be
/// rendered has to have been made.
diag::Sink without_absences(diag::Sink& findings, bool judge_only) {
  constexpr std::array<diag::Code, 6> kOfAbsence = {"reference-not-found", "assumed-object",
                                                    "unknown-workload",    "unknown-tool",
                                                    "no-backend",          "unmanaged-embedding-service"};
  diag::Sink kept(findings.suppressions());
  findings.for_each([&](const diag::Diagnostic& finding) {
    const bool is_of_absence = std::ranges::find(kOfAbsence, finding.code) != kOfAbsence.end();
    if (!is_of_absence || (!judge_only && finding.severity == diag::Severity::kError)) kept.add(finding);
  });
  return kept;
}

std::string json_list(std::vector<Value> objects) {
  Value items = Value::sequence();
  for (Value& object : objects) items.push(std::move(object));
  return emit::json(Value::mapping().set("apiVersion", "v1").set("kind", "List").set("items", std::move(items))) + '\n';
}

}  // namespace

Result run(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
           const admission::Schemas* crds, const Options& options, diag::Sink& sink) {
  return run(gitops::read_inputs(files, sources, inputs, options.for_reading(), sink), sources, crds, options, sink);
}

Result run(gitops::Documents read, const source::Sources& sources, const admission::Schemas* crds, const Options& asked,
           diag::Sink& sink) {
  const Options options = with_release(asked, read.stated, sink);
  const admission::Schemas builtin = admission::Schemas::builtin(options.settings.release.set);
  suppress_as_annotated(read.documents, options.default_namespace, sources, sink);
  std::vector<gitops::World> clusters = gitops::place(
      std::exchange(read.documents, {}), std::exchange(read.delivery_faults, {}), read.kustomizations, sources,
      {options.default_namespace, options.namespace_is_given, options.variables, read.walked, options.judge_only},
      sink);

  const std::set<ObjectName> names = options.suppressed.empty() ? std::set<ObjectName>() : names_of(clusters, options);
  const Given given{read, sources, builtin, crds != nullptr ? *crds : builtin, options};
  Total total;
  gitops::Overlays overlays;
  for (gitops::World& cluster : clusters) {
    gitops::Origins origins = std::exchange(cluster.origins, {});
    diag::Sink findings(sink.suppressions());
    const bool is_unlisted = cluster.unlisted;
    run_cluster(std::move(cluster), given, total, findings);
    if (is_unlisted) findings = without_absences(findings, options.judge_only);
    overlays.add(std::move(origins), findings);
  }
  overlays.finish(sink);
  report_absent(total.found, read.kustomizations, options, sink);
  admission::report_unjudged(total.effort, sink);
  // Where something is not judged, because of what is wrong or not wanted, nothing is found to be suppressed.
  if (read.unread.empty()) {
    warn_of_unused(options.suppressed, names, options.only.empty() && total.result.objects_refused == 0, sink);
  }

  Result& result = total.result;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    if (read.kustomizations.is_patch(sources.at(i).name)) result.rewritten.sources.insert(i);
  }
  result.release = options.settings.release;
  result.documents_skipped += read.skipped;
  result.outcomes = std::move(total.output.outcomes);
  std::ranges::move(total.refused, std::back_inserter(result.outcomes));
  if (options.apart) {
    result.files = std::move(total.output.files);
  } else if (options.format == Format::kJson) {
    result.manifests = json_list(std::move(total.output.objects));
  } else {
    result.manifests = std::move(total.output.text);
    result.objects = std::move(total.output.objects);
  }
  return std::move(result);
}

}  // namespace vmcp::render
