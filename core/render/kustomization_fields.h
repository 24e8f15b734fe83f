#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::render {

/// A key of a kustomization that kustomize does not know, for which it refuses to build.
struct UnknownKey {
  std::string path;  ///< `patches[0].targt`
  std::string_view key;
  yaml::Mark mark;
  std::string_view nearest;  ///< the key that may be meant; empty when none is near
};

/// The unknown keys of a kustomization and of its patches, generators, labels and images, as kustomize decodes them:
/// capitals do not count. Keys of Helm charts, replacements and vars are not looked at.
std::vector<UnknownKey> unknown_keys(const yaml::Value& kustomization);

}  // namespace vmcp::render
