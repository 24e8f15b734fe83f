#pragma once

#include <optional>
#include <string>

#include "core/diag/field_path.h"
#include "core/kube/shape.h"
#include "core/yaml/value.h"

namespace vmcp::kube {

/// Why a strategic merge patch was refused, and where in the patch.
struct MergeFault {
  diag::FieldPath path;
  std::string message;
};

/// Merges `patch` over `original` as Kubernetes' strategic merge patch does (as StrategicMergePatch of
/// k8s.io/apimachinery): objects field by field, lists whose `shape` says so by their merge key, everything else
/// replaced; null deletes. The directives `$patch`, `$retainKeys`, `$setElementOrder/...` and
/// `$deleteFromPrimitiveList/...` are obeyed. Both values are mappings. Nothing when the patch is refused; `fault`
/// then says why.
std::optional<yaml::Value> strategic_merge(yaml::Value original, const yaml::Value& patch, const Shape& shape,
                                           MergeFault& fault);

}  // namespace vmcp::kube
