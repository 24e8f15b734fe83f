#include "cli/compare.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/object.h"
#include "core/compare/objects.h"
#include "core/compare/read_theirs.h"
#include "core/compare/report.h"
#include "core/compare/upgrade.h"
#include "core/compare/upgrade_report.h"
#include "core/diag/document_reporter.h"
#include "core/diag/render.h"
#include "core/diag/secrecy.h"
#include "core/emit/emit.h"
#include "core/gitops/read_inputs.h"
#include "core/yaml/fields.h"

namespace vmcp::cli {
namespace {

using compare::Named;
using compare::ObjectDifference;

/// The kinds that --emit stands for.
struct EmittedKind {
  render::Emit emit;
  std::string_view group;
  std::string_view kind;
};
constexpr std::array<EmittedKind, 6> kEmittedKinds = {
    {{render::Emit::kRbac, "", "ServiceAccount"},
     {render::Emit::kRbac, "rbac.authorization.k8s.io", "Role"},
     {render::Emit::kRbac, "rbac.authorization.k8s.io", "RoleBinding"},
     {render::Emit::kConfig, "", "ConfigMap"},
     {render::Emit::kService, "", "Service"},
     {render::Emit::kDeployment, "apps", "Deployment"}}};

diag::Color color_of(const Options& options, Terminal terminal) {
  const bool takes = options.color == Color::kAlways || (options.color == Color::kAuto && terminal.stdout_takes_color);
  return takes ? diag::Color::kAlways : diag::Color::kNever;
}

/// What tells whether an object of a cluster is one that a gateway of the run would have, were it still rendered.
class OwnObjects {
 public:
  OwnObjects(const render::Result& result, const Options& options) : options_(options) {
    for (const render::Outcome& gateway : result.outcomes) gateways_.emplace(gateway.name_space, gateway.name);
  }

  bool have(const yaml::Value& object) const {
    const std::string_view group = admission::group_of(object.string_at("apiVersion"));
    const std::string_view kind = object.string_at("kind");
    const bool is_emitted = std::ranges::any_of(kEmittedKinds, [&](const EmittedKind& row) {
      return row.kind == kind && row.group == group && render::contains(options_.render.emit, row.emit);
    });
    if (!is_emitted) return false;
    std::string_view name_space = yaml::text_at(object, {"metadata", "namespace"});
    if (name_space.empty()) name_space = options_.render.default_namespace;
    return gateways_.contains({name_space, compare::gateway_of(object)});
  }

 private:
  const Options& options_;
  std::set<std::pair<std::string_view, std::string_view>> gateways_;
};

/// A run of every stage with one release.
compare::Run run_with(const release::Release& release, const gitops::Documents& documents,
                      const source::Sources& sources, const Options& options, diag::Sink& findings) {
  render::Options render_options = options.render;
  render_options.release = release;
  render_options.emit = render::kEverything;
  // Texts take a fraction of what the values take, and most objects are the same.
  render_options.format = render::Format::kJson;
  render_options.apart = true;
  render_options.start = render::Start::kError;
  render_options.keep_findings = true;
  compare::Run run{render::run(documents, sources, nullptr, render_options, findings), {}};
  run.findings = findings.sorted();
  return run;
}

/// Moves the errors that are about no object, nor stand for some, and so about the run as a whole, into the sink.
void take_errors(compare::Run& run, diag::Sink& sink) {
  const auto is_of_input = [](const diag::Diagnostic& finding) {
    return finding.severity == diag::Severity::kError && finding.resource.kind.empty() && finding.more == 0;
  };
  for (diag::Diagnostic& finding : run.findings) {
    if (is_of_input(finding)) sink.add(finding);
  }
}

void report_no_release(diag::Sink& sink) {
  diag::DocumentReporter(sink, diag::Stage::kUsage)
      .error("unknown-release", {}, "the input does not say which release of ToolHive runs; name it with --from");
}

}  // namespace

std::optional<Compared> diff(render::Result& result, const Options& options, const admission::Schemas* crds,
                             const source::FileSystem& files, source::Sources& sources,
                             std::vector<source::FileId>& read, diag::Sink& sink, Terminal terminal) {
  source::InputOptions input;
  input.paths = options.against;
  input.recursive = true;
  input.stdin_name = options.stdin_name;
  source::Inputs inputs = source::collect_inputs(files, input, sources, sink);
  const std::string& name_space = options.render.default_namespace;
  const std::vector<Named> theirs = compare::read_theirs(files, sources, inputs, name_space, sink);
  read.insert(read.end(), inputs.files.begin(), inputs.files.end());
  if (sink.has_errors()) return std::nullopt;

  std::vector<Named> ours;
  for (yaml::Value& object : std::exchange(result.objects, {})) ours.push_back({std::move(object), "render"});
  std::optional<admission::Schemas> builtin;
  if (crds == nullptr) crds = &builtin.emplace(admission::Schemas::builtin(result.release.set));
  admission::Effort effort{.judges = false};
  diag::KnownKeys keys;
  const compare::Comparison comparison{*crds, effort, keys, name_space};
  std::vector<ObjectDifference> objects = compare::compare_objects(ours, theirs, comparison);
  const OwnObjects own(result, options);
  std::ranges::move(compare::extras(
                        ours, theirs, [&](const yaml::Value& object) { return own.have(object); }, comparison),
                    std::back_inserter(objects));
  admission::report_unjudged(effort, sink);
  const diag::Color color = color_of(options, terminal);
  const std::string text = options.data
                               ? diag::harmless_json(emit::json(compare::as_data(objects))) + '\n'
                               : compare::unified_diffs(objects, color) + compare::verdict_lines(objects, color);
  return Compared{sink.shown(text), !compare::is_same(objects)};
}

std::optional<Compared> upgrade(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
                                const Options& options, diag::Sink& sink, Terminal terminal) {
  const gitops::Documents documents = gitops::read_inputs(files, sources, inputs, options.render.for_reading(), sink);
  const std::optional<release::Release> from = options.from ? options.from : documents.stated.choose(sink);
  if (!from) report_no_release(sink);
  if (sink.has_errors()) return std::nullopt;

  diag::Sink of_before(sink.suppressions());
  diag::Sink of_after(sink.suppressions());
  of_before.hide_as(sink);
  of_after.hide_as(sink);
  compare::Run before = run_with(*from, documents, sources, options, of_before);
  compare::Run after = run_with(options.to, documents, sources, options, of_after);
  take_errors(before, sink);
  take_errors(after, sink);
  if (sink.has_errors()) return std::nullopt;
  compare::Upgrade found = compare::compare_runs(std::move(before), std::move(after));
  // What one run does not show, the comparison of both does not; names before anything in them is escaped.
  const auto shown = [&](std::string text) { return of_before.shown(of_after.shown(std::move(text))); };
  for (compare::GatewayUpgrade& gateway : found.gateways) {
    for (std::string* name : {&gateway.name_space, &gateway.name}) *name = diag::redacted(shown(std::move(*name)));
  }
  const std::string text = options.data ? diag::harmless_json(emit::json(compare::upgrade_data(found))) + '\n'
                                        : compare::upgrade_text(found, color_of(options, terminal));
  return Compared{shown(text), !found.is_same()};
}

}  // namespace vmcp::cli
