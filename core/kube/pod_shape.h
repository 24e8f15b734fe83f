#pragma once

#include "core/diag/field_path.h"
#include "core/kube/shape.h"
#include "core/model/decode.h"
#include "core/yaml/value.h"

namespace vmcp::kube {

/// The value as it is after Go has decoded its JSON into the struct and encoded it again: unknown fields are gone,
/// names have their proper case, quantities their canonical form, empty fields are left out or written as the struct
/// says (`resources: {}`). What the struct cannot hold is reported with its path below `path`.
yaml::Value round_trip(const yaml::Value& value, const Shape& shape, const diag::FieldPath& path,
                       model::DecodeErrors& errors);

/// The value without its nulls, as the API server takes them in what the struct can hold: a field is absent, an item of
/// a list or of a map is its type's zero. Fields that the struct does not know stay.
yaml::Value without_nulls(yaml::Value value, const Shape& shape);

}  // namespace vmcp::kube
