#include "core/render/gateway_stages.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/admission/reporter.h"
#include "core/apply/run.h"
#include "core/operator/patch_deployment.h"
#include "core/render/complete.h"
#include "core/render/origin_comments.h"
#include "core/start/pod_sources.h"
#include "core/start/run.h"

namespace vmcp::render {
namespace {

using yaml::Value;

/// A stage's view of a gateway.
class View {
 public:
  View(const Surroundings& around, const op::Server& server, diag::Stage stage, diag::Sink& sink)
      : reporter_(sink, around.sources, stage), context_{server,  around.cluster, around.options.settings, reporter_,
                                                         nullptr, around.members, around.verdicts} {}
  View(const View&) = delete;
  View& operator=(const View&) = delete;

  const op::Context& context() const { return context_; }

 private:
  admission::Reporter reporter_;
  op::Context context_;
};

std::optional<diag::Severity> severity_of(Start start) {
  switch (start) {
    case Start::kError:
      return diag::Severity::kError;
    case Start::kWarn:
      return diag::Severity::kWarning;
    case Start::kOff:
      break;
  }
  return std::nullopt;
}

/// Says that a gateway is not rendered where that is so because what it is made of is not known here: a placeholder
/// without a value, or something that only a build knows. Its findings are those since `mark`.
void report_unknown(const op::Context& context, const diag::Sink& sink, diag::Sink::Mark mark) {
  const auto is_unknown = [](const diag::Diagnostic& finding) {
    return finding.code == "reference-not-found" || finding.code == "not-built";
  };
  if (!context.reporter.has_unheard_errors() &&
      std::ranges::none_of(sink.first_since(mark), sink.all().end(), is_unknown))
    return;
  context.error("not-built", diag::FieldPath("metadata.name"),
                "this gateway cannot be rendered: what it is made of is not known here; see the warnings and notes");
}

/// The Deployment of the input with what the operator writes into it; nothing where that cannot be merged.
std::optional<Value> merged_in_silence(const Surroundings& around, const Desired& desired) {
  diag::Sink unheard;
  const View view(around, *desired.rendered.server, diag::Stage::kApply, unheard);
  return op::patch_deployment(view.context(), *desired.given, desired.running(), desired.rendered.deployment);
}

}  // namespace

std::optional<Desired> reconcile(const Surroundings& around, const op::Server& server, std::size_t& brought,
                                 diag::Sink& sink) {
  const View view(around, server, diag::Stage::kOperator, sink);
  op::Context context = view.context();
  context.brought = &brought;
  const diag::Sink::Mark mark = sink.mark();
  const cluster::Object* given = op::given_deployment(context);
  std::optional<Value> deployment;
  if (given != nullptr) deployment = op::read_deployment(context, *given);
  std::optional<op::Rendered> rendered = op::reconcile(context);
  if (!rendered || (given != nullptr && !deployment)) {
    if (!around.options.judge_only && !sink.has_errors_since(mark)) report_unknown(context, sink, mark);
    return std::nullopt;
  }

  Desired desired{*std::move(rendered), given, given != nullptr && around.options.judge_only, std::move(deployment)};
  if (desired.keeps_given) return desired;
  if (given != nullptr) {
    desired.deployment =
        op::patch_deployment(context, *given, *std::move(desired.deployment), desired.rendered.deployment);
    if (!desired.deployment) return std::nullopt;
  }
  if (around.options.complete) {
    Value running = desired.deployment ? *std::move(desired.deployment) : desired.rendered.deployment;
    desired.deployment = complete(context, desired.rendered, std::move(running));
  }
  return desired;
}

void judge_objects(const Surroundings& around, const Desired& desired, diag::Sink& sink) {
  const View view(around, *desired.rendered.server, diag::Stage::kApply, sink);
  if (desired.keeps_given) {
    if (const std::optional<Value> merged = merged_in_silence(around, desired)) {
      return apply::judge(view.context(), desired.rendered, {*merged, desired.given});
    }
  }
  apply::judge(view.context(), desired.rendered, {desired.running(), desired.given, desired.keeps_given});
}

void foretell_start(const Surroundings& around, const Desired& desired, diag::Sink& sink) {
  const op::Server& server = *desired.rendered.server;
  const std::optional<diag::Severity> severity = severity_of(around.options.start);
  const View of_pod(around, server, diag::Stage::kPod, sink);
  start::check_pod_sources(of_pod.context(), desired.rendered, {desired.running(), desired.given, desired.keeps_given},
                           severity);
  if (!severity) return;
  const View of_start(around, server, diag::Stage::kStart, sink);
  start::foretell({of_start.context(), desired.rendered, desired.running(), *severity,
                   desired.keeps_given ? desired.given : nullptr});
}

std::vector<Value> take_objects(const Surroundings& around, Desired& desired, const WrittenResources& written,
                                diag::Sink& sink) {
  op::Rendered& rendered = desired.rendered;
  const Emit emit = around.options.emit;
  std::vector<Value> objects;
  if (contains(emit, Emit::kCustomResource)) {
    // What was refused, and is judged as it was meant, is written nowhere.
    const auto found = written.find({rendered.server->name_space(), rendered.server->name()});
    if (found != written.end()) objects.push_back(found->second);
  }
  if (contains(emit, Emit::kRbac)) std::ranges::move(rendered.rbac, std::back_inserter(objects));
  if (contains(emit, Emit::kConfig)) objects.push_back(std::move(rendered.config_map));
  if (contains(emit, Emit::kService)) objects.push_back(std::move(rendered.service));
  if (contains(emit, Emit::kDeployment)) {
    objects.push_back(desired.deployment ? *std::move(desired.deployment) : std::move(rendered.deployment));
  }
  if (contains(emit, Emit::kPatch)) {
    const View view(around, *rendered.server, diag::Stage::kOperator, sink);
    if (std::optional<Value> patch = op::auth_server_patch(view.context(), rendered.notes.wiring))
      objects.push_back(*std::move(patch));
  }
  return objects;
}

emit::Comments annotate(const Surroundings& around, const Desired& desired, std::span<const Value> objects,
                        diag::Sink& sink) {
  if (!around.options.annotate_origin) return {};
  const View view(around, *desired.rendered.server, diag::Stage::kOperator, sink);
  return origin_comments(view.context(), desired.rendered, objects);
}

}  // namespace vmcp::render
