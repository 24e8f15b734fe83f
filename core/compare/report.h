#pragma once

#include <span>
#include <string>

#include "core/compare/objects.h"
#include "core/diag/render.h"
#include "core/yaml/value.h"

namespace vmcp::compare {

/// A unified diff of each object that is not the same, from theirs to ours, with three lines around a change.
std::string unified_diffs(std::span<const ObjectDifference> objects, diag::Color color);

/// A line per object, with the paths of its fields that differ, and one that counts:
///
///     changed Deployment ns/gw: spec.template.spec.containers[vmcp].env[HOME].value
///     6 objects: 5 same, 1 changed, 0 missing, 0 extra
std::string verdict_lines(std::span<const ObjectDifference> objects, diag::Color color);

/// A list of {kind, namespace, name, verdict, fields [{path, ours, theirs}]}; what a side lacks is absent.
yaml::Value as_data(std::span<const ObjectDifference> objects);

}  // namespace vmcp::compare
