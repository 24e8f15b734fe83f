#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/gitops/kustomization.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// The normalized paths of components that the deliveries among documents add to the kustomizations of directories that
/// may be theirs. `inputs` has those of each input, `walked` all files of a walk.
std::vector<std::string> delivered_components(std::span<const std::vector<yaml::Document>> inputs,
                                              std::span<const std::string> walked, const Kustomizations& kustomizations,
                                              const source::Sources& sources);

}  // namespace vmcp::gitops
