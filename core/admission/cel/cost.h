#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/admission/cel/value.h"

namespace vmcp::admission::cel {

/// What the API server charges for things other than calls; a loop's costs are per item and those of its bookkeeping.
inline constexpr std::uint64_t kSelectCost = 1;
inline constexpr std::uint64_t kListCost = 10;
inline constexpr std::uint64_t kMapCost = 30;
inline constexpr std::uint64_t kAllItemCost = 3;
inline constexpr std::uint64_t kExistsItemCost = 4;
inline constexpr std::uint64_t kExistsOneItemCost = 1;
inline constexpr std::uint64_t kCollectedItemCost = 12;
inline constexpr std::uint64_t kSkippedItemCost = 1;

/// What the API server charges for a call, given the arguments and the result: one unit for every ten characters that
/// are looked at, and for other work by the function. Null for a function that costs one unit.
using CallCost = std::uint64_t (*)(std::span<const Value> arguments, const Value& result);
CallCost find_call_cost(std::string_view function);

}  // namespace vmcp::admission::cel
