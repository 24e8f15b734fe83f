#pragma once

#include "core/apply/mounts.h"
#include "core/apply/refusals.h"

namespace vmcp::apply {

/// As ValidateVolumes; returns those without a fault.
Volumes check_volumes(const Node& volumes, Refusals& refusals);

/// As validateVolumeSource.
void check_volume_source(const Node& volume, Refusals& refusals);

/// As validateProjectedVolumeSource.
void check_projected(const Node& projected, Refusals& refusals);
/// As validateDownwardAPIVolumeFile; faults of an item are reported at the list's owner.
void check_downward_file(const Node& file, const Node& owner, Refusals& refusals);
/// As validateKeyToPath, for each item.
void check_key_items(const Node& source, Refusals& refusals);
/// As validateEphemeralVolumeSource.
void check_ephemeral(const Node& ephemeral, Refusals& refusals);

}  // namespace vmcp::apply
