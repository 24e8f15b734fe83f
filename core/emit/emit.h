#pragma once

#include <string>

#include "core/yaml/value.h"

namespace vmcp::emit {

/// The bytes that sigs.k8s.io/yaml writes for the value: keys sorted at every level, two-space indent, lists not
/// indented under their key, long plain and double-quoted scalars folded at 80 columns.
std::string yaml_kubernetes(const yaml::Value& value);

/// The bytes that gopkg.in/yaml.v3's Marshal writes: members in the value's order, four-space indent.
std::string yaml_v3(const yaml::Value& value);

/// JSON with sorted keys, indented by two spaces, without a final line break.
std::string json(const yaml::Value& value);

}  // namespace vmcp::emit
