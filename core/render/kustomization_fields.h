#pragma once

#include <vector>

#include "core/yaml/unknown_key.h"
#include "core/yaml/value.h"

namespace vmcp::render {

/// The keys of a kustomization and of its patches, generators, labels and images that kustomize does not know, for
/// which it refuses to build: capitals do not count. Keys of Helm charts, replacements and vars are not looked at.
std::vector<yaml::UnknownKey> unknown_keys(const yaml::Value& kustomization);

}  // namespace vmcp::render
