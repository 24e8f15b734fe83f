#include "core/render/maker.h"

#include <iterator>
#include <optional>

#include "core/admission/reporter.h"
#include "core/operator/patch_deployment.h"
#include "core/render/complete.h"
#include "core/start/run.h"

namespace vmcp::render {

using yaml::Value;

std::vector<Value> Maker::make(const op::Server& server, diag::Sink& sink) const {
  const std::size_t errors_before = sink.error_count();
  const admission::Reporter reporter(sink, sources_, diag::Stage::kOperator);
  const op::Context context{server, cluster_, options_.settings, reporter};
  const cluster::Object* given = op::given_deployment(context);
  std::optional<Value> deployment;
  if (given != nullptr) deployment = op::read_deployment(context, *given);
  std::optional<op::Rendered> rendered = op::reconcile(context);
  if (!rendered || (given != nullptr && !deployment)) return {};
  if (deployment && options_.judge_only) {
    foretell(*rendered, *deployment, given, sink);
    return {};
  }
  if (deployment) {
    deployment = op::patch_deployment(context, *given, *std::move(deployment), rendered->deployment);
    if (!deployment) return {};
  }
  if (options_.complete) {
    deployment = complete(context, *rendered, deployment ? *std::move(deployment) : rendered->deployment);
  }
  foretell(*rendered, deployment ? *deployment : rendered->deployment, nullptr, sink);
  if (sink.error_count() != errors_before) return {};
  if (deployment) rendered->deployment = *std::move(deployment);
  return selected(context, std::move(*rendered));
}

void Maker::foretell(const op::Rendered& rendered, const Value& deployment, const cluster::Object* given,
                     diag::Sink& sink) const {
  if (options_.start == Start::kOff) return;
  const admission::Reporter reporter(sink, sources_, diag::Stage::kStart);
  start::foretell({{*rendered.server, cluster_, options_.settings, reporter},
                   rendered,
                   deployment,
                   options_.start == Start::kError ? diag::Severity::kError : diag::Severity::kWarning,
                   given});
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
