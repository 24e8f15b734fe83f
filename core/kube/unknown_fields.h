#pragma once

#include <vector>

#include "core/diag/field_path.h"
#include "core/kube/shape.h"
#include "core/yaml/unknown_key.h"
#include "core/yaml/value.h"

namespace vmcp::kube {

/// The fields of a value at `path` that the struct of its place does not have, and those in another case than the
/// struct's, which Go's decoder reads, but strategic merge takes for others. The directives of strategic merge are
/// fields of neither.
std::vector<yaml::UnknownKey> unknown_fields(const yaml::Value& value, const Shape& shape, const diag::FieldPath& path);

}  // namespace vmcp::kube
