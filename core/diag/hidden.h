#pragma once

#include <string_view>

namespace vmcp::diag {

/// What is shown in place of a secret.
inline constexpr std::string_view kHidden = "***";

}  // namespace vmcp::diag
