#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/gitops/kustomization.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// What the deliveries among documents make of directories that may be theirs, by normalized paths.
struct Delivered {
  std::vector<std::string> components;  ///< that they add to kustomizations
  /// Those without a kustomization, for which Flux generates one of all that is in them.
  std::vector<std::string> generated;
};

/// `inputs` has the documents of each input, `walked` all files of a walk.
Delivered delivered_parts(std::span<const std::vector<yaml::Document>> inputs, std::span<const std::string> walked,
                          const Kustomizations& kustomizations, const source::Sources& sources);

}  // namespace vmcp::gitops
