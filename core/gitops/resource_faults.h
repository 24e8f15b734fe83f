#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/gitops/kustomization_fields.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// Why kustomize takes a document for no object, whatever it is about: every one but lists has a kind and a name.
/// Nothing when it does.
std::optional<FieldFault> resource_fault(const yaml::Value& root);

/// As above, of each document of a file, and of what is no YAML.
std::vector<FieldFault> resource_faults(const source::Sources& sources, std::uint32_t source);

}  // namespace vmcp::gitops
