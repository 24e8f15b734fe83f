#include "core/render/complete.h"

#include <utility>

#include "core/kube/shape.h"
#include "core/kube/strategic_merge.h"
#include "core/start/needs.h"
#include "core/start/pod.h"

namespace vmcp::render {

using yaml::Value;

Value complete(const op::Context& context, const op::Rendered& rendered, Value deployment) {
  const Value missing =
      start::missing_wiring(start::needs_of(rendered), rendered, start::Pod(context, rendered, deployment));
  if (missing.members().empty()) return deployment;
  const Value patch = Value::mapping().set("spec", Value::mapping().set("template", missing));
  kube::MergeFault fault;
  auto merged = kube::strategic_merge(deployment, patch, kube::shape("Deployment"), fault);
  return merged ? *std::move(merged) : std::move(deployment);
}

}  // namespace vmcp::render
