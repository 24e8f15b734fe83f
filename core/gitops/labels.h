#pragma once

#include <vector>

#include "core/gitops/piece.h"
#include "core/gitops/work.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// Gives objects the `labels`, `commonLabels` and `commonAnnotations` of a kustomization, and those of Deployments to
/// their selectors and pod templates where kustomize does. `work` is taken from; objects that nothing is left for go
/// without.
void add_labels(const yaml::Value& kustomization, std::vector<Piece>& pieces, Work& work);

}  // namespace vmcp::gitops
