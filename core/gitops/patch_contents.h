#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/inner_places.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// What a patch consists of: parts of objects, and lists of operations.
struct PatchContents {
  std::vector<yaml::Value> values;
  bool readable = true;  ///< false: what kustomize makes of it is not known here
  std::string problem;   ///< why it is no patch at all; empty: it may be one
  yaml::Mark place;      ///< of the problem
};

/// Reads a patch that is written inside a kustomization, a file of `texts`.
PatchContents read_patch(const yaml::Value& text, OuterTexts& texts);

/// Why kustomize takes no values of this kind in an entry of a list of patches (`patches`, `patchesStrategicMerge`,
/// `patchesJson6902`), with or without a target; empty when it does. As PatchTransformer and its older siblings do.
std::string problem_of(const std::vector<yaml::Value>& values, std::string_view list, bool has_target);

/// Whether a text begins as a list in JSON does, and is not JSON, which kustomize expects then.
bool is_broken_json(std::string_view text);

/// Whether what a text of YAML is refused for is its syntax, rather than what kustomize does not mind.
bool is_syntax_error(std::string_view code);

}  // namespace vmcp::gitops
