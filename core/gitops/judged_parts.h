#pragma once

#include <vector>

#include "core/gitops/named_files.h"
#include "core/gitops/read_inputs.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// Judges what kustomize does not take for objects, nor for parts of such, of which nothing is said where they stand:
/// among the documents of `read`, `strange` ones, which are no objects, and those of `named` files that nobody else
/// finds. What was meant for an object becomes one of `read`.
void judge_parts(Documents& read, std::vector<yaml::Document> strange, NamedFiles& named,
                 const source::Sources& sources);

}  // namespace vmcp::gitops
