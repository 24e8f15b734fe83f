#pragma once

#include <span>

#include "core/emit/emit.h"
#include "core/operator/context.h"
#include "core/operator/reconcile.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// For each variable, mount and volume of the Deployments among `objects` the field and line that it comes from
/// (`gateway.yaml:14: spec.config.telemetry`): what the gateway's podTemplateSpec states, else what the operator wires
/// up and why, else where the Deployment of the input has it.
emit::Comments origin_comments(const op::Context& context, const op::Rendered& rendered,
                               std::span<const yaml::Value> objects);

}  // namespace vmcp::render
