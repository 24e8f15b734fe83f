#pragma once

#include "core/operator/context.h"
#include "core/operator/reconcile.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// `deployment`, with the variables and mounts that vmcp needs and the operator leaves out though the objects that the
/// gateway refers to state them.
yaml::Value complete(const op::Context& context, const op::Rendered& rendered, yaml::Value deployment);

}  // namespace vmcp::render
