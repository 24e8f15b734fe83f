#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/yaml/value.h"

namespace vmcp::compare {

/// One place in which two objects differ.
struct FieldDifference {
  /// As findings write field paths, but items that have a name stand under it: `spec.containers[vmcp].env[HOME].value`.
  std::string path;
  std::optional<yaml::Value> ours;    ///< nothing: we do not have it
  std::optional<yaml::Value> theirs;  ///< nothing: they do not have it
};

/// Where two values differ, in our order: the smallest fields that tell it all. Lists of scalars are one field; what
/// one side lacks as a whole is one field, the innermost that is all of it; a list whose items come in another order is
/// a field with their names.
std::vector<FieldDifference> differences(const yaml::Value& ours, const yaml::Value& theirs);

}  // namespace vmcp::compare
