#pragma once

#include <cstdint>

#include "core/apply/refusals.h"

namespace vmcp::apply {

/// As ValidateEnv and ValidateEnvFrom.
void check_env(const Node& container, Refusals& refusals);

/// As validateFileKeyRefVolumes, for one container: variables from files live in volumes of type emptyDir.
void check_env_files(const Node& container, const Node& volumes, Refusals& refusals);

/// As validateObjectFieldSelector: a field of the pod, for a variable or a file of a volume.
enum class FieldUse : std::uint8_t { kVariable, kFile };
void check_field_reference(const Node& reference, FieldUse use, Refusals& refusals);
/// As validateContainerResourceFieldSelector: a limit or request of a container.
void check_resource_reference(const Node& reference, FieldUse use, Refusals& refusals);

}  // namespace vmcp::apply
