#pragma once

#include <string_view>
#include <vector>

#include "core/cluster/cluster.h"
#include "core/diag/field_path.h"
#include "core/yaml/value.h"

namespace vmcp::op {

/// A composite tool as an object states it.
struct CompositeToolValue {
  const yaml::Value* value = nullptr;
  diag::FieldPath path;
};

/// The composite tools that stand in an object: a gateway's own, or the one of a definition.
std::vector<CompositeToolValue> composite_tools_of(const cluster::Object& object);

/// Whether a schema of parameters has properties, and says that there are no others, or leaves it at that.
bool describes_all_parameters(const yaml::Value& schema);

}  // namespace vmcp::op
