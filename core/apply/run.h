#pragma once

#include "core/apply/cause.h"
#include "core/operator/context.h"
#include "core/operator/reconcile.h"

namespace vmcp::apply {

/// Reports, at the field of the input that causes it, why the API server would refuse one of the objects of a gateway:
/// those that the operator makes, and the Deployment that would be applied. `context` speaks for stage `apply`.
void judge(const op::Context& context, const op::Rendered& rendered, const Subject& subject);

}  // namespace vmcp::apply
