#include "core/render/maker.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>

#include "core/admission/reporter.h"
#include "core/apply/run.h"
#include "core/operator/patch_deployment.h"
#include "core/render/complete.h"
#include "core/start/pod_sources.h"
#include "core/start/run.h"

namespace vmcp::render {

using yaml::Value;

namespace {

/// Says that a gateway is not rendered where that is so because what it is made of is not known here: a placeholder
/// without a value, or something that only a build knows.
void report_unknown(const op::Server& server, const admission::Reporter& reporter, std::size_t findings_before,
                    diag::Sink& sink) {
  const auto is_unknown = [](const diag::Diagnostic& finding) {
    return finding.code == "reference-not-found" || finding.code == "not-built";
  };
  const bool has_unheard = reporter.error_count() != sink.error_count();
  if (!has_unheard && std::ranges::none_of(sink.all().subspan(findings_before), is_unknown)) return;
  reporter.error(*server.object, "not-built", diag::FieldPath{"metadata.name"},
                 "this gateway cannot be rendered: what it is made of is not known here; see the warnings and notes");
}

}  // namespace

std::vector<Value> Maker::make(const op::Server& server, diag::Sink& sink) const {
  const std::size_t errors_before = sink.error_count();
  const std::size_t findings_before = sink.all().size();
  const admission::Reporter reporter(sink, sources_, diag::Stage::kOperator);
  const op::Context context{server, cluster_, options_.settings, reporter};
  const cluster::Object* given = op::given_deployment(context);
  std::optional<Value> deployment;
  if (given != nullptr) deployment = op::read_deployment(context, *given);
  std::optional<op::Rendered> rendered = op::reconcile(context);
  if (!rendered || (given != nullptr && !deployment)) {
    if (!options_.judge_only && sink.error_count() == errors_before)
      report_unknown(server, reporter, findings_before, sink);
    return {};
  }
  if (deployment && options_.judge_only) {
    judge_given(*rendered, *deployment, *given, sink);
    foretell(*rendered, {*deployment, given, true}, sink);
    return {};
  }
  if (deployment) {
    deployment = op::patch_deployment(context, *given, *std::move(deployment), rendered->deployment);
    if (!deployment) return {};
  }
  if (options_.complete) {
    deployment = complete(context, *rendered, deployment ? *std::move(deployment) : rendered->deployment);
  }
  const apply::Subject subject{deployment ? *deployment : rendered->deployment, given};
  judge(*rendered, subject, sink);
  foretell(*rendered, subject, sink);
  if (sink.error_count() != errors_before) return {};
  if (deployment) rendered->deployment = *std::move(deployment);
  return selected(context, std::move(*rendered));
}

void Maker::judge(const op::Rendered& rendered, const apply::Subject& subject, diag::Sink& sink) const {
  const admission::Reporter reporter(sink, sources_, diag::Stage::kApply);
  apply::judge({*rendered.server, cluster_, options_.settings, reporter}, rendered, subject);
}

void Maker::judge_given(const op::Rendered& rendered, const Value& deployment, const cluster::Object& given,
                        diag::Sink& sink) const {
  diag::Sink unheard;
  const admission::Reporter reporter(unheard, sources_, diag::Stage::kApply);
  const std::optional<Value> merged = op::patch_deployment({*rendered.server, cluster_, options_.settings, reporter},
                                                           given, deployment, rendered.deployment);
  if (merged) return judge(rendered, {*merged, &given}, sink);
  judge(rendered, {deployment, &given, true}, sink);
}

void Maker::foretell(const op::Rendered& rendered, const apply::Subject& subject, diag::Sink& sink) const {
  const std::optional<diag::Severity> severity = options_.start == Start::kOff ? std::nullopt
                                                 : options_.start == Start::kError
                                                     ? std::optional(diag::Severity::kError)
                                                     : std::optional(diag::Severity::kWarning);
  const admission::Reporter of_pod(sink, sources_, diag::Stage::kPod);
  start::check_pod_sources({*rendered.server, cluster_, options_.settings, of_pod}, rendered, subject, severity);
  if (!severity) return;
  const admission::Reporter reporter(sink, sources_, diag::Stage::kStart);
  start::foretell({{*rendered.server, cluster_, options_.settings, reporter},
                   rendered,
                   subject.deployment,
                   *severity,
                   subject.stands_in_input ? subject.given : nullptr});
}

std::vector<Value> Maker::selected(const op::Context& context, op::Rendered rendered) const {
  std::vector<Value> objects;
  if (contains(options_.emit, Emit::kCustomResource)) {
    objects.push_back(written_.at({rendered.server->name_space(), rendered.server->name()}));
  }
  if (contains(options_.emit, Emit::kRbac)) std::ranges::move(rendered.rbac, std::back_inserter(objects));
  if (contains(options_.emit, Emit::kConfig)) objects.push_back(std::move(rendered.config_map));
  if (contains(options_.emit, Emit::kService)) objects.push_back(std::move(rendered.service));
  if (contains(options_.emit, Emit::kDeployment)) objects.push_back(std::move(rendered.deployment));
  if (contains(options_.emit, Emit::kPatch)) {
    if (std::optional<Value> patch = op::auth_server_patch(context, rendered.notes.wiring))
      objects.push_back(*std::move(patch));
  }
  return objects;
}

}  // namespace vmcp::render
