#pragma once

#include <string>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What keeps Flux from substituting what a Kustomization states.
struct PostBuildFault {
  std::string path;  ///< `spec.postBuild.substituteFrom[0].kind`
  yaml::Mark mark;
  std::string message;
  std::string nearest;  ///< what to write instead; empty: nothing is known
};

/// What is misspelt in the `postBuild` of a Flux Kustomization's spec, in that name, or in kinds that are named there.
std::vector<PostBuildFault> post_build_faults(const yaml::Value& spec);

}  // namespace vmcp::gitops
