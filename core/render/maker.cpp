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
  std::optional<op::Rendered> rendered = op::reconcile(context);
  if (!rendered) return {};
  const cluster::Object* given = op::given_deployment(context);
  if (options_.judge_only && given != nullptr) {
    foretell(*rendered, given->value, given, sink);
    return {};
  }
  std::optional<Value> changed = changed_deployment(context, *rendered, given);
  foretell(*rendered, changed ? *changed : rendered->deployment, nullptr, sink);
  if (sink.error_count() != errors_before) return {};
  if (changed) rendered->deployment = *std::move(changed);
  return selected(context, std::move(*rendered));
}

std::optional<Value> Maker::changed_deployment(const op::Context& context, const op::Rendered& rendered,
                                               const cluster::Object* given) const {
  std::optional<Value> changed;
  if (given != nullptr) changed = op::patch_deployment(context, *given, rendered.deployment);
  if (options_.complete) {
    changed = complete(context, rendered, changed ? *std::move(changed) : rendered.deployment);
  }
  return changed;
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
