#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "core/apply/refusals.h"

namespace vmcp::apply {

/// The pod's volumes that are valid, by name: one with a fault counts as absent (as ValidateVolumes).
using Volumes = std::unordered_map<std::string_view, const yaml::Value*>;

/// As ValidateVolumeMounts and ValidateVolumeDevices.
void check_mounts(const Node& container, const Volumes& volumes, Refusals& refusals);

}  // namespace vmcp::apply
