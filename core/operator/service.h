#pragma once

#include "core/operator/context.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// The Service in front of the gateway (as serviceForVirtualMCPServer).
yaml::Value service_for(const Context& context);

}  // namespace vmcp::op
