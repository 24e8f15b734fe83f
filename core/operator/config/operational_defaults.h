#pragma once

#include <optional>

#include "core/model/vmcp_operational.h"

namespace vmcp::op {

/// As Config.EnsureOperationalDefaults: fills every missing field, a zero value counting as missing.
/// healthCheckTimeout has no default here (the CRD has one).
void apply_operational_defaults(std::optional<model::config::OperationalConfig>& operational);

}  // namespace vmcp::op
