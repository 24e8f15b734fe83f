#pragma once

#include "core/model/vmcp_composite_tool.h"
#include "core/start/gateway.h"

namespace vmcp::start {

/// What a composite tool returns, which stands at `path` of config.yaml. As composer.ValidateOutputConfig.
void check_output(const Gateway& gateway, const diag::FieldPath& path, const model::config::OutputConfig& output);

}  // namespace vmcp::start
