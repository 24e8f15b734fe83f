#pragma once

#include <span>
#include <string_view>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Every code once, those of one subject together.
std::span<const Explanation> explanations();

/// Null pointer where kCodes has no such code.
const Explanation* find_explanation(std::string_view code);

}  // namespace vmcp::diag
