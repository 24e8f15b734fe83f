#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vmcp::kube {

/// The canonical form of a Kubernetes quantity (`1024Mi` is `1Gi`, `0.5` is `500m`), as resource.Quantity parses and
/// prints it. Nothing when it is no quantity.
std::optional<std::string> canonical_quantity(std::string_view text);

}  // namespace vmcp::kube
